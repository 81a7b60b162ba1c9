import { ask, type Conversation } from "../../toolkit/contract/conversation"
import type { Moment } from "../../toolkit/contract/moment"
import type { OperationRequest, Outcome } from "../../toolkit/contract/operation"
import type { PaidTrade } from "../../toolkit/contract/trade"
import { outcomesOf } from "../../toolkit/outcome"
import { orTakeBack } from "../../toolkit/second-step"
import { atTaipeiMinute, taipeiMinuteOfDay } from "../../toolkit/taipei-time"
import { call, refusal, textOf } from "./client"
import type { EcpayConfig } from "./config"
import { fetchRecord, type PaymentRecord } from "./record"
import { decodeAnswer, errors } from "./wire"

/** `C` close, `R` refund, `E` undo the closing, `N` abandon the authorisation (信用卡請退款功能). */
type Action = "C" | "R" | "E" | "N"

type Step = readonly [action: Action, amount: number]

/**
 * What is asked for, in order. A closing that was undone for the step after it is the merchant's money, and asked for again
 * where that step is refused. One that was asked for before a refund is what ECPay would have done tonight: it stays.
 */
type Steps = readonly [Step, Step?]

const CLOSING_LOST =
  "Its closing was undone before, and could not be asked for again: repeat this before 20:15 Taipei time."

const { done, doneBefore } = outcomesOf("1")

/** The daily closing, minutes of Taipei's day. */
const SHUT_FROM = 20 * 60 + 15
const SHUT_UNTIL = 20 * 60 + 30

/** Gives money back, by the state in which the card payment is. Looks first, always. */
export function* refund(config: EcpayConfig, request: OperationRequest, moment: Moment): Conversation<Outcome> {
  const full = request.amount === request.trade.amount && request.refunded === 0
  refuseUnsupported(request, full)
  const record = yield* fetchRecord(config, request, moment)
  if (request.resumed && isRefunded(record, request)) return doneBefore("The earlier request had gone through.")
  if (record.state === "canceled")
    throw refusal({ en: "this card payment is cancelled already", "zh-TW": "這筆刷卡已取消" }, "canceled")
  const steps = refundSteps(record, full, request)
  refuseToUndoUnionPay(steps, request, moment)
  return yield* perform(config, request, moment, record, steps)
}

export function isCard({ details: { payment_type: type = "Credit" } }: PaidTrade): boolean {
  return /^(Credit|Flexible)/i.test(type)
}

/** Other methods than cards have no refund API, and instalments and bonus points go back as a whole or not at all. */
function refuseUnsupported({ trade }: OperationRequest, full: boolean): void {
  const { installments = "0", bonus_amount: bonus = "0" } = trade.details
  if (!isCard(trade)) {
    const type = trade.details.payment_type
    throw errors.unsupported({
      en: `ECPay has no refund API for ${type}: transfer the money to the buyer, then record it.`,
      "zh-TW": `綠界沒有 ${type} 的退款 API：請自行匯款給買家，再登記退款。`,
    })
  }
  if (!full && (Number(installments) > 1 || Number(bonus) > 0)) {
    throw errors.unsupported({
      en: "ECPay refunds instalments and bonus points only in full.",
      "zh-TW": "綠界的分期付款與紅利折抵只能全額退款。",
    })
  }
}

function refundSteps(record: PaymentRecord, full: boolean, request: OperationRequest): Steps {
  const { amount, captured, refunded, trade } = request
  const whole = trade.amount
  if (record.state === "closed") return [["R", amount]]
  // Its closing was undone, perhaps: no more is asked of the bank than this shop had asked for.
  if (record.state === "authorized")
    return amount === captured && refunded === 0
      ? [["N", whole]]
      : [
          ["C", captured],
          ["R", amount],
        ]
  return full && record.refunded === 0
    ? [
        ["E", whole],
        ["N", whole],
      ]
    : [["R", amount]]
}

/** ECPay closes UnionPay at once, and takes no `E` for it (信用卡請退款功能): the whole goes back once that is closed. */
function refuseToUndoUnionPay([[first]]: Steps, { trade }: OperationRequest, moment: Moment): void {
  if (first !== "E" || !isUnionPay(trade)) return
  const en =
    "ECPay cannot do this: a UnionPay payment cannot go back in full before ECPay has closed it: try again after 20:30 Taipei time."
  const zh = "綠界無法執行：銀聯卡付款在關帳前不能全額退款，請於 20:30 後再試。"
  throw errors.refused({ en, "zh-TW": zh }, { code: "closing", retryAt: nextClosing(moment) })
}

/** Of what was chosen on ECPay's own page the number of a card tells: UnionPay's is the one that is not told (額外回傳參數). */
function isUnionPay({ method, details }: PaidTrade): boolean {
  return method.id === "unionpay" || (method.id === "all" && !details.card_first6 && !details.card_last4)
}

function nextClosing({ now }: Moment): Date {
  const today = atTaipeiMinute(now, SHUT_UNTIL)
  return taipeiMinuteOfDay(now) < SHUT_UNTIL ? today : new Date(today.getTime() + 86_400_000)
}

