/** Excel reads UTF-8 only from a file that says so. */
export const CSV_MARK = "\uFEFF"

/** What a spreadsheet would take for a formula, also behind spaces and in the wide letters of Chinese keyboards. */
const FORMULA = /^(?:[\t\r\n]|\s*[=+\-@＝＋－＠])/u

type Cell = string | number | null

/** A row as RFC 4180 has it; a buyer's name that begins like a formula stays text. Numbers are ours, and stay numbers. */
export function csvRow(cells: readonly Cell[]): string {
  return `${cells.map(csvCell).join(",")}\r\n`
}

function csvCell(cell: Cell): string {
  if (typeof cell !== "string") return String(cell ?? "")
  const text = FORMULA.test(cell) ? `'${cell}` : cell
  return /[",\r\n\t]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
