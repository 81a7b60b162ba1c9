import { ask, type Conversation } from "../../toolkit/contract/conversation"
import type { Moment, OperationRequest, Outcome } from "../../toolkit/contract/gateway"
import { decodeObject } from "../../toolkit/json-object"
import { isRecord } from "../../toolkit/options"
import { PaymentError } from "../../toolkit/payment-error"
import { atTaipeiMinute, taipeiMinuteOfDay } from "../../toolkit/taipei-time"
import { call, query, textOf } from "./client"
import type { EcpayAccount } from "./config"
import { decodeAnswer } from "./wire"

/** Where a card payment stands in ECPay's books (查詢信用卡單筆明細記錄). */
interface Card {
  readonly state: "authorized" | "closing" | "closed" | "canceled"
  /** TWD requested from the bank so far. */
  readonly closed: number
  /** TWD given back so far. */
  readonly refunded: number
}

/** `C` close, `R` refund, `E` undo the closing, `N` abandon the authorisation (信用卡請退款功能). */
type Action = "C" | "R" | "E" | "N"

const SHUT_FROM = 20 * 60 + 15
const SHUT_UNTIL = 20 * 60 + 30
const GONE = /取消/

/** Gives money back, by the state in which the card payment is. Looks first, always. */
export function* refund(account: EcpayAccount, request: OperationRequest, moment: Moment): Conversation<Outcome> {
  const full = request.amount === request.trade.amount && request.refunded === 0
  refuseWhatNoApiDoes(request, full)
  const card = yield* lookAt(account, request, moment)
  if (request.resumed && alreadyGivenBack(card, request)) return outcome("The earlier request had gone through.", [])
  if (card.state === "canceled") throw refusal("this card payment is cancelled already", "canceled")
  return yield* perform(account, request, moment, refundActions(card, full, request))
}

/** Other methods than cards have no refund API, and instalments and bonus points go back as a whole or not at all. */
function refuseWhatNoApiDoes({ trade }: OperationRequest, full: boolean): void {
  const { payment_type: type = "Credit", installments = "0", bonus_amount: bonus = "0" } = trade.details
  if (!/^(Credit|Flexible)/i.test(type)) {
    throw new PaymentError(
      "unsupported",
      `ECPay has no refund API for ${type}: transfer the money to the buyer, then record it.`,
      { gateway: "ecpay" },
    )
  }
  if (!full && (Number(installments) > 1 || Number(bonus) > 0)) {
    throw new PaymentError("unsupported", "ECPay refunds instalments and bonus points only in full.", {
      gateway: "ecpay",
    })
  }
}

function refundActions(card: Card, full: boolean, request: OperationRequest): [Action, number][] {
  const { amount, trade } = request
  if (card.state === "closed") return [["R", amount]]
  if (card.state === "closing")
    return full && card.refunded === 0
      ? [
          ["E", trade.amount],
          ["N", trade.amount],
        ]
      : [["R", amount]]
  return full
    ? [["N", trade.amount]]
    : [
        ["C", trade.amount],
        ["R", amount],
      ]
}

/** Releases an authorisation that was not captured. */
export function* voidAuthorization(
  account: EcpayAccount,
  request: OperationRequest,
  moment: Moment,
): Conversation<Outcome> {
  const card = yield* lookAt(account, request, moment)
  if (card.state === "canceled") return outcome("The card payment was released already.", [])
  if (card.state === "closed") throw refusal("the payment is closed; refund it instead of releasing it", "closed")
  const undo: [Action, number][] = card.state === "closing" ? [["E", request.trade.amount]] : []
  return yield* perform(account, request, moment, [...undo, ["N", request.trade.amount]])
}

/** Captures an authorisation, all of it or a part; ECPay takes one closing a payment. */
export function* capture(account: EcpayAccount, request: OperationRequest, moment: Moment): Conversation<Outcome> {
  const card = yield* lookAt(account, request, moment)
  if (card.state === "authorized") return yield* perform(account, request, moment, [["C", request.amount]])
  if (card.state !== "canceled" && card.closed === request.amount) return outcome("The payment was closed already.", [])
  throw refusal(`the payment is ${card.state} with ${card.closed} TWD and takes no other capture`, card.state)
}

function alreadyGivenBack(card: Card, request: OperationRequest): boolean {
  return card.state === "canceled"
    ? request.amount === request.trade.amount
    : card.refunded >= request.refunded + request.amount
}

function* perform(
  account: EcpayAccount,
  request: OperationRequest,
  moment: Moment,
  actions: readonly [Action, number][],
): Conversation<Outcome> {
  refuseWhileShut(moment)
  const steps: string[] = []
  for (const [action, amount] of actions) {
    yield* doAction(account, request, moment, action, amount)
    steps.push(`${action} ${amount}`)
  }
  return outcome("", steps)
}

