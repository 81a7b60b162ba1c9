import path from "node:path"
import { importsOf } from "./source.mjs"
import { below, foldersIn } from "./tree.mjs"

const sandbox = "packages/sandbox/src/"
const gateways = `${sandbox}gateways/`

/** Rooms of a gateway, lowest first: each imports itself and what stands before it. `api` and `office` ignore each other. */
const rooms = ["wire", "model", "messages", "payments", "pages", "api", "office", "index"]
const folders = ["wire", "model", "messages", "pages", "api", "office"]
const rootFile = /^(index|(?:fidelity|payments)(?:-[a-z]+)*)\.[jt]s$/

/** The room of a file, from its path below the gateway's folder; null for one that has none. @param {string} rest */
function roomOf(rest) {
  const [first = "", ...deeper] = rest.split("/")
  if (deeper.length > 0) return folders.includes(first) ? first : null
  const [, name = null] = rootFile.exec(first) ?? []
  return name?.split("-", 1).join() ?? null
}

/** The gateway and the path within it; null outside of the gateways. @param {string} file */
function placeOf(file) {
  if (!file.startsWith(gateways)) return null
  const [gateway = "", ...rest] = file.slice(gateways.length).split("/")
  return { gateway, rest: rest.join("/") }
}

/** @param {string | null} from @param {string | null} to */
function mayImport(from, to) {
  if (from === to) return true
  if (from === null || to === null || from === "fidelity") return false
  if (to === "fidelity") return from === "index"
  if (from === "office" && to === "api") return false
  return rooms.indexOf(to) < rooms.indexOf(from)
}

/** @param {string} from @param {string} to @returns {string | null} */
function complaint(from, to) {
  const [here, there] = [placeOf(from), placeOf(to)]
  if (!there) return null
  if (!here) return from.startsWith(`${sandbox}core/`) ? "core knows no gateway" : null
  if (here.gateway !== there.gateway) return "a gateway knows no other gateway"
  return mayImport(roomOf(here.rest), roomOf(there.rest)) ? null : `the order is ${rooms.join(" ← ")}`
}

/** @param {import("./tree.mjs").Tree} tree */
function strays(tree) {
  return below(tree, gateways)
    .map(([file]) => file)
    .filter((file) => roomOf(placeOf(file)?.rest ?? "") === null)
    .map((file) => `${file}: a gateway has ${folders.join("/, ")}/, index.ts, fidelity.ts and payments.ts`)
}

/** @param {import("./tree.mjs").Tree} tree */
function missing(tree) {
  return foldersIn(tree, gateways).flatMap((gateway) => {
    const needed = [...folders.map((folder) => `${folder}/`), "index.ts", "fidelity.ts", "payments.ts"]
    return needed
      .filter((name) => below(tree, `${gateways}${gateway}/${name}`).length === 0)
      .map((name) => `${gateways}${gateway}: has no ${name}`)
  })
}

/** @param {import("./tree.mjs").Tree} tree */
function wrongWay(tree) {
  return below(tree, sandbox).flatMap(([file, text]) =>
    importsOf(file, text)
      .filter(({ specifier }) => specifier.startsWith("."))
      .flatMap(({ specifier, place }) => {
        const why = complaint(file, path.posix.join(path.posix.dirname(file), specifier))
        return why ? [`${place} must not import ${specifier}: ${why}`] : []
      }),
  )
}

/** @type {import("./tree.mjs").Law} */
export const sandboxFloorPlan = {
  title: "all gateways of the sandbox have one floor plan, in which imports run one way",
  violations: (tree) => [...strays(tree), ...missing(tree), ...wrongWay(tree)],
}
