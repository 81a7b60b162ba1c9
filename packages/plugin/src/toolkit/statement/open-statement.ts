import type { PayoutLine, StatementLayout } from "../contract/statement"
import { broken, noStatement } from "./broken"
import { type CsvRecord, CsvRecords } from "./csv-records"
import { statementRow } from "./statement-row"
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
  if (first.done) throw noStatement("it has no line")
  const titles = first.value.cells
  return { layout: recognise(titles, layouts), lines: read(records, titles, recognise(titles, layouts)) }
}

async function* recordsOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<CsvRecord> {
  const records = new CsvRecords()
  for await (const text of statementText(bytes)) yield* records.take(text)
  yield* records.end()
}

function recognise(titles: readonly string[], layouts: readonly StatementLayout[]): StatementLayout {
  const lacks = ({ titles: wanted }: StatementLayout) =>
    wanted.filter((group) => !group.some((title) => titles.includes(title))).map(([title = ""]) => title)
  const [nearest] = layouts.map((layout) => ({ layout, lacks: lacks(layout) })).sort((a, b) => near(a) - near(b))
  if (!nearest) throw noStatement("there is no layout to read it by")
  if (nearest.lacks.length === 0) return nearest.layout
  throw noStatement(
    `its first line must have the titles of ${nearest.layout.name.en}, and lacks ${nearest.lacks.join(", ")}`,
  )
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
    if (count > MOST_LINES) throw broken(line, null, `a statement may have ${MOST_LINES} lines`)
    if (cells.length !== titles.length)
      throw broken(line, null, `it has ${cells.length} cells, and there are ${titles.length} titles`)
    yield { ...layout.read(statementRow(places, record)), line }
  }
}

function placesOf(titles: readonly string[]): ReadonlyMap<string, number> {
  const named = titles.filter((title) => title !== "")
  const twice = named.find((title, place) => named.indexOf(title) !== place)
  if (twice) throw broken(1, twice, "the title stands twice")
  return new Map(titles.map((title, place) => [title, place]))
}
