import { MINUTE } from "../../../core/taipei.js"
import type { Payuni } from "../model/payuni.js"
import type { Trade } from "../model/trade.js"
import { buildQuery, type Fields } from "../wire/codec.js"
import { journalPlaintext } from "./journal.js"
import { envelopeOf } from "./result.js"

const CHANNEL = "NotifyURL"

/** Posts an encrypted result to the merchant. HTTP 200 acknowledges it, whatever the body. */
export function notify(payuni: Payuni, trade: Trade, inner: Fields, url = trade.order.NotifyURL ?? ""): void {
  if (url === "" || trade.answering) return
  const { core, settings } = payuni
  const wrong = core.faults.take(["wrong-amount"], "payuni", CHANNEL)
  const fields = wrong ? { ...inner, TradeAmt: String(trade.amount + 1) } : inner
  const envelope = envelopeOf(trade, fields)
  journalPlaintext(payuni, trade.tradeNo, CHANNEL, buildQuery(fields))
  core.outbox.send({
    gateway: "payuni",
    channel: CHANNEL,
    subject: trade.tradeNo,
    url,
    compose: () => ({
      method: "POST",
      contentType: "application/x-www-form-urlencoded",
      body: new URLSearchParams(envelope).toString(),
      signature: envelope.HashInfo,
    }),
    accepts: ({ status }) => status === 200,
    pause: (attempt) => (attempt < settings.noticeRetries ? settings.noticeRetryMinutes * MINUTE : null),
    ports: settings.portsRule ? [80, 443] : null,
  })
}
