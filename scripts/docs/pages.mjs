import { readFileSync } from "node:fs"
import path from "node:path"
import { root } from "../lib/paths.mjs"
import { fillBlocks } from "./blocks.mjs"
import { capabilityTable, contractTable } from "./capabilities.mjs"
import { methodTable, optionTable } from "./gateway-tables.mjs"
import { loadGateways } from "./gateways.mjs"

/** @typedef {{ file: string, text: string }} Page  a page as it should be; `file` within the checkout */

/** Every page with generated tables, made anew. @returns {Promise<Page[]>} */
export async function renderPages() {
  const kinds = await loadGateways()
  return [...kinds.flatMap(gatewayPages), capabilityPage(kinds)]
}

/** @param {import("./gateways.mjs").GatewayKind} kind */
function gatewayPages(kind) {
  return /** @type {const} */ (["en", "zh-TW"]).map((language) =>
    page(`docs/gateways/${kind.id}${language === "en" ? "" : `.${language}`}.md`, {
      methods: methodTable(kind, language),
      options: optionTable(kind, language),
    }),
  )
}

/** @param {import("./gateways.mjs").GatewayKind[]} kinds */
function capabilityPage(kinds) {
  const tables = kinds.map((kind) => [kind.id, capabilityTable(kind)])
  return page("docs/capabilities.md", { contract: contractTable(kinds), ...Object.fromEntries(tables) })
}

/** @param {string} file @param {Record<string, string>} blocks @returns {Page} */
function page(file, blocks) {
  try {
    return { file, text: fillBlocks(readFileSync(path.join(root, file), "utf8"), blocks) }
  } catch (error) {
    throw new Error(`${file}: ${error instanceof Error ? error.message : error}`)
  }
}
