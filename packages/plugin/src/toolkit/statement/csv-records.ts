import { broken } from "./broken"

/** A record of a CSV file, and the line on which it begins, the first being 1. */
export interface CsvRecord {
  readonly line: number
  readonly cells: readonly string[]
}

const LONGEST_RECORD = 8_192
const MOST_CELLS = 100
/** By which spreadsheets are kept from mending numbers, and from taking a text for a formula. */
const GUARDED = /^(?:="(.*)"|'(.+))$/s

/**
 * Splits CSV (RFC 4180) into records as its text arrives, holding no more than one of them. Lines end in CRLF, LF or CR. A cell in
 * the form `="…"`, or behind an apostrophe, is its text.
 */
export class CsvRecords {
  private cells: string[] = []
  private cell = ""
  private mode: "plain" | "quoted" | "closed" = "plain"
  private isAfterReturn = false
  private line = 1
  private begun = 1
  private length = 0

  private inQuotes(letter: string): null {
    if (letter === "\n") this.line += 1
    if (letter === '"') this.mode = "closed"
    else this.cell += letter
    return null
  }

  /** @throws PaymentError `unsupported` */
  *take(text: string): Generator<CsvRecord> {
    for (const letter of text) {
      this.length += 1
      if (this.length > LONGEST_RECORD)
        throw broken(this.begun, null, {
          en: "it is too long to be a line of a statement",
          "zh-TW": "長度超過一行明細的上限",
        })
      const record = this.mode === "quoted" ? this.inQuotes(letter) : this.outside(letter)
      if (record) yield record
    }
  }

  /** What stands behind the last line break. @throws PaymentError `unsupported` */
  *end(): Generator<CsvRecord> {
    if (this.mode === "quoted")
      throw broken(this.begun, null, {
        en: "a quotation mark opens here and is never closed",
        "zh-TW": "引號在此開始卻沒有結束",
      })
    const record = this.endRecord()
    if (record) yield record
  }

  private outside(letter: string): CsvRecord | null {
    const isRest = this.isAfterReturn && letter === "\n"
    this.isAfterReturn = letter === "\r"
    if (isRest) return null
    if (letter === "\n" || letter === "\r") return this.endLine()
    if (letter === ",") this.endCell()
    else if (letter === '"') this.quote()
    else this.add(letter)
    return null
  }

  private endLine(): CsvRecord | null {
    const record = this.endRecord()
    this.line += 1
    this.begun = this.line
    return record
  }

  private quote(): void {
    if (this.mode === "closed") this.cell += '"'
    else if (this.cell === "" || this.cell === "=") this.cell = ""
    else throw this.misplaced()
    this.mode = "quoted"
  }

  private add(letter: string): void {
    if (this.mode === "closed" && letter !== " ") throw this.misplaced()
    if (this.mode === "plain") this.cell += letter
  }

  private misplaced(): Error {
    return broken(this.begun, `no. ${this.cells.length + 1}`, {
      en: "a quotation mark stands where none may",
      "zh-TW": "引號出現在不該出現的位置",
    })
  }

  private endCell(): void {
    const cell = this.cell.trim()
    const [, formula, text] = GUARDED.exec(cell) ?? []
    this.cells.push(formula ?? text ?? cell)
    if (this.cells.length > MOST_CELLS)
      throw broken(this.begun, null, {
        en: `it has more than ${MOST_CELLS} columns`,
        "zh-TW": `超過 ${MOST_CELLS} 個欄位`,
      })
    this.cell = ""
    this.mode = "plain"
  }

  private endRecord(): CsvRecord | null {
    this.endCell()
    const { cells, begun: line } = this
    this.cells = []
    this.length = 0
    return cells.some((cell) => cell !== "") ? { line, cells } : null
  }
}
