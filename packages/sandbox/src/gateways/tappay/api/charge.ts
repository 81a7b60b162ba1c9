import { MINUTE } from "../../../core/taipei.js"
import { cardIdentifier, instalmentInfo } from "../messages/notices.js"
import { cardInfo, testCardOf } from "../model/cards.js"
import type { Tappay } from "../model/tappay.js"
import type { Trade } from "../model/trade.js"
import { authorise, refuse } from "../payments.js"
import { type Status, say } from "../wire/codes.js"
import { REDIRECT } from "../wire/paths.js"
import type { Answer } from "./calls.js"

export interface ChargeOptions {
  threeD: boolean
  remember: boolean
}

/** Faults between TapPay and the bank: the status, and when the bank authorises nevertheless. */
const BANK_FAULTS: Readonly<Record<string, { status: Status; later: boolean }>> = {
  decline: { status: 10003, later: false },
  "bank-error": { status: 10023, later: false },
  "gateway-timeout": { status: 421, later: false },
  "bank-timeout": { status: 10004, later: true },
  "bank-pending": { status: 10001, later: true },
}

/** How long the bank takes when it answers late. */
const LATE = 5 * MINUTE

/** Sends the payment to the bank, or the buyer to the bank's or the wallet's page. */
export function charge(tappay: Tappay, path: string, trade: Trade, { threeD, remember }: ChargeOptions): Answer {
  const asksBuyer = trade.method.kind === "wallet" || (threeD && bankTakesPart(trade))
  if (remember && trade.method.kind === "card" && trade.card) {
    trade.cardSecret = tappay.cards.save(trade.partner, trade.card, false)
  }
  const fault = tappay.core.faults.take(Object.keys(BANK_FAULTS), "tappay", path)
  if (fault) return goWrong(tappay, trade, fault.kind)
  if (asksBuyer) return begin(tappay, trade)
  const decline = trade.card ? testCardOf(trade.card.number).decline : null
  return decline ? decide(tappay, trade, decline) : decide(tappay, trade, null)
}

function bankTakesPart({ card, method }: Trade): boolean {
  return method.kind === "card" && card !== null && testCardOf(card.number).threeD !== "absent"
}

/** status 0 and a payment_url: started, not paid. */
function begin(tappay: Tappay, trade: Trade): Answer {
  tappay.book.add(trade)
  return { ...answerOf(tappay, trade, 0), payment_url: `${tappay.core.url()}${REDIRECT}/${trade.urlId}` }
}

function decide(tappay: Tappay, trade: Trade, decline: Status | null): Answer {
  if (decline === null) authorise(tappay, trade)
  else refuse(tappay, trade, decline)
  if (decline === null || tappay.settings.refusedLeaveRecords) tappay.book.add(trade)
  return answerOf(tappay, trade, decline ?? 0)
}

/** A fault between TapPay and the bank. While the bank has not answered, the record is pending. */
function goWrong(tappay: Tappay, trade: Trade, kind: string): Answer {
  const { status, later } = BANK_FAULTS[kind] ?? { status: 10023 as const, later: false }
  if (!later) return decide(tappay, trade, status)
  const { clock } = tappay.core
  tappay.book.add(trade)
  clock.schedule(new Date(clock.now().getTime() + LATE), () => {
    if (trade.state === "pending") authorise(tappay, trade)
  })
  return answerOf(tappay, trade, status)
}

/** The answer of both payment calls. A refusal that leaves no record answers only its status. */
function answerOf({ book, settings }: Tappay, trade: Trade, status: Status): Answer {
  if (!book.byId(trade.recTradeId)) return say(status)
  const { card, cardSecret, authorisedAt } = trade
  const tellsSecret = cardSecret && status === 0 && (trade.state !== "pending" || settings.cardSecretIn !== "notice")
  const start = trade.createdAt.getTime()
  return {
    ...say(status),
    amount: trade.amount,
    acquirer: trade.merchant.acquirer,
    currency: "TWD",
    rec_trade_id: trade.recTradeId,
    bank_transaction_id: trade.bankTransactionId,
    bank_order_number: trade.recTradeId,
    auth_code: trade.authCode,
    ...(tellsSecret ? { card_secret: cardSecret } : {}),
    ...(card ? { card_info: cardInfo(card), card_identifier: cardIdentifier(card.number) } : {}),
    order_number: trade.orderNumber,
    transaction_time_millis: start,
    bank_transaction_time: {
      start_time_millis: String(start),
      end_time_millis: String(authorisedAt?.getTime() ?? start),
    },
    bank_result_code: "",
    bank_result_msg: "",
    ...(trade.instalment > 0 ? { instalment_info: instalmentInfo(trade) } : {}),
    payment_url: "",
    merchant_reference_info: { affiliate_codes: [] },
  }
}
