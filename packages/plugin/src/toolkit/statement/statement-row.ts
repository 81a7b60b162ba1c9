import type { StatementRow } from "../contract/statement"
import type { LocalText } from "../text"
import { broken } from "./broken"
import type { CsvRecord } from "./csv-records"

/** Below a thousand million, as the ledger's own amounts. */
const MONEY = /^(-?)(?:NT\$)?(\d{1,9}|\d{1,3}(?:,\d{3}){1,2})(?:\.(\d{1,2})0*)?$/
const DAY = /^(20\d{2})(?:([-/])(\d{1,2})\2(\d{1,2})|(\d{2})(\d{2}))(?:[ T](.+))?$/
/** Of Taipei: another zone's clock may stand on another day. */
const CLOCK = /^(?:[上下]午 ?)?\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?: ?[AP]M)?(?:\+08:?00)?$/
/** What a spreadsheet makes of a long number, whose last digits are lost then. */
const SHORTENED = /^\d(?:\.\d+)?E\+\d+$/i
const LONGEST_CELL = 200
/** A database would not take some of these, and no reader sees them. */
const CONTROL = /\p{Cc}/u
const SHORTENED_CELL: LocalText = {
  en: "a spreadsheet has shortened this number; keep the column as text",
  "zh-TW": "試算表縮短了這個號碼，請將該欄設為文字格式",
}
const EMPTY: LocalText = { en: "the cell is empty", "zh-TW": "儲存格是空的" }

/** A title as it is compared: full-width letters and brackets say the same as others, and spaces say nothing. */
export function titleKey(title: string): string {
  return title.normalize("NFKC").replace(/\s+/gu, "")
}

/** A record under its file's titles, by their keys. */
export function statementRow(places: ReadonlyMap<string, number>, { line, cells }: CsvRecord): StatementRow {
  const refuse = (title: string, why: LocalText): never => {
    throw broken(line, title, why)
  }
  const find = (titles: readonly string[]) => {
    const [title = titles[0] ?? "", other] = titles.filter((each) => places.has(titleKey(each)))
    if (other) refuse(title, { en: `"${other}" says the same`, "zh-TW": `與「${other}」欄重複` })
    return title
  }
  const optional = (...titles: readonly string[]) => {
    const title = find(titles)
    const cell = cells[places.get(titleKey(title)) ?? -1] ?? ""
    if (CONTROL.test(cell)) refuse(title, { en: "it has characters that no text has", "zh-TW": "含有不屬於文字的字元" })
    if (SHORTENED.test(cell)) refuse(title, SHORTENED_CELL)
    if (cell.length > LONGEST_CELL) refuse(title, { en: "the text is too long", "zh-TW": "文字過長" })
    return cell === "" ? null : cell
  }
  const text = (...titles: readonly string[]) => optional(...titles) ?? refuse(find(titles), EMPTY)
  const optionalDay = (...titles: readonly string[]) => {
    const cell = optional(...titles)
    return cell === null
      ? null
      : (dayOf(cell) ?? refuse(find(titles), { en: `"${cell}" is not a day`, "zh-TW": `「${cell}」不是日期` }))
  }
  return {
    optional,
    text,
    optionalDay,
    refuse,
    money: (...titles) => {
      const cell = text(...titles)
      return moneyOf(cell) ?? refuse(find(titles), { en: `"${cell}" is not an amount`, "zh-TW": `「${cell}」不是金額` })
    },
    day: (...titles) => optionalDay(...titles) ?? refuse(find(titles), EMPTY),
  }
}

function moneyOf(cell: string): number | null {
  const [, sign = "", whole = "", cents = ""] = MONEY.exec(cell) ?? []
  return whole === "" ? null : Number(`${sign}${whole.replaceAll(",", "")}.${cents || "0"}`) || 0
}

function dayOf(cell: string): string | null {
  const [, year = "", , month, day, packedMonth, packedDay, clock] = DAY.exec(cell) ?? []
  if (clock !== undefined && !CLOCK.test(clock)) return null
  const text = [year, month ?? packedMonth ?? "", day ?? packedDay ?? ""].map((part) => part.padStart(2, "0")).join("-")
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text) ? text : null
}
