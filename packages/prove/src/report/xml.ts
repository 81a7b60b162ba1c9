const ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" }

/** For attributes and text; characters that XML does not have are left out. */
export function escaped(text: string): string {
  const printable = [...text].filter((each) => each >= " " || each === "\n" || each === "\t").join("")
  return printable.replaceAll(/[&<>"]/g, (each) => ESCAPES[each] ?? each)
}
