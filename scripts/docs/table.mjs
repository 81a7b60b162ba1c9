/** A cell may hold neither a line break nor a bare pipe, not even within code. @param {string} text */
const cell = (text) => text.replace(/\s*\n\s*/g, " ").replaceAll("|", "\\|")

/**
 * @param {readonly string[]} heads
 * @param {readonly (readonly string[])[]} rows
 * @returns {string} a Markdown table
 */
export function markdownTable(heads, rows) {
  /** @param {readonly string[]} cells */
  const line = (cells) => `| ${cells.map(cell).join(" | ")} |`
  return [line(heads), line(heads.map(() => "---")), ...rows.map(line)].join("\n")
}
