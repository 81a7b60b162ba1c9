import type { MedusaContainer } from "@medusajs/framework/types"
import type { Attempt, Operation } from "../../modules/ledger/records"
import { converse } from "../../toolkit/contract/conversation"
import type { Charge, Means, TokenStart } from "../../toolkit/contract/gateway"
import { sha256Hex } from "../../toolkit/digest"
import { describeError, isPaymentError } from "../../toolkit/payment-error"
import type { Desk } from "../context"
import { momentOf } from "../method-account"
import { isUnresolved } from "../operations/operation"
import { settlerOf } from "../orders/apply-worker"
import { bindAndCommit } from "../record-message"
import { keepCard, keepingOf, secretOf } from "./saved-cards"
import { type Admitted, admit, departureOf, mayDepart, noteDeparture, openAttempt } from "./start"
import { type SessionStatus, statusOf } from "./status"

/**
 * What pays, as the shop's page sends it: a token from the vendor's script, which goes to the gateway once and nowhere else, or one
 * of the customer's kept cards.
 */
export type Payment =
  | { readonly kind: "token"; readonly token: string; readonly save: boolean }
  | { readonly kind: "card"; readonly cardId: string; readonly token: string | null }

export type Charged =
  | { readonly kind: "charged"; readonly url: string | null; readonly status: SessionStatus }
  | { readonly kind: "unknown" }
  | { readonly kind: "too many" }
  | { readonly kind: "no card" }

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
): Promise<Charged> {
  const admitted = await admit(container, sessionId, false)
  if (admitted.kind === "unknown" || admitted.kind === "too many") return admitted
  let url: string | null = null
  if (admitted.kind === "admitted") {
    const { start } = admitted.terminal.gateway
    if (start.kind !== "token") return { kind: "unknown" }
    const means = await meansOf(admitted, payment, customerId)
    if (!means) return { kind: "no card" }
    url = await chargeOnce(container, admitted, start, means)
  }
  const status = await statusOf(container, sessionId)
  return status ? { kind: "charged", url, status } : { kind: "unknown" }
}

/** Cards are kept for, and charged by, the logged-in customer whose cart or order it is. Null: that customer has no such card. */
async function meansOf(admitted: Admitted, payment: Payment, customerId: string | null): Promise<Means | null> {
  const { desk, terminal } = admitted
  const isOwner = customerId !== null && customerId === admitted.customerId
  if (payment.kind === "token") {
    const keep = payment.save && isOwner && keepingOf(terminal) !== null
    return { kind: "token", token: payment.token, keep }
  }
  const secret = isOwner ? await secretOf(desk, terminal, customerId, payment.cardId) : null
  return secret && { kind: "card", secret, token: payment.token }
}

/** Where the buyer goes on; null where nowhere, or where nothing was charged. */
async function chargeOnce(
  container: MedusaContainer,
  admitted: Admitted,
  start: TokenStart,
  means: Means,
): Promise<string | null> {
  const { desk, terminal, contents } = admitted
  const moment = await momentOf(terminal)
  const claimed = await claim(admitted)
  if (!claimed) return null
  const { attempt, operation } = claimed
  try {
    const departure = departureOf(terminal, contents, attempt)
    await noteDeparture(desk, terminal, attempt, { trade_no: attempt.trade_no, method: attempt.method })
    const talk = start.charge(departure, means, moment)
    const charged = await converse(talk, terminal.line.send)
    const url = await commit(container, admitted, operation, charged)
    if (charged.card && admitted.customerId !== null && means.kind === "token" && means.keep)
      await keepCard(desk, terminal, admitted.customerId, charged.card, attempt.id)
    return url
  } catch (error) {
    if (!isPaymentError(error)) throw error
    desk.logger.warn(`Taiwan payments do not know what became of ${attempt.trade_no}: ${describeError(error)}`)
    await desk.ledger.finish(operation, { state: "unknown", message: describeError(error) })
    return null
  }
}

/** Takes the right to charge, and writes the charge down before it is made; null while another one may have been. */
async function claim({
  desk,
  terminal,
  session,
  heard,
}: Admitted): Promise<{ attempt: Attempt; operation: Operation } | null> {
  return desk.ledger.exclusively(`session ${session.id}`, async () => {
    const charges = await unresolvedCharges(desk, await desk.ledger.attemptsOf(session.id))
    // Read after the charges: an attempt's end is written before that of its charge, and this must not miss both.
    const attempts = await desk.ledger.attemptsOf(session.id)
    if (!mayDepart(attempts, false)) return null
    const isOpen = ({ attempt_id: id }: Operation) => attempts.find((each) => each.id === id)?.state === "departed"
    const open = charges.filter(isOpen)
    const isGivenUp = (operation: Operation) => heard?.state === "pending" && ageOf(operation) > UNCLEAR_MS
    if (!open.every(isGivenUp)) return null
    const attempt = await openAttempt(desk, terminal, session)
    const { id, amount } = attempt
    const facts = { attempt_id: id, kind: "charge", idempotency_key: `charge ${id}`, amount } as const
    return { attempt, operation: (await desk.ledger.begin({ ...facts, requested: String(amount) })).operation }
  })
}

/** Charges whose end no answer has told; a question may have. */
async function unresolvedCharges(desk: Desk, attempts: readonly Attempt[]): Promise<Operation[]> {
  const charges = await Promise.all(attempts.map(({ id }) => desk.ledger.operationsOf(id, "charge")))
  return charges.flat().filter(isUnresolved)
}

function ageOf({ created_at }: Operation): number {
  return Date.now() - created_at.getTime()
}

/** Writes down what became of it. A charge without a result and without an address to go on at is one that nobody knows of. */
async function commit(
  container: MedusaContainer,
  { desk, terminal, session }: Admitted,
  operation: Operation,
  { trade, url }: Charge,
): Promise<string | null> {
  const digest = sha256Hex(JSON.stringify(trade.fields))
  const { attempt } = await bindAndCommit(desk, terminal, trade, "answer", digest)
  const isKnown = url !== null || !["pending", "unknown", "absent"].includes(trade.state)
  await desk.ledger.finish(operation, { state: isKnown ? "done" : "unknown", code: trade.code })
  if (attempt && attempt.settle_at !== null) settlerOf(container).wake(session.id)
  return url
}
