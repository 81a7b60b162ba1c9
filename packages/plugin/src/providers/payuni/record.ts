import type { Conversation } from "../../toolkit/contract/conversation"
import type { Moment } from "../../toolkit/contract/moment"
import type { BalanceRequest, OperationRequest } from "../../toolkit/contract/operation"
import { lookUp } from "../../toolkit/look-up"
import type { PaymentError } from "../../toolkit/payment-error"
import type { Fields } from "../../toolkit/redact"
import type { LocalText } from "../../toolkit/text"
import { readTwd, type Twd } from "../../toolkit/twd"
import { unreadable } from "./client"
import type { PayuniConfig } from "./config"
import { rowsAbout } from "./query"
import { paymentType } from "./trade"
import { errors } from "./wire"

/** Where a payment stands in PAYUNi's record, by its row of trade/query. */
export interface PaymentRecord {
  /** PAYUNi's own number, 19 digits: it names the payment in every call that moves money. */
  readonly reference: string
  readonly type: string
  /** TWD of the whole payment. */
  readonly amount: Twd
  /** `closing` can be undone, `processing` no more: the bank has it. What is no card is always `closed`. */
  readonly state: "authorized" | "closing" | "processing" | "closed" | "canceled"
  /** TWD asked of the bank so far. */
  readonly closed: Twd | null
  /** PAYUNi shows only the last one. */
  readonly lastRefund: LastRefund | null
  /** TWD that can still be given back. */
  readonly left: Twd | null
  /** Instalments and UnionPay are captured and given back as a whole. */
  readonly isWhole: boolean
  /** UnionPay is not among what trade/cancel takes (取消授權). */
  readonly isReleasable: boolean
}

interface LastRefund {
  readonly state: "applying" | "done" | "canceled"
  /** Sent while another movement was under way: it waits until that is over (`RefundType` 3). */
  readonly isScheduled: boolean
  readonly amount: Twd | null
}

/** `CloseStatus` (請款狀態): applied for, done, cancelled, under way, not applied for. */
const CLOSINGS: Readonly<Record<string, PaymentRecord["state"]>> = {
  "1": "closing",
  "2": "closed",
  "3": "authorized",
  "7": "processing",
  "9": "authorized",
}

/** `RefundStatus` (退款狀態). */
const REFUNDS: Readonly<Record<string, LastRefund["state"]>> = {
  "1": "applying",
  "2": "done",
  "3": "canceled",
  "8": "applying",
}

/**
 * @throws PaymentError `refused` when it is not paid, `unreadable` for a state that is in no table, or for what PAYUNi is still
 *   working on
 */
export function readRecord(row: Fields, amount: Twd): PaymentRecord {
  refuseUnfinished(row)
  const type = paymentType(row)
  if (!row.TradeNo || type === undefined) throw noTable("PaymentType", row.PaymentType)
  return {
    reference: row.TradeNo,
    type,
    amount,
    state: readState(row, type),
    closed: readTwd(row.CloseAmt),
    lastRefund: readRefund(row),
    left: readTwd(row.RemainAmt),
    isWhole: Number(row.CardInst ?? 1) > 1 || row.AuthType === "7",
    isReleasable: row.AuthType !== "7",
  }
}

/** `DataSource` B: the row may lack what was done last, so that neither a refund nor its absence can be read from it. */
function refuseUnfinished({ DataSource: source = "A" }: Fields): void {
  if (source === "A") return
  const told = `PAYUNi is still working on this payment (DataSource ${source.slice(0, 20)}): try again in ten minutes.`
  throw errors.unreadable(told, { code: `DataSource ${source.slice(0, 20)}` })
}

function readState({ TradeStatus: status, CloseStatus: closing = "" }: Fields, type: string): PaymentRecord["state"] {
  if (status === "3") return "canceled"
  if (status !== "1")
    throw refusal(
      { en: `the payment has the status ${status}`, "zh-TW": `這筆付款的狀態為 ${status}` },
      `status ${status}`,
    )
  return type === "card" ? inTable(CLOSINGS, "CloseStatus", closing) : "closed"
}

function readRefund({ RefundStatus: status = "", RefundType: type, RefundAmt: amount }: Fields): LastRefund | null {
  if (status === "" && ["", "0", undefined].includes(amount)) return null
  return { state: inTable(REFUNDS, "RefundStatus", status), isScheduled: type === "3", amount: readTwd(amount) }
}

function inTable<Entry>(table: Readonly<Record<string, Entry>>, field: string, code: string): Entry {
  const found = lookUp(table, code)
  if (found !== undefined) return found
  throw noTable(field, code)
}

function noTable(field: string, code = ""): PaymentError {
  const told = `PAYUNi tells a ${field} that is in no table: ${code.slice(0, 20)}.`
  return errors.unreadable(told, { code })
}

export function refusal(why: LocalText, code: string): PaymentError {
  const zh = `統一金流無法執行：${why["zh-TW"]}。`
  return errors.refused({ en: `PAYUNi cannot do this: ${why.en}.`, "zh-TW": zh }, { code })
}

/** Whether a movement is under way, after which a refund has to wait. */
export function isBusy({ state, lastRefund }: PaymentRecord): boolean {
  return state === "closing" || state === "processing" || lastRefund?.state === "applying"
}

/**
 * Whether a refund that was asked for is in the record: refunds have no id of the shop's.
 * @throws PaymentError `unreadable` where the record does not tell, also while one of this amount is under way that is in no balance
 */
export function isRefunded(record: PaymentRecord, amounts: Amounts): boolean {
  if (isInBalance(record, amounts)) return true
  const { lastRefund } = record
  const { amount } = amounts
  if (lastRefund?.state !== "applying" || (lastRefund.amount ?? amount) !== amount) return false
  throw unreadable(`PAYUNi has a refund of ${amount} TWD under way, which may be this one.`, "RefundStatus")
}

/** The same by what is left alone. @throws PaymentError `unreadable` */
export function isInBalance(record: PaymentRecord, { amount, captured, refunded }: Amounts): boolean {
  if (record.state === "canceled") return amount === captured - refunded
  if (record.type === "card" && record.lastRefund === null) return false
  if (record.left === null) throw noTable("RemainAmt")
  return record.left <= captured - refunded - amount
}

type Amounts = Pick<OperationRequest, "amount" | "captured" | "refunded">

/** The payment's row: that of its own number at PAYUNi where we know it, else the paid one of our amount. */
export function* fetchRecord(
  config: PayuniConfig,
  { trade }: Pick<BalanceRequest, "trade">,
  moment: Moment,
): Conversation<PaymentRecord> {
  const rows = yield* rowsAbout(config, trade, moment)
  const ours = rows.filter(({ TradeAmt }) => readTwd(TradeAmt) === trade.amount)
  const known = ours.find(({ TradeNo }) => TradeNo === trade.reference)
  const row = known ?? ours.find(({ TradeStatus }) => TradeStatus === "1") ?? ours[0]
  if (row) return readRecord(row, trade.amount)
  throw unreadable("PAYUNi's books have no such payment of this amount.", "")
}
