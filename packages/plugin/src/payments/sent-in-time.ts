import type { Begun } from "../modules/ledger/records"
import type { Send } from "../toolkit/contract/conversation"
import { PaymentError } from "../toolkit/payment-error"

/** With the time of its call it is over before another server may take the operation over (`IN_FLIGHT_SECONDS`). */
const SENT_WITHIN_MS = 120_000

/**
 * Sends what moves money only while the operation is surely this process's: one that was cut off from its database for minutes
 * may have been followed by another, which moved the money itself.
 */
export function sentInTime(send: Send, { since }: Pick<Begun, "since">): Send {
  return async (request) => {
    if (request.moves && performance.now() - since > SENT_WITHIN_MS) throw tooLate()
    return send(request)
  }
}

/** Of no clear kind: what was sent before it, in the same conversation, may have moved something. */
function tooLate(): PaymentError {
  const words = {
    en: "This was begun more than two minutes ago, and another server may have taken it over: nothing was sent. Try again.",
    "zh-TW": "這項作業開始已超過兩分鐘，可能已由另一台伺服器接手：這次沒有送出，請再試一次。",
  }
  return new PaymentError("unreachable", words, { unsent: true })
}
