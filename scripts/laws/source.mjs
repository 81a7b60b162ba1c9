import ts from "typescript"

/**
 * @param {string} file
 * @param {string} text
 */
export function parse(file, text) {
  return ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
}

/** Every node below a node, and the node itself. @param {ts.Node} node @returns {Generator<ts.Node>} */
export function* nodesOf(node) {
  yield node
  for (const child of node.getChildren()) yield* nodesOf(child)
}

const comparisons = new Set([
  ts.SyntaxKind.EqualsEqualsToken,
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsToken,
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
])

/** `a === b` and its kin. @param {ts.Node} node @returns {node is ts.BinaryExpression} */
export function isComparison(node) {
  return ts.isBinaryExpression(node) && comparisons.has(node.operatorToken.kind)
}

/** "path:line" of a node. @param {ts.Node} node */
export function placeOf(node) {
  const source = node.getSourceFile()
  return `${source.fileName}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`
}

/**
 * What a file imports, requires or re-exports: the specifier, and whether only its types.
 * @param {string} file @param {string} text
 * @returns {{ specifier: string, typeOnly: boolean, place: string }[]}
 */
export function importsOf(file, text) {
  return [...nodesOf(parse(file, text))].flatMap((node) => {
    const found = importIn(node)
    return found ? [{ ...found, place: placeOf(node) }] : []
  })
}

/** @param {ts.Node} node */
function importIn(node) {
  if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
    return { specifier: node.moduleSpecifier.text, typeOnly: node.importClause?.isTypeOnly ?? false }
  }
  if (ts.isExportDeclaration(node) && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier)) {
    return { specifier: node.moduleSpecifier.text, typeOnly: node.isTypeOnly }
  }
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument) && ts.isStringLiteral(node.argument.literal)) {
    return { specifier: node.argument.literal.text, typeOnly: true }
  }
  return ts.isCallExpression(node) ? importCall(node) : null
}

/** @param {ts.CallExpression} call */
function importCall(call) {
  const [argument] = call.arguments
  const isImport = call.expression.kind === ts.SyntaxKind.ImportKeyword || call.expression.getText() === "require"
  return isImport && argument && ts.isStringLiteralLike(argument) ? { specifier: argument.text, typeOnly: false } : null
}
