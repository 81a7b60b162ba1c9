import { existsSync, readFileSync } from "node:fs"
import path from "node:path"
import { filesOf } from "../lib/digest.mjs"
import { root } from "../lib/paths.mjs"

/** @typedef {{ file: string, text: string }} Doc */

/** Nobody asks these for how something works. */
const left = /(^|\/)(CHANGELOG|LICENSE)\.md$|\/SKILL\.md$/

/** Every page of the project, by its place. @returns {Doc[]} */
export function readDocs() {
  const places = ["README.md", "README.zh-TW.md", "CONTRIBUTING.md", "SECURITY.md", "docs", "packages", "examples"]
  return places
    .flatMap(filesOf)
    .map((file) => file.split(path.sep).join("/"))
    .filter((file) => file.endsWith(".md") && !left.test(file))
    .map((file) => ({ file, text: readFileSync(path.join(root, file), "utf8") }))
}

/** @type {[heading: string, holds: RegExp][]} the first that fits */
const sections = [
  ["Optional", /zh-TW\.md$/],
  ["Start", /^[A-Z]+\.md$/],
  ["Tutorial: a payment provider of your own", /^docs\/tutorial\//],
  ["Gateways", /^docs\/gateways\//],
  ["Decisions", /^docs\/adr\//],
  ["Docs", /^docs\//],
  ["Packages", /^packages\//],
  ["Examples", /^examples\//],
]

const order = [
  ...["Start", "Docs", "Tutorial: a payment provider of your own", "Packages", "Examples"],
  ...["Gateways", "Decisions", "Optional"],
]

/** @param {Doc} doc */
const sectionOf = ({ file }) => sections.find(([, holds]) => holds.test(file))?.[0] ?? "Docs"

/** Words without marks. @param {string} text */
const bare = (text) =>
  text
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replaceAll(/[*`]/g, "")
    .replaceAll(/\s+/g, " ")
    .trim()

/** A page's name. @param {Doc} doc */
const titleOf = ({ file, text }) => bare(/^# (.+)$/m.exec(text)?.[1] ?? path.basename(file, ".md"))

/** Where a page's own first sentence does not say what it is for. @type {Readonly<Record<string, string>>} */
const words = {
  "CONTRIBUTING.md": "Commands, layout, laws and style of the repository.",
  "SECURITY.md": "How to report a fault, and what is guarded against.",
  "docs/capabilities.md": "What each method can do, and how that is known.",
  "docs/conformance.md": "The scenarios of the conformance kit, and what it finds of each gateway.",
  "docs/glossary.md": "The words of code and documents, a line each.",
  "docs/how-it-works.md":
    "Payments from start to refund: ledger, notices, queries, jobs, alarms, routes, and where the code is.",
  "docs/writing-a-gateway.md":
    "A gateway on the toolkit, file by file: data and pure functions; the plugin gives the rest.",
  "packages/prove/README.md": "Judges any Medusa payment provider: facts, bank, flags, exit codes, CI.",
  "packages/storefront/README.md": "The browser kit: start, watch, vouchers, card fields, React components.",
}

/** Its first sentence: of the first paragraph that is prose. @param {Doc} doc @returns {string} */
export function sentenceOf({ text }) {
  const paragraphs = text.replace(/^---\n.*?\n---\n/s, "").split(/\n\s*\n/)
  const prose = paragraphs
    .map((each) => each.trim())
    .find((each) => /^[^#|<>!\-`[]/.test(each) && !/^\W*(Accepted|Decided|Status)/.test(each))
  const [sentence = ""] = /^.*?([.:](?= |$)|[。：])/.exec(bare(prose ?? "")) ?? [bare(prose ?? "")]
  return sentence.replace(/:$/, ".").replace(/：$/, "。")
}

/** @param {Doc} doc */
const line = (doc) => `- [${titleOf(doc)}](${doc.file}): ${words[doc.file] ?? sentenceOf(doc)}`

/** @param {Doc[]} docs */
export function renderLlms(docs) {
  const blocks = order.flatMap((heading) => {
    const own = docs.filter((doc) => sectionOf(doc) === heading)
    return own.length > 0 ? [`## ${heading}\n\n${own.map(line).join("\n")}`] : []
  })
  const skill =
    "- [medusa-payment-provider](packages/prove/skills/medusa-payment-provider/SKILL.md): How to write or repair a payment provider, with the contract, the traps and the case that shows each."
  return `# Taiwan payments for Medusa

> A plugin for Medusa v2 with six of Taiwan's payment gateways, and what anybody needs to write a payment provider that is right: \`prove\`, a tutorial, a generator, a toolkit.

Not done until \`npx @taiwan-payments/prove <class.js> --bank ./bank.prove.mjs --json -\` ends with 0. To begin: \`npm create taiwan-payment-provider@latest\`.

## Skills

${skill}

${blocks.join("\n\n")}
`
}

/** llms.txt, the index for agents. @returns {import("./pages.mjs").Page} */
export function llmsPage() {
  const place = path.join(root, "llms.txt")
  const now = existsSync(place) ? readFileSync(place, "utf8") : ""
  return { file: "llms.txt", now, wanted: renderLlms(readDocs()), problem: null }
}
