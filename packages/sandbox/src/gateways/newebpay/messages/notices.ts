import { randomBytes } from "node:crypto"
import { MINUTE } from "../../../core/taipei.js"
import type { Newebpay } from "../model/newebpay.js"
import type { Outcome } from "../model/outcome.js"
import type { Trade } from "../model/trade.js"
import { multipart, phpQuery } from "../wire/codec.js"
import { messageOf } from "../wire/codes.js"
import { envelope } from "./envelope.js"
import { paymentReport } from "./reports.js"

const RESENDS = 3

/** Posts a result to NotifyURL. HTTP 200 acknowledges it, whatever the body; if not, three re-sends (§4.4). */
export function notify(
  newebpay: Newebpay,
  trade: Trade,
  outcome: Outcome,
  form: "urlencoded" | "multipart" = "urlencoded",
) {
  const { core, settings } = newebpay
  const url = trade.order.NotifyURL ?? ""
  if (url === "") return
  const wrong = outcome.status === "SUCCESS" && core.faults.take(["wrong-amount"], "newebpay", "NotifyURL") !== null
  const reported = wrong ? { ...outcome, amount: trade.amount + 1 } : outcome
  const fields = envelope(trade, paymentReport(trade, reported, core.clock.now()), settings)
  core.outbox.send({
    gateway: "newebpay",
    channel: "NotifyURL",
    subject: trade.tradeNo,
    url,
    compose: () => ({ method: "POST", ...bodyOf(fields, form), signature: fields.TradeSha ?? null }),
    accepts: ({ status }) => status === 200,
    pause: (attempt) => (attempt < RESENDS ? settings.noticeRetryMinutes * MINUTE : null),
    ports: settings.portsRule ? [80, 443] : null,
  })
  if (outcome.status === "SUCCESS" && core.faults.take(["late-failure"], "newebpay", "NotifyURL"))
    notifyLateFailure(newebpay, trade)
}

/** A failure after the success, since the order of notices is not guaranteed. */
export function notifyLateFailure(newebpay: Newebpay, trade: Trade): void {
  notify(newebpay, trade, { status: "MPG03009", message: messageOf("MPG03009") })
}

function bodyOf(fields: Record<string, string>, form: "urlencoded" | "multipart") {
  if (form === "urlencoded") return { contentType: "application/x-www-form-urlencoded", body: phpQuery(fields) }
  const boundary = `----NewebPay${randomBytes(8).toString("hex")}`
  return { contentType: `multipart/form-data; boundary=${boundary}`, body: multipart(fields, boundary) }
}
