import type { MedusaContainer } from "@medusajs/framework/types"
import type { LineResult } from "../../modules/ledger/payouts/payout-records"
import type { PayoutLineKind } from "../../toolkit/contract/statement"
import { CSV_MARK, csvRow } from "../../toolkit/csv"
import type { LocalText } from "../../toolkit/text"
import type { LineView } from "./payout-views"
import { type LineWishes, lineFilterOf, named, readerOf } from "./payouts"

type Language = keyof LocalText

const AT_ONCE = 1_000

const RESULTS: Readonly<Record<LineResult, LocalText>> = {
  agreed: { en: "Agreed", "zh-TW": "相符" },
  unknown: { en: "Theirs only", "zh-TW": "僅金流有" },
  differs: { en: "Differs", "zh-TW": "金額不符" },
  doubled: { en: "Doubled", "zh-TW": "重複" },
  fee_changed: { en: "Fee changed", "zh-TW": "手續費不符" },
  chargeback: { en: "Chargeback", "zh-TW": "爭議扣款" },
  apart: { en: "About no trade", "zh-TW": "非交易" },
}

const KINDS: Readonly<Record<PayoutLineKind, LocalText>> = {
  payment: { en: "Payment", "zh-TW": "付款" },
  refund: { en: "Refund", "zh-TW": "退款" },
  chargeback: { en: "Chargeback", "zh-TW": "爭議扣款" },
  fee: { en: "Fee", "zh-TW": "手續費" },
  adjustment: { en: "Adjustment", "zh-TW": "調整" },
}

interface Column {
  readonly title: LocalText
  readonly cell: (line: LineView, language: Language) => string | number | null
}

const column = (en: string, zh: string, cell: Column["cell"]): Column => ({ title: { en, "zh-TW": zh }, cell })

/** What a bookkeeper wants of a line. Sums in TWD, days of Taipei. */
const COLUMNS: readonly Column[] = [
  column("Paid out on", "撥款日期", ({ paid_out_on }) => paid_out_on),
  column("Gateway", "金流", ({ gateway_name }, language) => gateway_name[language]),
  column("Account", "商店代號", ({ merchant }) => merchant),
  column("Payout", "撥款編號", ({ number }) => number),
  column("Trade", "交易編號", ({ reference }) => reference),
  column("Kind", "類別", ({ kind }, language) => KINDS[kind][language]),
  column("Gross", "交易金額", ({ gross }) => gross),
  column("Fee", "手續費", ({ fee }) => fee),
  column("Net", "撥款金額", ({ net }) => net),
  column("Result", "對帳結果", ({ result }, language) => RESULTS[result][language]),
]

/** Lines as a spreadsheet, in pieces; the first one has the titles, and comes only once the first rows are read. */
export async function* exportPayoutLines(
  container: MedusaContainer,
  wishes: LineWishes,
  language: Language,
): AsyncGenerator<string> {
  const titles = CSV_MARK + csvRow(COLUMNS.map(({ title }) => title[language]))
  const filter = await lineFilterOf(container, wishes)
  let isBegun = false
  for await (const lines of readerOf(container).slices(filter, AT_ONCE)) {
    const rows = (await named(container, lines)).map((line) => csvRow(COLUMNS.map(({ cell }) => cell(line, language))))
    yield (isBegun ? "" : titles) + rows.join("")
    isBegun = true
  }
  if (!isBegun) yield titles
}