function* doAction(
  account: EcpayAccount,
  request: OperationRequest,
  moment: Moment,
  action: Action,
  amount: number,
): Conversation<void> {
  const { tradeNo, reference } = request.trade
  const fields = { MerchantTradeNo: tradeNo, TradeNo: reference ?? "", Action: action, TotalAmount: String(amount) }
  const reply = yield* ask({ ...call(account, "/CreditDetail/DoAction", fields, 30_000), moves: true }, (response) =>
    decodeAnswer(textOf(response, moment)),
  )
  // The reply is unsigned: it must at least be about this trade.
  if (reply.MerchantTradeNo !== undefined && reply.MerchantTradeNo !== tradeNo && reply.RtnCode === "1") {
    throw new PaymentError("unreadable", "ECPay answered about another trade.", { gateway: "ecpay" })
  }
  if (reply.RtnCode !== "1") throw refusal(`${action}: ${reply.RtnMsg || "no reason given"}`, reply.RtnCode ?? "")
}

function* lookAt(account: EcpayAccount, request: OperationRequest, moment: Moment): Conversation<Card> {
  refuseOnStage(account)
  const authorization = request.trade.details.authorization_id ?? (yield* askForAuthorization(account, request, moment))
  const fields = {
    CreditRefundId: authorization,
    CreditAmount: String(request.trade.amount),
    CreditCheckCode: checkCode(account),
  }
  return yield* ask(call(account, "/CreditDetail/QueryTrade/V2", fields), (response) =>
    readCard(textOf(response, moment)),
  )
}

function* askForAuthorization(account: EcpayAccount, request: OperationRequest, moment: Moment): Conversation<string> {
  const trade = yield* query(account, request.trade, moment)
  const authorization = trade.details.authorization_id
  if (!authorization) throw refusal("the trade has no card authorisation, so it cannot be moved by API", trade.code)
  return authorization
}

function readCard(text: string): Card {
  const value = parseValue(text)
  const entries = Array.isArray(value.close_data) ? value.close_data.filter(isRecord) : []
  const live = entries.filter((entry) => !GONE.test(String(entry.status)))
  const closings = entries.filter((entry) => Number(entry.amount) > 0)
  const back = live.filter((entry) => Number(entry.amount) < 0).reduce((sum, entry) => sum - Number(entry.amount), 0)
  const last = closings.at(-1)
  return {
    state: cardState(String(value.status), last && String(last.status)),
    closed: Number(last?.amount ?? 0),
    refunded: back,
  }
}

function cardState(status: string, lastClosing: string | undefined): Card["state"] {
  if (status === "已取消") return "canceled"
  const told = status === "已授權" && lastClosing !== undefined ? lastClosing : status
  if (told === "要關帳") return "closing"
  if (told === "已關帳") return "closed"
  if (told === "已授權" || GONE.test(told)) return "authorized"
  throw new PaymentError("unreadable", `ECPay tells a card state that is in no table: ${told.slice(0, 20)}.`, {
    gateway: "ecpay",
  })
}

function parseValue(text: string): Record<string, unknown> {
  const answer = decodeObject(text, "ECPay's answer about the card payment", "ecpay")
  if (isRecord(answer.RtnValue)) return answer.RtnValue
  const why = typeof answer.RtnMsg === "string" ? answer.RtnMsg : ""
  if (why) throw refusal(`the card payment cannot be looked up: ${why}`, why)
  throw new PaymentError("unreadable", "ECPay's answer about the card payment cannot be read.", { gateway: "ecpay" })
}

function refuseWhileShut(moment: Moment): void {
  const minute = taipeiMinuteOfDay(moment.now)
  if (minute < SHUT_FROM || minute >= SHUT_UNTIL) return
  const retryAt = atTaipeiMinute(moment.now, SHUT_UNTIL)
  throw new PaymentError("refused", "ECPay closes its books from 20:15 to 20:30 Taipei time; try again after 20:30.", {
    gateway: "ecpay",
    code: "shut",
    retryAt,
  })
}

function refuseOnStage(account: EcpayAccount): void {
  if (account.environment !== "stage") return
  throw new PaymentError(
    "unsupported",
    "ECPay's stage has no API to capture, void or refund cards; use the sandbox to test them.",
    { gateway: "ecpay" },
  )
}

function checkCode(account: EcpayAccount): string {
  if (account.creditCheckCode !== undefined) return account.creditCheckCode
  throw new PaymentError(
    "config",
    "Set the option creditCheckCode (商家檢查碼, in ECPay's back office under 信用卡收單 → 信用卡授權資訊): cards cannot be refunded without it.",
    { gateway: "ecpay" },
  )
}

function refusal(why: string, code: string): PaymentError {
  return new PaymentError("refused", `ECPay refused: ${why}.`, { gateway: "ecpay", code })
}

function outcome(message: string, steps: readonly string[]): Outcome {
  return { state: "done", code: "1", message, reference: null, steps }
}
