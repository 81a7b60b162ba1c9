import type { Notification } from "../../../core/notification.js"
import { MINUTE } from "../../../core/taipei.js"
import { cardInfo, maskedNumber } from "../model/cards.js"
import type { Tappay } from "../model/tappay.js"
import type { Trade } from "../model/trade.js"
import { say } from "../wire/codes.js"

/** Backend Notify is re-sent after 1, 2, 4, 8 and 16 minutes; then TapPay e-mails the merchant. */
const PAUSES = [1, 2, 4, 8, 16]

const CHANNEL = "backend_notify_url"

/** Notifies the merchant's server. There is no signature: anyone who knows the address can forge one. */
export function notify(tappay: Tappay, trade: Trade, fields = fieldsOf(tappay, trade)): void {
  const url = trade.resultUrl?.notify ?? ""
  if (url === "") return
  const wrong = tappay.core.faults.take(["wrong-amount"], "tappay", CHANNEL)
  const body = JSON.stringify(wrong ? { ...fields, amount: trade.amount + 1 } : fields)
  const notification: Notification = {
    gateway: "tappay",
    channel: CHANNEL,
    subject: trade.recTradeId,
    url,
    compose: () => ({ method: "POST", contentType: "application/json", body, signature: null }),
    accepts: ({ status }) => status === 200,
    pause: (attempt) => (PAUSES[attempt] ?? 0) * MINUTE || null,
    ended: (reply) => {
      if (!reply) writeToMerchant(tappay, trade)
    },
    ports: tappay.settings.urlRule ? [443] : null,
  }
  tappay.core.outbox.send(notification)
}

/** TapPay's e-mail to the merchant; here, a line in the timeline. */
function writeToMerchant({ core }: Tappay, trade: Trade): void {
  const at = core.clock.now()
  const mail = { direction: "note", endpoint: "e-mail to the merchant", answered: "", status: null } as const
  const sent = "Backend Notify was not answered with HTTP 200 and is given up."
  core.journal.record({ at, gateway: "tappay", subject: trade.recTradeId, sent, ...mail })
}

/** The notice of the trade's present state. */
export function fieldsOf({ settings }: Tappay, trade: Trade): Record<string, unknown> {
  const { card, cardSecret, failure, completedAt } = trade
  return {
    ...say(failure ?? 0),
    rec_trade_id: trade.recTradeId,
    bank_transaction_id: trade.bankTransactionId,
    bank_order_number: trade.recTradeId,
    order_number: trade.orderNumber,
    amount: trade.amount,
    currency: "TWD",
    auth_code: trade.authCode,
    acquirer: trade.merchant.acquirer,
    transaction_time_millis: trade.createdAt.getTime(),
    transaction_complete_millis: completedAt?.getTime() ?? null,
    ...(trade.payInfo ? { pay_info: trade.payInfo } : {}),
    ...(card ? { card_info: cardInfo(card), card_identifier: cardIdentifier(card.number) } : {}),
    ...(cardSecret && settings.cardSecretIn !== "answer" ? { card_secret: cardSecret } : {}),
    ...(trade.instalment > 0 ? { instalment_info: instalmentInfo(trade) } : {}),
  }
}

/** Identifies a card without revealing it. */
export function cardIdentifier(number: string): string {
  let mixed = 7n
  for (const digit of number) mixed = (mixed * 1_000_003n + BigInt(digit) + 11n) % 2n ** 128n
  return mixed.toString(16).padStart(32, "0")
}

/** The remainder goes into the first payment. */
export function instalmentInfo({ amount, instalment }: Trade): Record<string, number> {
  const each = Math.floor(amount / instalment)
  return { number_of_instalments: instalment, first_payment: amount - each * (instalment - 1), each_payment: each }
}

/** How a wallet was paid: LINE Pay by CREDIT_CARD, BALANCE or POINT; other wallets alike. */
export function payInfo(method: string): Record<string, unknown> {
  const masked = method === "CREDIT_CARD" ? maskedNumber("4242424242424242") : ""
  return { method, masked_credit_card_number: masked, point: 0 }
}