/** Releases an authorisation that was not captured. */
export function* voidAuthorization(
  config: EcpayConfig,
  request: OperationRequest,
  moment: Moment,
): Conversation<Outcome> {
  const record = yield* fetchRecord(config, request, moment)
  if (record.state === "canceled") return doneBefore("The card payment was released already.")
  if (record.state === "closed")
    throw refusal(
      { en: "the payment is closed; refund it instead of releasing it", "zh-TW": "這筆付款已關帳，請改為退款" },
      "closed",
    )
  const release: Step = ["N", request.trade.amount]
  const steps: Steps = record.state === "closing" ? [["E", request.trade.amount], release] : [release]
  refuseToUndoUnionPay(steps, request, moment)
  return yield* perform(config, request, moment, record, steps)
}

/** Captures an authorisation, all of it or a part; ECPay takes one closing a payment. */
export function* capture(config: EcpayConfig, request: OperationRequest, moment: Moment): Conversation<Outcome> {
  const record = yield* fetchRecord(config, request, moment)
  if (record.state === "authorized") return yield* perform(config, request, moment, record, [["C", request.amount]])
  if (record.state !== "canceled" && record.closed === request.amount)
    return doneBefore("The payment was closed already.")
  const en = `the payment is ${record.state} with ${record.closed} TWD and takes no other capture`
  const zh = `這筆付款的狀態為 ${record.state}、已請款 NT$${record.closed}，不能再請款`
  throw refusal({ en, "zh-TW": zh }, record.state)
}

/** What was dropped as a whole gave back all that this shop had captured of it. */
function isRefunded(record: PaymentRecord, request: OperationRequest): boolean {
  return record.state === "canceled"
    ? request.amount === request.captured - request.refunded
    : record.refunded >= request.refunded + request.amount
}

function* perform(
  config: EcpayConfig,
  request: OperationRequest,
  moment: Moment,
  record: PaymentRecord,
  [first, second]: Steps,
): Conversation<Outcome> {
  refuseWhileShut(moment)
  const act = (step: Step) => doAction(config, request, moment, step)
  yield* act(first)
  if (second)
    yield* first[0] === "E" ? orTakeBack(act(second), () => act(["C", record.closed]), CLOSING_LOST) : act(second)
  return done([first, ...(second ? [second] : [])].map(([action, amount]) => `${action} ${amount}`))
}

function* doAction(
  config: EcpayConfig,
  request: OperationRequest,
  moment: Moment,
  [action, amount]: Step,
): Conversation<void> {
  const { tradeNo, reference } = request.trade
  const fields = { MerchantTradeNo: tradeNo, TradeNo: reference ?? "", Action: action, TotalAmount: String(amount) }
  const reply = yield* ask({ ...call(config, "/CreditDetail/DoAction", fields, 30_000), moves: true }, (response) =>
    decodeAnswer(textOf(response, moment)),
  )
  const { MerchantTradeNo: told, RtnCode: code = "" } = reply
  // A page of a firewall's can read like fields, and says nothing of what was done.
  if (!/^\d+$/.test(code)) throw errors.unreadable("ECPay's answer has no RtnCode.")
  // The reply is unsigned: it must at least be about this trade. A refusal may leave the number empty.
  const isOther = told !== undefined && told !== tradeNo
  if (isOther && (told !== "" || code === "1")) throw errors.unreadable("ECPay answered about another trade.")
  if (code !== "1" && !isRefusal(code, reply.RtnMsg ?? ""))
    throw errors.unreadable(`ECPay answered ${code.slice(0, 20)}, which does not tell whether money moved.`, { code })
  if (code !== "1")
    throw refusal(
      { en: `${action}: ${reply.RtnMsg || "no reason given"}`, "zh-TW": `${action}：${reply.RtnMsg || "未說明原因"}` },
      code,
    )
}

/** No; and what stops a request at the door: a parameter, an unknown trade, the checksum, the merchant. */
const REFUSALS: ReadonlySet<string> = new Set([
  "0",
  "10100050",
  "10200027",
  "10200047",
  "10200052",
  "10200073",
  "10200083",
  "10200094",
  "10200141",
])

/** Of others ECPay's words tell: 更新失敗, error_overDate, error_nopay, 未關帳 … */
function isRefusal(code: string, words: string): boolean {
  return REFUSALS.has(code) || /更新失敗|error_|未關帳/.test(words)
}

const SHUT = {
  en: "ECPay closes its books from 20:15 to 20:30 Taipei time; try again after 20:30.",
  "zh-TW": "綠界每日 20:15 至 20:30 關帳，請於 20:30 後再試。",
}

function refuseWhileShut(moment: Moment): void {
  const minute = taipeiMinuteOfDay(moment.now)
  if (minute < SHUT_FROM || minute >= SHUT_UNTIL) return
  const retryAt = atTaipeiMinute(moment.now, SHUT_UNTIL)
  throw errors.refused(SHUT, { code: "shut", retryAt })
}
