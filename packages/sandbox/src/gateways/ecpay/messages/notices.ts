import type { Notification, Reply } from "../../../core/notification.js"
import { MINUTE, slashDate } from "../../../core/taipei.js"
import type { Ecpay } from "../model/ecpay.js"
import { signerOf, type Trade } from "../model/trade.js"
import { type Fields, formBody, signed } from "../wire/codec.js"
import { messageOf } from "../wire/codes.js"
import { applicationResult, numberIssued, paymentResult, type Result } from "./bodies.js"

const RESENDS = 4

/** HTTP 200 and exactly `1|OK`: p=2878. */
function accepts(reply: Reply): boolean {
  return reply.status === 200 && reply.body === "1|OK"
}

/** 5 to 15 minutes, four times, that day: p=29983. The intervals are fixed, so that tests can rely on them. */
function pauseOf(firstAt: Date): Notification["pause"] {
  return (attempt, at) => {
    const sameDay = slashDate(at) === slashDate(firstAt)
    return attempt < RESENDS && sameDay ? (5 + ((attempt * 5) % 15)) * MINUTE : null
  }
}

/** Posts signed fields to a merchant; `again` is sent on retries. */
export function notify(ecpay: Ecpay, trade: Trade, channel: string, fields: Fields, again = fields): void {
  const url = (trade.order[channel] ?? "").trim()
  if (url === "") return
  const signer = signerOf(trade)
  ecpay.core.outbox.send({
    gateway: "ecpay",
    channel,
    subject: trade.tradeNo,
    url,
    compose: (attempt) => {
      const message = signed(attempt === 0 ? fields : again, signer)
      return {
        method: "POST",
        contentType: "application/x-www-form-urlencoded",
        body: formBody(message),
        signature: message.CheckMacValue ?? null,
      }
    },
    accepts,
    pause: pauseOf(ecpay.core.clock.now()),
    ports: ecpay.settings.portsRule ? [80, 443] : null,
  })
}

/** 付款結果通知. Re-sends of a success say `paid`, as recorded. */
export function notifyResult(ecpay: Ecpay, trade: Trade, result: Result): void {
  const wrong = ecpay.core.faults.take(["wrong-amount"], "ecpay", "ReturnURL")
  const amount = wrong ? trade.amount + 1 : result.amount
  const reported = amount === undefined ? result : { ...result, amount }
  const fields = paymentResult(trade, reported, ecpay.core.clock.now())
  const again = fields.RtnCode === "1" ? { ...fields, RtnMsg: "paid" } : fields
  notify(ecpay, trade, "ReturnURL", fields, again)
  if (result.RtnCode === "1" && ecpay.core.faults.take(["late-failure"], "ecpay", "ReturnURL"))
    sendLateFailure(ecpay, trade)
}

/** A failure after the success, as a shop once received it (ECPay/WooCommerce_Payment issue 6). */
export function sendLateFailure(ecpay: Ecpay, trade: Trade): void {
  const result = { RtnCode: "10100058", RtnMsg: "付款失敗" }
  notify(ecpay, trade, "ReturnURL", paymentResult(trade, result, ecpay.core.clock.now()))
}

/** 取號結果通知. Only where PaymentInfoURL was given: there is no fallback to ReturnURL. */
export function notifyNumber(ecpay: Ecpay, trade: Trade): void {
  notify(ecpay, trade, "PaymentInfoURL", numberIssued(trade))
}

export function notifyApplication(ecpay: Ecpay, trade: Trade, code: string, message: string): void {
  notify(ecpay, trade, "PaymentInfoURL", applicationResult(trade, code, message))
}

/** What the browser posts to OrderResultURL: the same fields, with `Succeeded` for a success. */
export function orderResult(ecpay: Ecpay, trade: Trade): Fields {
  const paid = trade.state === "paid"
  const code = paid ? "1" : (trade.failure ?? "10300066")
  const result = { RtnCode: code, RtnMsg: paid ? "Succeeded" : messageOf(code) }
  return signed(paymentResult(trade, result, ecpay.core.clock.now()), signerOf(trade))
}
