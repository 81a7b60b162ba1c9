import { readFileSync } from "node:fs"
import path from "node:path"
import ts from "typescript"
import { root } from "../lib/paths.mjs"

const mark = /<!-- code:(?<file>[^#\s]+)(?:#(?<names>\S+))? -->[\s\S]*?<!-- \/code -->/g

/**
 * A page with its code taken anew from files that are compiled and run: `code:path#name,name` stands for functions, constants
 * and methods by their names, with the comments above them, `head` for all that stands above the class; `code:path` for the
 * whole file.
 * @param {string} text
 */
export function fillCode(text) {
  return text.replace(mark, (_whole, file, names) => {
    const head = `<!-- code:${file}${names ? `#${names}` : ""} -->`
    return `${head}\n\n\`\`\`${languageOf(file)}\n${codeOf(file, names?.split(","))}\n\`\`\`\n\n<!-- /code -->`
  })
}

/** @param {string} file */
const languageOf = (file) => path.extname(file).slice(1).replace("mjs", "js")

/** @param {string} file @param {string[] | undefined} names */
function codeOf(file, names) {
  const source = readFileSync(path.join(root, file), "utf8")
  return names ? names.map((name) => partOf(file, source, name)).join("\n\n") : source.trimEnd()
}

/** @param {string} file @param {string} source @param {string} name */
function partOf(file, source, name) {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true)
  if (name === "head") return headOf(source, tree)
  const node = nodesOf(tree).find((candidate) => nameOf(candidate) === name)
  if (!node) throw new Error(`${file} has no ${name}`)
  const comments = ts.getLeadingCommentRanges(source, node.getFullStart()) ?? []
  const start = Math.min(node.getStart(), ...comments.map(({ pos }) => pos))
  return outdent(source.slice(startOfLine(source, start), node.getEnd()))
}

/** @param {string} source @param {ts.SourceFile} tree */
const headOf = (source, tree) => source.slice(0, tree.statements.find(ts.isClassDeclaration)?.getFullStart()).trimEnd()

/** Statements of the file, and members of its classes. @param {ts.SourceFile} tree */
const nodesOf = (tree) => tree.statements.flatMap(withMembers)

/** @param {ts.Statement} statement @returns {ts.Node[]} */
const withMembers = (statement) => (ts.isClassDeclaration(statement) ? [statement, ...statement.members] : [statement])

/** @param {ts.Node} node */
function nameOf(node) {
  if (ts.isVariableStatement(node)) return node.declarationList.declarations[0]?.name.getText()
  if (ts.isConstructorDeclaration(node)) return "constructor"
  const named = ts.isFunctionDeclaration(node) || ts.isClassElement(node) || ts.isInterfaceDeclaration(node)
  return named ? node.name?.getText() : undefined
}

/** @param {string} source @param {number} position */
const startOfLine = (source, position) => source.lastIndexOf("\n", position - 1) + 1

/** @param {string} code */
function outdent(code) {
  const lines = code.split("\n")
  const depth = Math.min(...lines.filter((line) => line.trim() !== "").map((line) => line.search(/\S/)))
  return lines.map((line) => line.slice(depth)).join("\n")
}
