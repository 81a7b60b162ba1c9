import path from "node:path"
import ts from "typescript"
import { root } from "../lib/paths.mjs"
import { meaningIn } from "./gateway-tables.mjs"
import { markdownTable } from "./table.mjs"
import { words } from "./words.mjs"

/** @typedef {{ name: string, when: string, carries: string[] }} Event */

const file = path.join(root, "packages/plugin/src/modules/ledger/events.ts")

/** The events of the plugin, as the interface `TaiwanPaymentsEvents` types them for subscribers. @returns {Event[]} */
export function eventsOfPlugin() {
  const program = ts.createProgram([file], { strict: true, noEmit: true, types: [], skipLibCheck: true })
  const checker = program.getTypeChecker()
  const declaration = program
    .getSourceFile(file)
    ?.statements.find((each) => ts.isInterfaceDeclaration(each) && each.name.text === "TaiwanPaymentsEvents")
  if (!declaration) throw new Error(`${file} exports no interface TaiwanPaymentsEvents`)
  const properties = checker.getPropertiesOfType(checker.getTypeAtLocation(declaration))
  return properties.map((property) => describe(checker, property, declaration))
}

/** @param {ts.TypeChecker} checker @param {ts.Symbol} property @param {ts.Node} place @returns {Event} */
function describe(checker, property, place) {
  const when = ts.displayPartsToString(property.getDocumentationComment(checker)).trim()
  if (when === "") throw new Error(`the event ${property.name} has no TSDoc`)
  const data = checker.getTypeOfSymbolAtLocation(property, place)
  return { name: property.name, when, carries: checker.getPropertiesOfType(data).map(({ name }) => name) }
}

/** @param {import("./words.mjs").Language} language */
export function eventTable(language) {
  const say = words[language]
  const rows = eventsOfPlugin().map(({ name, when, carries }) => [
    `\`${name}\``,
    meaningIn(when, language),
    carries.map((each) => `\`${each}\``).join(", "),
  ])
  return markdownTable([say.event, say.when, say.carries], rows)
}
