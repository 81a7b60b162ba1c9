/** The cells a text takes in a methodAccount: Chinese takes two each. @param {string} text */
const width = (text) =>
  [...text].reduce(
    (sum, char) => sum + (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60]/.test(char) ? 2 : 1),
    0,
  )

/**
 * @param {string[]} heads
 * @param {string[][]} rows
 * @returns {string} lines with aligned columns
 */
export function table(heads, rows) {
  const columns = heads.map((_, column) => Math.max(...[heads, ...rows].map((row) => width(row[column] ?? ""))))
  /** @param {string[]} row */
  const line = (row) => row.map((cell, column) => cell + " ".repeat((columns[column] ?? 0) - width(cell))).join("  ")
  return [heads, columns.map((size) => "─".repeat(size)), ...rows].map((row) => line(row).trimEnd()).join("\n")
}
