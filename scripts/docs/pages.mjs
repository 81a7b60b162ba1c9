import { existsSync, readFileSync } from "node:fs"
import path from "node:path"
import { published } from "../lib/build.mjs"
import { root } from "../lib/paths.mjs"
import { fillBlocks } from "./blocks.mjs"
import { capabilityTables, contractTable } from "./capabilities.mjs"
import { fillCode } from "./code-blocks.mjs"
import { eventTable } from "./events.mjs"
import { methodTable, optionTable } from "./gateway-tables.mjs"
import { loadGateways } from "./gateways.mjs"
import { llmsPage } from "./llms.mjs"
import { installBlocks } from "./readme-blocks.mjs"

/**
 * A page with generated tables: as it stands, and as it should; or why it cannot be made.
 * @typedef {{ file: string, now: string, wanted: string, problem: null } | { file: string, problem: string }} Page
 */

/** Every page with generated tables, made anew. @returns {Promise<Page[]>} */
export async function renderPages() {
  const kinds = await loadGateways()
  const pages = [capabilityPage(kinds), ...eventPages(), ...codePages(), llmsPage()]
  return [...kinds.flatMap(gatewayPages), ...pages, ...published.flatMap(legalPages)]
}

const codePlaces = [
  "docs/tutorial/README.md",
  "docs/tutorial/README.zh-TW.md",
  "docs/nextjs.md",
  "docs/nextjs.zh-TW.md",
]

/** Text about code that CI compiles, runs and proves. */
function codePages() {
  return [...codePlaces.map((file) => remade(file, fillCode)), page("packages/plugin/README.md", installBlocks)]
}

/** npm packs no file from outside of a package, so each has a copy of the project's own. @param {string} folder */
function legalPages(folder) {
  return ["LICENSE", "CHANGELOG.md"].map((title) => copy(title, `${folder}/${title}`))
}

/** @param {string} from @param {string} file @returns {Page} */
function copy(from, file) {
  const place = path.join(root, file)
  const wanted = readFileSync(path.join(root, from), "utf8")
  return { file, now: existsSync(place) ? readFileSync(place, "utf8") : "", wanted, problem: null }
}

/** @param {import("./gateways.mjs").Gateway} kind */
function gatewayPages(kind) {
  return /** @type {const} */ (["en", "zh-TW"]).map((language) =>
    page(`docs/gateways/${kind.id}${language === "en" ? "" : `.${language}`}.md`, () => ({
      methods: methodTable(kind, language),
      options: optionTable(kind, language),
    })),
  )
}

function eventPages() {
  return /** @type {const} */ (["en", "zh-TW"]).map((language) =>
    page(`docs/messages${language === "en" ? "" : `.${language}`}.md`, () => ({ events: eventTable(language) })),
  )
}

/** @param {import("./gateways.mjs").Gateway[]} kinds */
function capabilityPage(kinds) {
  return page("docs/capabilities.md", () => ({ contract: contractTable(kinds), gateways: capabilityTables(kinds) }))
}

/** @param {string} file @param {() => Record<string, string>} blocks */
function page(file, blocks) {
  return remade(file, (now) => fillBlocks(now, blocks()))
}

/** One page that cannot be made does not keep the others from it. @param {string} file @param {(now: string) => string} make @returns {Page} */
function remade(file, make) {
  try {
    const now = readFileSync(path.join(root, file), "utf8")
    return { file, now, wanted: make(now), problem: null }
  } catch (error) {
    return { file, problem: error instanceof Error ? error.message : String(error) }
  }
}
