import type { Say } from "../../../core/buyer-page.js"
import { messageOf } from "../wire/codes.js"

const ENGLISH: Readonly<Record<string, string>> = {
  "10100058": "Payment failed",
  "10100248": "Refused, call the bank",
  "10100249": "Wrong card number",
  "10100251": "Card expired",
  "10100252": "Over the limit",
  "10100254": "Not allowed on this card",
  "10100255": "Card reported lost",
  "10100256": "Card stolen",
  "10200163": "Application refused",
  "10300066": "Result pending: please do not pay again",
}

/** The declines that the card page has buttons for. */
export const CARD_DECLINES = Object.keys(ENGLISH).filter((code) => code.startsWith("10100"))

/** What a RtnCode means, in the buyer's language. */
export function declineMessage(code: string, say: Say): string {
  return say(messageOf(code), ENGLISH[code] ?? "Not paid")
}
