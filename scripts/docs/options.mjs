import path from "node:path"
import ts from "typescript"
import { root } from "../lib/paths.mjs"

/** @typedef {{ name: string, type: string, required: boolean, meaning: string }} Option */

/**
 * The options of a gateway as its TSDoc tells them: the exported interface of its folder's config.ts whose name
 * ends in `Options`, with what it inherits. Required ones come first.
 * @param {string} gateway
 * @returns {Option[]}
 */
export function optionsOf(gateway) {
  const file = path.join(root, `packages/plugin/src/providers/${gateway}/config.ts`)
  const program = ts.createProgram([file], { strict: true, noEmit: true, types: [], skipLibCheck: true })
  const declaration = findOptions(program.getSourceFile(file))
  if (!declaration) throw new Error(`${file} exports no interface …Options`)
  const checker = program.getTypeChecker()
  const properties = checker.getPropertiesOfType(checker.getTypeAtLocation(declaration))
  const options = properties.map((property) => describe(checker, property, declaration))
  return [...options.filter(({ required }) => required), ...options.filter(({ required }) => !required)]
}

/** @param {ts.SourceFile | undefined} source */
function findOptions(source) {
  return source?.statements.find(
    /** @returns {statement is ts.InterfaceDeclaration} */
    (statement) => ts.isInterfaceDeclaration(statement) && statement.name.text.endsWith("Options"),
  )
}

/** @param {ts.TypeChecker} checker @param {ts.Symbol} property @param {ts.Node} place @returns {Option} */
function describe(checker, property, place) {
  const meaning = ts.displayPartsToString(property.getDocumentationComment(checker)).trim()
  if (meaning === "") throw new Error(`the option ${property.name} has no TSDoc`)
  const required = (property.flags & ts.SymbolFlags.Optional) === 0
  return {
    name: property.name,
    type: writtenType(property) ?? impliedType(checker, property, place),
    required,
    meaning,
  }
}

/** As the source has it; null for a bare name such as `Environment`, which tells a reader nothing. @param {ts.Symbol} property */
function writtenType({ valueDeclaration }) {
  const type = valueDeclaration && ts.isPropertySignature(valueDeclaration) ? valueDeclaration.type : undefined
  return type && !ts.isTypeReferenceNode(type) ? type.getText() : null
}

/** A name spelt out. @param {ts.TypeChecker} checker @param {ts.Symbol} property @param {ts.Node} place */
function impliedType(checker, property, place) {
  const type = checker.getNonNullableType(checker.getTypeOfSymbolAtLocation(property, place))
  const flags = ts.TypeFormatFlags.NoTruncation
  const parts = type.isUnion() ? type.types : [type]
  return parts.map((part) => checker.typeToString(part, undefined, flags).replaceAll("readonly ", "")).join(" | ")
}
