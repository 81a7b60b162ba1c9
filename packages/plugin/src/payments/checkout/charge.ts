import type { MedusaContainer } from "@medusajs/framework/types"
import { IN_FLIGHT_SECONDS } from "../../modules/ledger/operations"
import type { Attempt, Begun, Operation } from "../../modules/ledger/records"
import type { ChargeResult, PaymentSource, TokenStart } from "../../toolkit/contract/gateway"
import { sha256Hex } from "../../toolkit/digest"
import { describeError, isPaymentError } from "../../toolkit/payment-error"
import type { PaymentContext } from "../context"
import { hold, sendFor } from "../exchanges"
import { momentOf } from "../method-account"
import { isUnresolved } from "../operations/operation"
import { wakeIfDue } from "../orders/apply-worker"
import { recordMessage } from "../record-message"
import { tellsEnd } from "../sale-end"
import { sentInTime } from "../sent-in-time"
import { mayOpenAttempt } from "../session-rules"
import { openAttempt, recordStart, startRequestOf } from "./attempt"
import { countDecline, type Payer, takeCharge } from "./charge-budgets"
import { isAllowedByShop } from "./charge-guard"
import { saveCard, secretOf, storageOf } from "./saved-cards"
import type { SessionStatus } from "./session-status"
import { checkCanStart, drawOnBudget, type ReadyToStart } from "./start"
import { statusOf } from "./status"

/**
 * What pays, as the shop's page sends it: a token from the vendor's script, which goes to the gateway once and nowhere else, or one
 * of the customer's kept cards.
 */
export type Payment =
  | { readonly kind: "token"; readonly token: string; readonly save: boolean }
  | { readonly kind: "card"; readonly cardId: string; readonly token: string | null }

export type ChargeOutcome =
  | { readonly kind: "charged"; readonly url: string | null; readonly status: SessionStatus }
  | { readonly kind: "unknown" }
  | { readonly kind: "too many" }
  | { readonly kind: "no card" }
  /** By the shop's own `mayCharge`. */
  | { readonly kind: "not allowed" }

/** A charge whose fate nobody tells is given up for another one after this long, if the gateway still calls it pending. */
const UNCLEAR_MS = 30 * 60_000

/**
 * Charges for a session, under the guards of a departure; `url` is where the buyer goes on. While an earlier charge
 * of the session is under way or its fate is unknown, nothing is charged, and the answer is the session's status alone.
 */
export async function charge(
  container: MedusaContainer,
  sessionId: string,
  payment: Payment,
  customerId: string | null,
  address: string | null = null,
): Promise<ChargeOutcome> {
  const ready = await checkCanStart(container, sessionId, false)
  if (ready.kind === "unknown" || ready.kind === "too many") return ready
  let url: string | null = null
  if (ready.kind === "ready") {
    const { start } = ready.methodAccount.account
    if (start.kind !== "token") return { kind: "unknown" }
    const source = await sourceOf(ready, payment, customerId)
    if (!source) return { kind: "no card" }
    const { methodAccount, session } = ready
    const payer = { methodAccount, cart: session.payment_collection_id, address }
    if (!(await takeCharge(ready.context, payer))) return { kind: "too many" }
    if (!(await isAllowedByShop(container, ready, address))) return { kind: "not allowed" }
    url = await chargeOnce(container, ready, start, source, payer)
  }
  const status = await statusOf(container, sessionId)
  return status ? { kind: "charged", url, status } : { kind: "unknown" }
}

/** Cards are kept for, and charged by, the logged-in customer whose cart or order it is. Null: that customer has no such card. */
async function sourceOf(
  ready: ReadyToStart,
  payment: Payment,
  customerId: string | null,
): Promise<PaymentSource | null> {
  const { context, methodAccount } = ready
  const isOwner = customerId !== null && customerId === ready.customerId
  if (payment.kind === "token") {
    const keep = payment.save && isOwner && storageOf(methodAccount) !== null
    return { kind: "token", token: payment.token, keep }
  }
  const secret = isOwner ? await secretOf(context, methodAccount, customerId, payment.cardId) : null
  return secret && { kind: "card", secret, token: payment.token }
}

