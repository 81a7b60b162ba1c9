import type { Context } from "hono"
import { DAY } from "../../../core/taipei.js"
import { cardIdentifier } from "../messages/notices.js"
import { cardInfo, maskedNumber } from "../model/cards.js"
import type { Tappay } from "../model/tappay.js"
import { RECORD_STATUS, remaining, type Trade } from "../model/trade.js"
import { type Body, objectOf, RULES, valueAt, wholeNumber } from "../wire/checks.js"
import { MESSAGES, type Status, say } from "../wire/codes.js"
import { type Answer, type Call, endpoint } from "./calls.js"

/** Record API. Top-level `status` 0: more pages follow; 2: this is the last. Both mean success. */
export function queryRecords(tappay: Tappay): (context: Context) => Promise<Response> {
  return endpoint(tappay, RULES.record, (call) => {
    const filters = objectOf(call.body.filters)
    const range = rangeFault(filters)
    return range ? say(range) : pageOf(tappay, call, filters)
  })
}

function pageOf({ book }: Tappay, { body, partner }: Call, filters: Body): Answer {
  const size = wholeNumber(body.records_per_page) ?? 50
  const page = wholeNumber(body.page) ?? 0
  const found = book.all().filter((trade) => trade.partner === partner && matches(trade, filters))
  const pages = Math.ceil(found.length / size)
  const records = sorted(found, body).slice(page * size, (page + 1) * size)
  return {
    ...say(page + 1 < pages ? 0 : 2),
    records_per_page: size,
    page,
    total_page_count: pages,
    number_of_transactions: found.length,
    trade_records: records.map(recordOf),
  }
}

function rangeFault(filters: Body): Status | null {
  const { start_time, end_time } = objectOf(filters.time)
  const { upper_limit, lower_limit } = objectOf(filters.amount)
  const [start, end] = [wholeNumber(start_time), wholeNumber(end_time)]
  if (start !== null && end !== null && (start > end || end - start > 90 * DAY)) return 563
  const [upper, lower] = [wholeNumber(upper_limit), wholeNumber(lower_limit)]
  return upper !== null && lower !== null && lower > upper ? 566 : null
}

function sorted(trades: readonly Trade[], body: Body): Trade[] {
  const byAmount = valueAt(body, "order_by.attribute") === "amount"
  const direction = valueAt(body, "order_by.is_descending") === false ? 1 : -1
  const keyOf = (trade: Trade) => (byAmount ? trade.amount : trade.createdAt.getTime())
  const inOrder = direction === 1 ? [...trades] : [...trades].reverse()
  return inOrder.sort((a, b) => direction * (keyOf(a) - keyOf(b)))
}

/** How each filter matches a trade. An absent filter matches everything. */
const FILTERS: Readonly<Record<string, (trade: Trade, wanted: unknown) => boolean>> = {
  rec_trade_id: (trade, wanted) => trade.recTradeId === wanted,
  order_number: (trade, wanted) => trade.orderNumber === String(wanted),
  bank_transaction_id: (trade, wanted) => trade.bankTransactionId === wanted,
  auth_code: (trade, wanted) => trade.authCode === wanted,
  currency: (_trade, wanted) => wanted === "TWD",
  tsp: (trade, wanted) => trade.merchant.acquirer === wanted,
  card_identifier: (trade, wanted) => trade.card !== null && cardIdentifier(trade.card.number) === wanted,
  merchant_id: (trade, wanted) => Array.isArray(wanted) && wanted.includes(trade.merchant.merchantId),
  record_status: (trade, wanted) => RECORD_STATUS[trade.state] === wholeNumber(wanted),
  time: (trade, wanted) => isWithin(trade.createdAt.getTime(), objectOf(wanted), "start_time", "end_time"),
  cap_time: (trade, wanted) =>
    trade.captureAt !== null && isWithin(trade.captureAt.getTime(), objectOf(wanted), "start_time", "end_time"),
  amount: (trade, wanted) => isWithin(remaining(trade), objectOf(wanted), "lower_limit", "upper_limit"),
  cardholder: (trade, wanted) =>
    Object.entries(objectOf(wanted)).every(([name, value]) => trade.cardholder[name] === value),
}

function matches(trade: Trade, filters: Body): boolean {
  return Object.entries(FILTERS).every(([name, look]) => filters[name] === undefined || look(trade, filters[name]))
}

function isWithin(value: number, limits: Body, least: string, most: string): boolean {
  const from = wholeNumber(limits[least]) ?? Number.NEGATIVE_INFINITY
  const to = wholeNumber(limits[most]) ?? Number.POSITIVE_INFINITY
  return value >= from && value <= to
}

/** Refunds reduce `amount`, not `original_amount`. There is no `transaction_time_millis` here: it is `time`. */
function recordOf(trade: Trade): Record<string, unknown> {
  const { card, cardholder } = trade
  return {
    rec_trade_id: trade.recTradeId,
    auth_code: trade.authCode,
    merchant_id: trade.merchant.merchantId,
    merchant_name: trade.merchant.name,
    app_name: "Sandbox",
    time: trade.createdAt.getTime(),
    amount: remaining(trade),
    original_amount: trade.amount,
    refunded_amount: trade.refunded,
    record_status: RECORD_STATUS[trade.state],
    bank_transaction_id: trade.bankTransactionId,
    cap_millis: trade.captureAt?.getTime() ?? 0,
    bank_transaction_start_millis: trade.createdAt.getTime(),
    bank_transaction_end_millis: trade.completedAt?.getTime() ?? 0,
    is_captured: trade.capturedAt !== null,
    bank_result_code: trade.failure === null ? "" : String(trade.failure),
    bank_result_msg: trade.failure === null ? "" : MESSAGES[trade.failure],
    partial_card_number: card ? maskedNumber(card.number) : "",
    payment_method: trade.method.record,
    details: trade.details,
    cardholder: { phone_number: "", name: "", email: "", ...cardholder },
    ...(card ? { card_info: cardInfo(card), card_identifier: cardIdentifier(card.number) } : {}),
    ...(trade.payInfo ? { pay_info: trade.payInfo } : {}),
    currency: "TWD",
    order_number: trade.orderNumber,
    acquirer: trade.merchant.acquirer,
    transaction_complete_millis: trade.completedAt?.getTime() ?? 0,
  }
}
