import { code39Elements } from "./code-39"
import { inHtml } from "./in-html"

const HEIGHT = 56
/** Beside each code; a scanner needs ten narrow elements of white. */
const QUIET = 12
/** Telephones show a letter this wide. */
const ROOM = 300

/**
 * Barcodes of cells of a table. Pictures would do in fewer bytes, but mail programs hide those of other servers and of `data:`, run no
 * script, and not every notification provider takes attachments; a table they all draw. A gradient is what dark mode does not invert.
 */
export function barcodesHtml(codes: readonly string[]): string {
  const drawn = codes.map((code) => `${barsOf(code)}${writtenBelow(code)}`)
  return `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 20px"><tr><td align="center"
    bgcolor="#ffffff" style="padding:16px 0;border-radius:12px;border:1px solid #e7e5de;background-image:linear-gradient(#fff,#fff)">${drawn.join("")}</td></tr></table>`
}

function barsOf(code: string): string {
  const wide = code39Elements(code, 3)
  const elements = total(wide) + 2 * QUIET > ROOM + QUIET ? code39Elements(code, 2) : wide
  const cells = elements.map((width, index) => (index % 2 === 0 ? black(width) : `<td width="${width}"></td>`))
  const quiet = `<td width="${QUIET}"></td>`
  const width = total(elements) + 2 * QUIET
  return `<table role="img" aria-label="${inHtml(code)}" width="${width}" height="${HEIGHT}" cellpadding="0" cellspacing="0" border="0"
    style="width:${width}px;table-layout:fixed;font-size:0;line-height:0"><tr>${quiet}${cells.join("")}${quiet}</tr></table>`
}

function black(width: number): string {
  return `<td width="${width}" bgcolor="#000000" style="background-image:linear-gradient(#000,#000)"></td>`
}

function writtenBelow(code: string): string {
  return `<p style="margin:4px 0 16px;color:#1d2433;font:14px/1.4 ui-monospace,Menlo,Consolas,monospace;letter-spacing:.08em"><span
    style="background:#ffffff;background-image:linear-gradient(#fff,#fff)">${inHtml(code)}</span></p>`
}

function total(widths: readonly number[]): number {
  return widths.reduce((sum, width) => sum + width, 0)
}
