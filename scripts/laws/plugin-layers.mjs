import path from "node:path"
import { importsOf } from "./source.mjs"
import { below, isScript } from "./tree.mjs"

const src = "packages/plugin/src/"

/**
 * The rooms of the plugin, from the ground up: a room imports only itself and what stands in an earlier line. Rooms of one
 * line do not know each other. A file's room is the longest name that its path begins with.
 */
const floors = [
  ["toolkit/"],
  ["modules/ledger/"],
  ["payments/"],
  ["payments/medusa/"],
  ["payments/operations/"],
  ["payments/queries/"],
  ["payments/notices/", "payments/balances/", "payments/payouts/"],
  ["payments/orders/"],
  ["payments/checkout/"],
  ["payments/staff/", "payments/provider/", "payments/links/"],
  ["payments/messages/", "payments/refund-desk/"],
  ["providers/", "modules/"],
  ["doctor/"],
  ["api/", "scripts/", "commands/", "subscribers/"],
  ["testing/", "admin/"],
]

/** Files of `payments/` itself and Medusa's rows serve all its rooms, and may use each other. */
const shared = new Set(["payments/", "payments/medusa/"])

const rooms = floors.flat().sort((a, b) => b.length - a.length)

/** @param {string} file */
const roomOf = (file) => rooms.find((room) => file.startsWith(src + room)) ?? ""

/** @param {string} room */
const floorOf = (room) => floors.findIndex((floor) => floor.includes(room))

/** @param {string} from @param {string} to rooms */
function mayImport(from, to) {
  return from === to || (shared.has(from) && shared.has(to)) || floorOf(to) < floorOf(from)
}

/** @type {import("./tree.mjs").Law} */
export const pluginLayers = {
  title: "inside the plugin imports run one way, from the rooms above to those below",
  violations: (tree) =>
    below(tree, src)
      .filter(([file]) => (isScript(file) || file.endsWith(".tsx")) && roomOf(file) !== "")
      .flatMap(([file, text]) =>
        importsOf(file, text)
          .filter(({ specifier }) => specifier.startsWith("."))
          .flatMap(({ specifier, place }) => {
            const room = roomOf(path.posix.join(path.posix.dirname(file), specifier))
            return mayImport(roomOf(file), room)
              ? []
              : [`${place} must not import ${specifier}: ${room} stands above ${roomOf(file)} or beside it`]
          }),
      ),
}
