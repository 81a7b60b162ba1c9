import type { StatementRow } from "../contract/statement"
import type { LocalText } from "../text"
import { broken } from "./broken"
import type { CsvRecord } from "./csv-records"

const MONEY = /^(-?)(?:NT\$)?(\d{1,9}|\d{1,3}(?:,\d{3}){1,3})(?:\.(\d{1,2}))?0*$/
const DAY = /^(\d{4})[-/]?(\d{2})[-/]?(\d{2})(?:[ T].*)?$/
const LONGEST_CELL = 200
/** A database would not take some of these, and no reader sees them. */
const CONTROL = /\p{Cc}/u
const EMPTY: LocalText = { en: "the cell is empty", "zh-TW": "儲存格是空的" }

/** A record under its file's titles. */
export function statementRow(places: ReadonlyMap<string, number>, { line, cells }: CsvRecord): StatementRow {
  const find = (titles: readonly string[]) => titles.find((title) => places.has(title)) ?? titles[0] ?? ""
  const refuse = (title: string, why: LocalText): never => {
    throw broken(line, title, why)
  }
  const optional = (...titles: readonly string[]) => {
    const title = find(titles)
    const cell = cells[places.get(title) ?? -1] ?? ""
    if (CONTROL.test(cell)) refuse(title, { en: "it has characters that no text has", "zh-TW": "含有不屬於文字的字元" })
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
  const [, year, month, day] = DAY.exec(cell) ?? []
  const text = `${year}-${month}-${day}`
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text) ? text : null
}
