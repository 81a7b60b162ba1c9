import { bareTrade } from "../../toolkit/bare-trade"
import { ask, type Conversation, type WireRequest, type WireResponse } from "../../toolkit/contract/conversation"
import type {
  Item,
  OperationRequest,
  Outcome,
  RawMessage,
  Redirect,
  StartRequest,
  Trade,
  TradeKey,
  TradeState,
} from "../../toolkit/contract/gateway"
import { lookUp } from "../../toolkit/look-up"
import { isRecord } from "../../toolkit/options"
import { isPaymentError, PaymentError } from "../../toolkit/payment-error"
import { parseTaipei } from "../../toolkit/taipei-time"
import { tidyText } from "../../toolkit/text"
import { readTwd } from "../../toolkit/twd"
import { explain } from "./codes"
import type { JkopayAccount } from "./config"
import { type Answer, decodeAnswer, decodeJson, digest } from "./wire"

/** `status` of a transaction, by Inquiry (訂單查詢). There is none for refunded: that stands in the refund history. */
const STATUS: Readonly<Record<string, TradeState>> = {
  "0": "captured",
  "1": "pending",
  "100": "failed",
  "101": "pending",
  "102": "absent",
}

/** A refund's id that was used before: by us, when an earlier try arrived late. */
const USED_ID = "105"

/** Trade numbers are ours; anything else is not looked up. */
const TRADE_NO = /^[0-9A-Z]{1,60}$/

/** Opens an order (Entry); its payment address lives for 20 minutes. */
export function* enter(account: JkopayAccount, request: StartRequest): Conversation<Redirect> {
  const { tradeNo, amount, urls } = request
  const body = {
    platform_order_id: tradeNo,
    store_id: account.storeId,
    currency: "TWD",
    total_price: amount,
    final_price: amount,
    unredeem: 0,
    ...(account.asksBeforeCharge ? { confirm_url: urls.preChargeCheck } : {}),
    result_url: urls.notify,
    result_display_url: urls.return,
    ...productsOf(request),
  }
  const { object } = mustSucceed(yield* ask(post(account, "entry", body), read))
  if (typeof object.payment_url === "string") return { url: object.payment_url }
  throw new PaymentError("unreadable", "JKOPAY gave no payment address.", { gateway: "jkopay" })
}

/** Lines in whole dollars a piece, or none: they are only shown to the buyer. */
function productsOf({ items, shipping }: StartRequest): Record<string, unknown> {
  const lines = [...items, ...shipping].filter(({ total }) => total > 0)
  const whole = lines.every(({ total, quantity }) => Number.isInteger(total / quantity))
  return whole && lines.length > 0 ? { products: lines.map(productOf) } : {}
}

function productOf({ title, quantity, total }: Item): Record<string, unknown> {
  const price = total / quantity
  return {
    name: tidyText(title.slice(0, 60)),
    img: "",
    unit_count: quantity,
    unit_price: price,
    unit_final_price: price,
  }
}

/** Where an order stands (Inquiry): the only truth, for callbacks are unsigned. */
export function* query(account: JkopayAccount, { tradeNo }: TradeKey): Conversation<Trade> {
  return readTrade(account, tradeNo, yield* transactionOf(account, tradeNo))
}

function* transactionOf(account: JkopayAccount, tradeNo: string): Conversation<Record<string, unknown>> {
  const { object } = mustSucceed(yield* ask(inquiry(account, tradeNo), read))
  const all = Array.isArray(object.transactions) ? object.transactions.filter(isRecord) : []
  const found = all.find(({ platform_order_id: id }) => id === tradeNo)
  if (!found) throw new PaymentError("unreadable", "JKOPAY answered about another order.", { gateway: "jkopay" })
  return found
}

function readTrade(account: JkopayAccount, tradeNo: string, transaction: Record<string, unknown>): Trade {
  const status = String(transaction.status)
  const state = lookUp(STATUS, status) ?? "unknown"
  const texts = Object.entries(transaction).filter(([, value]) => ["string", "number"].includes(typeof value))
  return bareTrade({
    tradeNo,
    merchant: account.storeId,
    amount: state === "captured" ? readTwd(String(transaction.final_price)) : null,
    state: transaction.currency === undefined || transaction.currency === "TWD" ? state : "unknown",
    code: `status ${status}`,
    reference: typeof transaction.tradeNo === "string" ? transaction.tradeNo : null,
    paidAt: parseTaipei(String(transaction.trans_time)),
    details: detailsOf(transaction),
    fields: Object.fromEntries(texts.map(([name, value]) => [name, String(value)])),
  })
}

