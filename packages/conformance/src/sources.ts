/** The bug classes seen again and again in published payment providers. */
export const BUG_CLASSES = {
  "amount shape": "amount shape: number, string, { value, precision }, BigNumber; NaN silently accepted",
  "wrong part refunded": "partial refund becomes full or nothing; the second refund fails because data was overwritten",
  "unverified authorisation": "authorised without verification",
  "trusted shopper data": "shopper data overrides price, merchant id, URLs, session id, status",
  "unverified notice": "notice without signature, signature not over the body, optional by omission, wrong session",
  idempotency: "not idempotent: authorised twice, captured twice, the same notice twice",
  "clean-up throws": "delete or cancel throws on captured, expired, unknown or cancelled trades",
  "pending for ever": "`pending` for ever instead of pending_authorization",
  "lost reference": "replaced data loses the gateway's reference",
  "false success": "a refund or cancel that does nothing is reported as success",
  "leaked secrets": "secrets or personal data in session data or logs",
  "numbers collide": "order numbers collide",
  "capture not made": "manual capture reported but not executed",
  hangs: "promises that never settle, no time-outs",
  "captured, cancelled, refunded": "captured, then cancelled, then refunded; a recreated session with old data",
  "dead session": "a network time-out at authorise becomes a dead session",
  "refund key": "refund id not derived from Medusa's idempotency key",
} as const

/** What happened to merchants, as far as a gateway or its provider can cause it. */
export const MERCHANT_LINES = {
  "window closed": "Paid, but only the browser's return told the shop, and the buyer closed the window",
  "notice lost": "Paid, but the notice never arrived",
  "no cookie": "Paid, but the cross-site return lost its session cookie",
  "earlier number": "Paid under an earlier trade number; only the last one was looked at",
  "locked out": "Paid, but the status query locked itself out",
  "confirmed twice": "Confirm called twice, and the second error taken for the truth",
  "number is not money": "Unpaid: issuing a number was taken for success",
  "simulated payment": "Unpaid: a simulated payment was shipped",
  "believed return": "Unpaid: the return's fields were believed",
  "another order's message": "Unpaid: a valid message of another order was accepted",
  "outside the signature": "Unpaid: the status stood outside the signed part",
  "shopper data": "Unpaid: shopper-sent data overrode amount, merchant or addresses",
  "never downgrade": "A duplicate or late failure set a paid order to failed",
  "reused number": "A retry reused a trade number, or truncation made two collide",
  "second payment": "A second payment overwrote the first one's reference",
  "expired first attempt": "An expired first attempt cancelled the order that the second had paid",
  "back office": "Refunded in the gateway's own back office, and the shop's books never knew",
  "grace after the deadline": "The shop cancelled at the printed deadline, but the gateway reports late",
  "stock for ever": "Stock stayed reserved for ever on unpaid orders",
  "cancelled order paid": "Money arrived for a cancelled order, and nobody was told",
  fractions: "Sent rounded, compared raw: fractional totals never matched",
  "magic amount": "A magic amount was treated as a card check and refunded",
  "state decides the refund": "Refund called without asking for the state that decides how",
  "closed windows": "Refund asked for while the gateway's books are shut",
  "full refund only": "Instalments refunded in part",
  "lost reply": "A lost reply to a refund was followed by a second refund",
  "refund follows the gateway": "The shop showed refunded although the gateway had refused",
  "manual refund": "A method without a refund API, and nobody told staff what to do",
  "Taipei time": "Wall-clock times of Taipei read in the server's zone",
  "clock skew": "A skewed clock killed signed requests, and the error was taken for a state",
  "open callback": "Unauthenticated callbacks that mark orders paid",
  "unchecked amount": "Authentic messages with unchecked amount, currency or recipient",
  "open refund": "Unauthenticated refund",
  "guessable pages": "Guessable order pages",
  leaks: "Personal data and keys in logs",
  "signature oracle": "The expected signature written out on a mismatch",
  "test keys": "Public test keys and hosts accepted in production",
  "guard skipped": "A guard that is skipped when a field is missing",
} as const

export type Source = keyof typeof BUG_CLASSES | keyof typeof MERCHANT_LINES

/** Lines that no scenario here can cause, and who watches over them instead. */
export const WATCHED_ELSEWHERE = {
  "blocked by firewall, port or redirect": "a matter of deployment: the doctor",
  "loose or non-constant-time comparison":
    "`npm run check`, law on signatures; loose ones fail the altered-notice scenarios",
  "no refund API on the vendor's stage": "the refunds here run against the sandbox's production behaviour",
} as const
