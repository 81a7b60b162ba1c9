import { randomBytes } from "node:crypto"
import { DAY, MINUTE } from "../../core/taipei.js"
import { callConfirmUrl, withIds } from "./messages/confirm-url.js"
import type { Account } from "./model/accounts.js"
import type { Linepay } from "./model/linepay.js"
import type { Order } from "./model/order.js"
import { type PayMethod, type Payment, type PaymentState, type Refund, refunded } from "./model/payment.js"
import { LinePayRefusal, REFUSALS } from "./wire/codes.js"
import { money } from "./wire/money.js"
import type { Version } from "./wire/paths.js"

/** Refuses an orderId that this merchant has used: 1172. */
export function refuseReused({ book, settings }: Linepay, account: Account, orderId: string): void {
  const earlier = book.ofOrder(account.channelId, orderId)
  const inTheWay = settings.reusedOrderId === "refused" ? earlier : earlier.filter(({ confirmedAt }) => confirmedAt)
  if (inTheWay.length > 0) throw new LinePayRefusal("1172")
}

/** Creates a payment that is not authenticated yet. */
export function openPayment({ core, book }: Linepay, account: Account, version: Version, order: Order): Payment {
  const requestedAt = core.clock.now()
  const payment: Payment = {
    transactionId: book.nextTransactionId(requestedAt),
    reserveId: randomBytes(24).toString("base64url"),
    account,
    version,
    order,
    state: "requested",
    language: order.locale.startsWith("zh") ? "zh" : "en",
    requestedAt,
    sources: [],
    refusal: null,
    nextAnswer: null,
    busy: false,
    confirmedAt: null,
    authorizationExpiresAt: null,
    amount: order.amount,
    refunds: [],
    regKey: null,
  }
  book.add(payment)
  return payment
}

/** Expires a payment that is still in `state` after `minutes`. */
export function scheduleEnd({ core }: Linepay, payment: Payment, state: PaymentState, minutes: number): void {
  core.clock.schedule(new Date(core.clock.now().getTime() + minutes * MINUTE), () => {
    if (payment.state === state) payment.state = "expired"
  })
}

/** Completes a confirmed payment: captured immediately, or authorised until it lapses. */
export function complete({ core, settings }: Linepay, payment: Payment): void {
  const now = core.clock.now()
  payment.confirmedAt = now
  payment.state = payment.order.capture ? "captured" : "authorized"
  if (payment.state === "captured") return
  const expiry = new Date(now.getTime() + settings.authorizationDays * DAY)
  payment.authorizationExpiresAt = expiry
  core.clock.schedule(expiry, () => {
    if (payment.state === "authorized") payment.state = "expired-authorization"
  })
}

/** What the buyer chose on the page: how to pay, and the code that the confirm is to be refused with. */
interface Choice {
  readonly source?: string
  readonly refusal?: string
}

/** How a buyer may pay, as the page offers it. */
const SOURCES: Readonly<Record<string, PayMethod[]>> = {
  card: ["CREDIT_CARD"],
  balance: ["BALANCE"],
  "card-points": ["CREDIT_CARD", "POINT"],
}

/**
 * The buyer has chosen and entered the password. CLIENT sends the browser to confirmUrl; with SERVER, LINE
 * Pay's server calls it; NONE calls nothing.
 */
export function authenticate(linepay: Linepay, payment: Payment, choice: Choice = {}, closed = false): string | null {
  payment.state = "authenticated"
  payment.sources = SOURCES[choice.source ?? "card"] ?? ["CREDIT_CARD"]
  payment.refusal = REFUSALS.find((code) => code === choice.refusal) ?? null
  scheduleEnd(linepay, payment, "authenticated", linepay.settings.confirmationMinutes)
  const { confirmUrl, confirmUrlType } = payment.order
  if (confirmUrlType === "SERVER") callConfirmUrl(linepay, payment)
  return confirmUrlType === "CLIENT" && !closed ? withIds(confirmUrl, payment) : null
}

/** Issues the key of a confirmed PREAPPROVED payment. */
export function issueRegKey({ regKeys }: Linepay, { account }: Payment): string {
  const key = `RK${randomBytes(6).toString("hex").toUpperCase()}`
  regKeys.set(key, { channelId: account.channelId, expired: false })
  return key
}

/** Gives back an amount, or all that remains. */
export function recordRefund({ core, book, settings }: Linepay, payment: Payment, wanted: number | null): Refund {
  const at = core.clock.now()
  const left = money(payment.amount - refunded(payment))
  const amount = wanted ?? left
  if (left === 0) throw new LinePayRefusal("1165")
  if (isTooLate(payment, at, settings.refundDays)) throw new LinePayRefusal("1163")
  if (amount <= 0 || !isExact(amount, payment.order.currency)) throw new LinePayRefusal("1124")
  if (amount > left) throw new LinePayRefusal("1164")
  const entry = { transactionId: book.nextTransactionId(at), amount, at, whole: amount === payment.amount }
  payment.refunds.push(entry)
  book.alias(payment, entry.transactionId)
  return entry
}

function isTooLate({ confirmedAt }: Payment, now: Date, days: number): boolean {
  return confirmedAt !== null && now.getTime() > confirmedAt.getTime() + days * DAY
}

function isExact(amount: number, currency: string): boolean {
  return currency === "TWD" ? Number.isInteger(amount) : money(amount) === amount
}
