import type { PayoutLine, StatementLayout } from "../contract/statement"
import { broken, noStatement } from "./broken"
import { type CsvRecord, CsvRecords } from "./csv-records"
import { statementRow, titleKey } from "./statement-row"
import { statementText } from "./statement-text"

const MOST_LINES = 500_000

/** A line, and where it stands in its file. */
export interface ReadLine extends PayoutLine {
  readonly line: number
}

export interface OpenStatement {
  readonly layout: StatementLayout
  readonly lines: AsyncGenerator<ReadLine>
}

/**
 * Recognises a statement by its titles, and reads its lines as they arrive: a file of any length takes no more memory than a piece.
 * @throws PaymentError `unsupported` that names line and column, also while the lines are read
 */
export async function openStatement(
  bytes: AsyncIterable<Uint8Array>,
  layouts: readonly StatementLayout[],
): Promise<OpenStatement> {
  const records = recordsOf(bytes)
  const first = await records.next()
  if (first.done) throw noStatement({ en: "it has no line", "zh-TW": "沒有任何一行" })
  const titles = first.value.cells
  return { layout: recognise(titles, layouts), lines: read(records, titles, recognise(titles, layouts)) }
}

async function* recordsOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<CsvRecord> {
  const records = new CsvRecords()
  for await (const text of statementText(bytes)) yield* records.take(text)
  yield* records.end()
}

function recognise(titles: readonly string[], layouts: readonly StatementLayout[]): StatementLayout {
  const keys = new Set(titles.map(titleKey))
  const lacks = ({ titles: wanted }: StatementLayout) =>
    wanted.filter((group) => !group.some((title) => keys.has(titleKey(title)))).map(([title = ""]) => title)
  const [nearest] = layouts.map((layout) => ({ layout, lacks: lacks(layout) })).sort((a, b) => near(a) - near(b))
  if (!nearest) throw noStatement({ en: "there is no layout to read it by", "zh-TW": "沒有可用的格式" })
  if (nearest.lacks.length === 0) return nearest.layout
  const { layout, lacks: titlesLacked } = nearest
  const list = titlesLacked.join(", ")
  throw noStatement({
    en: `its first line must have the titles of ${layout.name.en}, and lacks ${list}`,
    "zh-TW": `第一行須有「${layout.name["zh-TW"]}」的標題，缺少：${list}`,
  })
}

/** By how much of it is missing; of those that miss nothing the first in the gateway's own order. */
function near({ layout, lacks }: { layout: StatementLayout; lacks: readonly string[] }): number {
  return lacks.length / layout.titles.length
}

async function* read(
  records: AsyncGenerator<CsvRecord>,
  titles: readonly string[],
  layout: StatementLayout,
): AsyncGenerator<ReadLine> {
  const places = placesOf(titles)
  let count = 0
  for await (const record of records) {
    const { line, cells } = record
    count += 1
    if (count > MOST_LINES)
      throw broken(line, null, { en: `a statement may have ${MOST_LINES} lines`, "zh-TW": `明細最多 ${MOST_LINES} 行` })
    if (cells.length !== titles.length)
      throw broken(line, null, {
        en: `it has ${cells.length} cells, and there are ${titles.length} titles`,
        "zh-TW": `有 ${cells.length} 個欄位，但標題有 ${titles.length} 個`,
      })
    yield { ...layout.read(statementRow(places, record)), line }
  }
}

function placesOf(titles: readonly string[]): ReadonlyMap<string, number> {
  const keys = titles.map(titleKey)
  const twice = titles.find((_, place) => keys[place] !== "" && keys.indexOf(keys[place] ?? "") !== place)
  if (twice) throw broken(1, twice, { en: "the title stands twice", "zh-TW": "標題重複" })
  return new Map(keys.map((key, place) => [key, place]))
}
