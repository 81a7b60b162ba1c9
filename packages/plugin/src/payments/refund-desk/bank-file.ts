import type { MedusaContainer } from "@medusajs/framework/types"
import type { RefundRequest } from "../../modules/ledger/refund-desk/request-records"
import { bankName } from "../../toolkit/banks"
import { CSV_MARK, csvRow } from "../../toolkit/csv"
import type { BankAccount } from "./bank-account"
import { orderNumbersOf } from "./order-numbers"

interface Line {
  readonly request: RefundRequest
  readonly account: BankAccount
}

type Cell = string | number | null

/** The columns of the bank's file; docs/refund-desk.md describes them. */
const COLUMNS: readonly (readonly [title: string, cell: (line: Line, order: string) => Cell])[] = [
  ["序號 Line", ({ request }) => request.line],
  ["銀行代碼 Bank code", ({ account }) => account.bank],
  ["分行代碼 Branch code", ({ account }) => account.branch],
  ["銀行名稱 Bank", ({ account }) => bankName(account.bank)["zh-TW"]],
  ["帳號 Account number", ({ account }) => account.number],
  ["戶名 Account holder", ({ account }) => account.holder],
  ["金額 Amount (TWD)", ({ request }) => request.amount],
  ["訂單編號 Order", (_, order) => order],
  ["退款編號 Refund request", ({ request }) => request.id],
]

/** A file for the bank: UTF-8 with its mark, lines as RFC 4180 has them, codes and account numbers as text. */
export async function bankFile(container: MedusaContainer, lines: readonly Line[]): Promise<string> {
  const orders = await orderNumbersOf(
    container,
    lines.map(({ request }) => request),
  )
  const rows = lines.map((line) => {
    const number = orders.get(line.request.order_id ?? "")
    return csvRow(COLUMNS.map(([, cell]) => cell(line, number === undefined ? "" : `#${number}`)))
  })
  return CSV_MARK + csvRow(COLUMNS.map(([title]) => title)) + rows.join("")
}
