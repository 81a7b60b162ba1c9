import { readFileSync } from "node:fs"
import path from "node:path"
import { root } from "../lib/paths.mjs"
import { optionsOf } from "./options.mjs"
import { markdownTable } from "./table.mjs"
import { words } from "./words.mjs"

/**
 * @typedef {import("./words.mjs").Language} Language
 * @typedef {import("./gateways.mjs").Gateway} Gateway
 * @typedef {import("./gateways.mjs").Method} Method
 */

/** The Chinese of each option's TSDoc, by the English: a sentence that changes must be translated anew. @type {Record<string, string>} */
const chinese = JSON.parse(readFileSync(path.join(root, "scripts/docs/options.zh-TW.json"), "utf8"))

/** @param {string} english @param {Language} language */
export function meaningIn(english, language) {
  if (language === "en") return english
  const translated = chinese[english]
  if (!translated) throw new Error(`scripts/docs/options.zh-TW.json has no translation of: ${english}`)
  return translated
}

/** @param {Gateway} kind @param {Language} language */
export function optionTable({ id }, language) {
  const say = words[language]
  const rows = optionsOf(id).map(({ name, type, required, meaning }) => [
    `\`${name}\``,
    required ? say.yes : say.no,
    `\`${type}\``,
    meaningIn(meaning, language),
  ])
  return markdownTable([say.option, say.required, say.type, say.meaning], rows)
}

/** @param {Gateway} kind @param {Language} language */
export function methodTable({ methods }, language) {
  const say = words[language]
  const heads = [say.method, say.provider, say.limits, say.buyer, say.capture, say.refund, say.grace, say.quiet]
  return markdownTable(
    heads,
    methods.map((method) => methodRow(method, language)),
  )
}

/** @param {Method} method @param {Language} language */
function methodRow({ identifier, name, limits, voucher, capture, refund, quietMinutes }, language) {
  const say = words[language]
  const mayPayNow = capture !== "immediate"
  return [
    name[language],
    `\`pp_${identifier}_<id>\``,
    `${limits.min.toLocaleString("en")}–${limits.max.toLocaleString("en")}`,
    voucher ? (mayPayNow ? say.either : say.later) : say.now,
    say.captures[capture],
    say.refunds[refund],
    voucher ? say.hours(voucher.graceHours) : "",
    say.minutes(quietMinutes),
  ]
}
