import type { Context } from "hono"
import { DAY, MINUTE, slashDateTime } from "../../../../core/taipei.js"
import { feeText } from "../../messages/bodies.js"
import type { Ecpay } from "../../model/ecpay.js"
import type { Method } from "../../model/methods.js"
import type { Trade } from "../../model/trade.js"
import { type Call, readCall } from "../calls.js"
import { csv, type Range, rangeOf, within } from "../csv-files.js"

type Column = readonly [title: string, value: (trade: Trade) => string]

const PAYOUT_DAYS = 7

/** 付款方式 of the file's request, p=2896. */
const FILE_METHODS: Readonly<Record<string, Method["id"] | "Flexible_Installment">> = {
  "01": "Credit",
  "02": "WebATM",
  "03": "ATM",
  "04": "CVS",
  "05": "BARCODE",
  "11": "Flexible_Installment",
  "12": "TWQR",
}

function date(instant: Date | null): string {
  return instant ? slashDateTime(instant) : ""
}

function payoutOf(trade: Trade): Date | null {
  return trade.paidAt && new Date(trade.paidAt.getTime() + PAYOUT_DAYS * DAY)
}

function net(trade: Trade): string {
  return trade.paidAt ? String(trade.amount - Number(feeText(trade))) : "0"
}

const OLD_COLUMNS: readonly Column[] = [
  ["訂單日期", (trade) => date(trade.createdAt)],
  ["廠商訂單編號", (trade) => trade.order.MerchantTradeNo ?? ""],
  ["綠界訂單編號", (trade) => trade.tradeNo],
  ["付款方式", (trade) => trade.paymentType],
  ["交易金額", (trade) => String(trade.amount)],
  ["付款狀態", (trade) => (trade.paidAt ? "已付款" : "未付款")],
  ["付款日期", (trade) => date(trade.paidAt)],
]
const NEW_COLUMNS: readonly Column[] = [
  ...OLD_COLUMNS,
  ["手續費", feeText],
  ["撥款日期", (trade) => date(payoutOf(trade)).slice(0, 10)],
  ["應收款項(淨額)", net],
]
const V3_COLUMNS: readonly Column[] = [
  ...NEW_COLUMNS,
  ["店舖代號", (trade) => trade.order.StoreID ?? ""],
  ["備註", (trade) => trade.order.Remark ?? ""],
]
const FORMATS: Readonly<Record<string, readonly Column[]>> = { "0": OLD_COLUMNS, "1": NEW_COLUMNS, "2": V3_COLUMNS }

/** 下載特店對帳媒體檔 (p=2896). One call a minute. */
export async function tradeNoAio(ecpay: Ecpay, context: Context): Promise<Response> {
  const call = await readCall(ecpay, context, false)
  if (call instanceof Response) return call
  if (call.refusal) return csv(call, [[call.refusal]])
  const columns = FORMATS[call.fields.MediaFormated ?? ""]
  const range = rangeOf(call.fields.BeginDate, call.fields.EndDate)
  if (!columns || !range) return csv(call, [["10100050"]])
  if (asksAgainTooSoon(ecpay, call)) return new Response("403 Forbidden", { status: 403 })
  const trades = ecpay.book.all().filter((trade) => isInPeriod(trade, call, range))
  return csv(call, [
    columns.map(([title]) => title),
    ...trades.map((trade) => columns.map(([, value]) => value(trade))),
  ])
}

function asksAgainTooSoon(ecpay: Ecpay, { fields }: Call): boolean {
  const key = `${fields.MerchantID}:TradeNoAio`
  const now = ecpay.core.clock.now().getTime()
  const { blockedUntil } = ecpay.calls.get(key) ?? { blockedUntil: 0 }
  if (now >= blockedUntil) ecpay.calls.set(key, { recent: [], blockedUntil: now + MINUTE })
  return now < blockedUntil
}

function isInPeriod(trade: Trade, { fields }: Call, range: Range): boolean {
  const moment = { "2": trade.paidAt, "4": payoutOf(trade), "6": trade.createdAt }[fields.DateType ?? ""] ?? null
  const method = FILE_METHODS[fields.PaymentType ?? ""]
  const methodFits = !fields.PaymentType || trade.method?.id === method || trade.paymentType === method
  const statusFits = !fields.PaymentStatus || (fields.PaymentStatus === "1") === (trade.paidAt !== null)
  return trade.account.merchantId === fields.MerchantID && within(moment, range) && methodFits && statusFits
}