/** Where the buyer goes on; null where nowhere, or where nothing was charged. */
async function chargeOnce(
  container: MedusaContainer,
  ready: ReadyToStart,
  start: TokenStart,
  source: PaymentSource,
  payer: Payer,
): Promise<string | null> {
  const { context, methodAccount, contents } = ready
  const moment = await momentOf(methodAccount)
  drawOnBudget(methodAccount)
  const claimed = await claim(ready)
  if (!claimed) return null
  const { attempt, begun } = claimed
  const { operation } = begun
  try {
    const request = startRequestOf(methodAccount, contents, attempt)
    await recordStart(context, methodAccount, attempt, { trade_no: attempt.trade_no, method: attempt.method })
    const conversation = start.charge(request, source, moment)
    const send = sentInTime(sendFor(context, methodAccount, attempt), begun)
    const charged = await hold(context, methodAccount, attempt, conversation, send)
    const url = await commit(container, ready, operation, charged)
    await remember(ready, attempt, source, payer, charged)
    return url
  } catch (error) {
    if (!isPaymentError(error)) throw error
    context.logger.warn(`Taiwan payments do not know what became of ${attempt.trade_no}: ${describeError(error)}`)
    await context.ledger.finish(operation, { state: "unknown", message: describeError(error) })
    return null
  }
}

/** What follows from a charge that is written down. Should it fail, the buyer goes on to where the charge is approved all the same. */
async function remember(
  { context, methodAccount, customerId }: ReadyToStart,
  { id, trade_no }: Attempt,
  source: PaymentSource,
  payer: Payer,
  { trade, card }: ChargeResult,
): Promise<void> {
  try {
    if (trade.state === "failed") await countDecline(context, payer)
    if (card && customerId !== null && source.kind === "token" && source.keep)
      await saveCard(context, methodAccount, customerId, card, id)
  } catch (error) {
    context.logger.warn(`Taiwan payments could not count or keep the card of ${trade_no}: ${describeError(error)}`)
  }
}

/** Takes the right to charge, and writes the charge down before it is made; null while another one may have been. */
async function claim({
  context,
  methodAccount,
  session,
  lastAnswer,
}: ReadyToStart): Promise<{ attempt: Attempt; begun: Begun } | null> {
  return context.ledger.exclusively(`session ${session.id}`, async (stillMine) => {
    const charges = await unresolvedCharges(context, await context.ledger.attemptsOf(session.id))
    // Read after the charges: an attempt's end is written before that of its charge, and this must not miss both.
    const attempts = await context.ledger.attemptsOf(session.id)
    if (!mayOpenAttempt(attempts, false)) return null
    const now = await context.ledger.now()
    // What may still be under way, here or at the gateway, blocks, whatever its attempt is said to be.
    if (charges.some((operation) => ageOf(operation, now) < IN_FLIGHT_SECONDS * 1000)) return null
    const isOpen = ({ attempt_id: id }: Operation) => attempts.find((each) => each.id === id)?.state === "started"
    const open = charges.filter(isOpen)
    const isGivenUp = (operation: Operation) => lastAnswer?.state === "pending" && ageOf(operation, now) > UNCLEAR_MS
    if (!open.every(isGivenUp)) return null
    const attempt = await openAttempt(context, methodAccount, session)
    if (!attempt) return null
    const { id, amount } = attempt
    const facts = { attempt_id: id, kind: "charge", idempotency_key: `charge ${id}`, amount } as const
    const begun = await context.ledger.begin({ ...facts, requested: String(amount) })
    if (await stillMine()) return { attempt, begun }
    await context.ledger.finish(begun.operation, { state: "refused" })
    return null
  })
}

/** Charges whose end no answer has told; a question may have. */
async function unresolvedCharges(context: PaymentContext, attempts: readonly Attempt[]): Promise<Operation[]> {
  const charges = await Promise.all(attempts.map(({ id }) => context.ledger.operationsOf(id, "charge")))
  return charges.flat().filter(isUnresolved)
}

/** Both instants are the database's: the clock of this server may be minutes off. */
function ageOf({ created_at }: Operation, now: Date): number {
  return now.getTime() - created_at.getTime()
}

/** Writes down what became of it. A charge without a result and without an address to go on at is one that nobody knows of. */
async function commit(
  container: MedusaContainer,
  { context, methodAccount }: ReadyToStart,
  operation: Operation,
  { trade, url }: ChargeResult,
): Promise<string | null> {
  const digest = sha256Hex(JSON.stringify(trade.fields))
  const { attempt } = await recordMessage(context, methodAccount, trade, "answer", digest)
  const isKnown = url !== null || tellsEnd(trade, attempt)
  await context.ledger.finish(operation, { state: isKnown ? "done" : "unknown", code: trade.code })
  if (attempt) wakeIfDue(container, attempt)
  return url
}