function detailsOf(transaction: Record<string, unknown>): Record<string, string> {
  const wanted = {
    paid_by: "channel_type",
    card: "maskNo",
    coins_and_coupons: "redeem_amount",
    invoice_carrier: "invoice_vehicle",
  }
  const found = Object.entries(wanted).map(([name, field]) => [name, String(transaction[field] ?? "")] as const)
  return Object.fromEntries(found.filter(([, value]) => value !== "" && value !== "0"))
}

/** Gives back all or a part (Refund) under an id that is used once; after a lost answer the history is read. */
export function* refund(account: JkopayAccount, request: OperationRequest): Conversation<Outcome> {
  const id = refundId(request.key)
  if (request.resumed && (yield* isRefunded(account, request, id))) return done("It had been refunded.", null)
  const body = { platform_order_id: request.trade.tradeNo, refund_order_id: id, refund_amount: request.amount }
  const answer = yield* ask({ ...post(account, "refund", body), moves: true }, read)
  if (answer.result === USED_ID && (yield* isRefunded(account, request, id))) return done("It had been refunded.", null)
  const { refund_tradeNo: reference } = mustSucceed(answer).object
  return done("", typeof reference === "string" ? reference : null)
}

/** By the id; by the sum only where a row lacks its id, as old ones may. */
function* isRefunded(
  account: JkopayAccount,
  { trade, amount, refunded }: OperationRequest,
  id: string,
): Conversation<boolean> {
  const { refund_history: history } = yield* transactionOf(account, trade.tradeNo)
  const rows = Array.isArray(history) ? history.filter(isRecord) : []
  if (rows.some((row) => row.refund_order_id === id && Number(row.amount) === amount)) return true
  const sum = rows.reduce((total, row) => total + Number(row.amount), 0)
  return rows.some((row) => !row.refund_order_id) && sum >= refunded + amount
}

function refundId(key: string): string {
  return key.replace(/[^\w-]/g, "-").slice(0, 60)
}

function done(message: string, reference: string | null): Outcome {
  return { state: "done", code: "000", message, reference, steps: message ? [] : ["refund"] }
}

/** The order that an unsigned callback, or the question before the charge, is about; null when it names none. */
export function orderIn({ body }: RawMessage): string | null {
  try {
    const message = decodeJson(body.toString("utf8"))
    const { platform_order_id: id } = isRecord(message.transaction) ? message.transaction : message
    return typeof id === "string" && TRADE_NO.test(id) ? id : null
  } catch (error) {
    if (isPaymentError(error, "unreadable")) return null
    throw error
  }
}

function post(account: JkopayAccount, call: string, value: unknown): WireRequest {
  const body = JSON.stringify(value)
  return {
    call,
    method: "POST",
    url: `${account.host}/platform/${call}`,
    headers: headersOf(account, body),
    body,
    timeoutMs: 30_000,
  }
}

function inquiry(account: JkopayAccount, tradeNo: string): WireRequest {
  const query = `platform_order_ids=${tradeNo}`
  return {
    call: "inquiry",
    method: "GET",
    url: `${account.host}/platform/inquiry?${query}`,
    headers: headersOf(account, query),
    timeoutMs: 20_000,
  }
}

function headersOf(account: JkopayAccount, payload: string): Record<string, string> {
  return { "content-type": "application/json", "api-key": account.apiKey, digest: digest(account.secretKey, payload) }
}

function read({ status, text }: WireResponse): Answer {
  if (status === 401 || status === 403)
    throw new PaymentError("config", "JKOPAY refused the keys: check apiKey, secretKey and storeId.", {
      gateway: "jkopay",
      code: String(status),
    })
  return decodeAnswer(text)
}

function mustSucceed(answer: Answer): Answer {
  if (answer.result === "000") return answer
  if (answer.result === "999")
    throw new PaymentError("unreadable", "JKOPAY had an internal error (999).", { gateway: "jkopay", code: "999" })
  const words = explain(answer.result)?.merchant.en ?? ""
  throw new PaymentError(
    "refused",
    `JKOPAY refused (${answer.result}): ${[words, answer.message].filter(Boolean).join(" ")}`,
    { gateway: "jkopay", code: answer.result },
  )
}
