import { openSample } from "./gateways.mjs"
import { proofOf } from "./proof.mjs"
import { markdownTable } from "./table.mjs"

/**
 * @typedef {import("./gateways.mjs").Gateway} Gateway
 * @typedef {import("./gateways.mjs").Method} Method
 * @typedef {"pay" | "voucher" | "capture" | "partial capture" | "refund" | "partial refund" | "refund by hand"} Capability
 */

/** What a method claims, by its own declaration. @type {readonly [Capability, string, (method: Method) => boolean][]} */
const claims = [
  ["pay", "Pay", () => true],
  ["voucher", "Voucher", ({ voucher }) => voucher !== undefined],
  ["capture", "Capture later", ({ capture }) => capture !== "immediate"],
  ["partial capture", "Capture a part", ({ capture }) => capture === "partial"],
  ["refund", "Refund", ({ refund }) => refund !== "manual"],
  ["partial refund", "Refund a part", ({ refund }) => refund === "partial"],
  ["refund by hand", "Refund by hand", ({ refund }) => refund === "manual"],
]

/** In English and Chinese, once where both are the same. @param {Gateway} kind */
const nameOf = ({ name }) => [...new Set([name.en, name["zh-TW"]])].join(" ")

/** The table of each gateway under its name. @param {Gateway[]} kinds */
export function capabilityTables(kinds) {
  return kinds.map((kind) => `## ${nameOf(kind)}\n\n${capabilityTable(kind)}`).join("\n\n")
}

/** @param {Gateway} kind */
function capabilityTable(kind) {
  const rows = kind.methods.map((method) => [
    method.name.en,
    ...claims.map(([capability, , has]) => (has(method) ? standing(kind.id, method.id, capability) : "–")),
  ])
  return markdownTable(["Method", ...claims.map(([, head]) => head)], rows)
}

/** @param {string} gateway @param {string} method @param {Capability} capability */
function standing(gateway, method, capability) {
  const proof = proofOf(gateway, method, capability)
  return proof === "test" ? "**tested**" : (proof ?? "documented")
}

/** What each gateway's contract has, by what its opened account carries. @param {Gateway[]} kinds */
export function contractTable(kinds) {
  const rows = kinds.map((kind) => {
    const { start, notice, confirm, preChargeCheck, capture, void: cancel, refund } = openSample(kind)
    const parts = [confirm, preChargeCheck, capture, cancel, refund].map((part) => (part ? "yes" : "–"))
    return [`[${nameOf(kind)}](gateways/${kind.id}.md)`, start.kind, notice?.kind ?? "none", "yes", ...parts]
  })
  return markdownTable(
    ["Gateway", "Start", "Notice", "Query", "Confirm", "Pre-charge check", "Capture", "Void", "Refund"],
    rows,
  )
}
