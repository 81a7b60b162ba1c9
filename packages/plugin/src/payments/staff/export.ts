import type { MedusaContainer } from "@medusajs/framework/types"
import { CSV_MARK, csvRow } from "../../toolkit/csv"
import type { LocalText } from "../../toolkit/text"
import { viewsOf } from "./attempt-views"
import { COLUMNS } from "./export-columns"
import { type AttemptWishes, filterOf } from "./search"
import { readerOf } from "./situation"

/** Read at once; a file of a million takes no more memory than these. */
const AT_ONCE = 500

/** Attempts as a spreadsheet, in pieces; the first one has the titles, and comes only once the first rows are read. */
export async function* exportAttempts(
  container: MedusaContainer,
  wishes: AttemptWishes,
  language: keyof LocalText,
): AsyncGenerator<string> {
  const titles = CSV_MARK + csvRow(COLUMNS.map(({ title }) => title[language]))
  let isBegun = false
  for await (const attempts of readerOf(container).slices(await filterOf(container, wishes), AT_ONCE)) {
    const views = await viewsOf(container, attempts)
    const rows = views.map((view) => csvRow(COLUMNS.map(({ cell }) => cell(view, language))))
    yield (isBegun ? "" : titles) + rows.join("")
    isBegun = true
  }
  if (!isBegun) yield titles
}
