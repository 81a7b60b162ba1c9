import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { isPaid } from "../../modules/ledger/advance"
import type { Attempt } from "../../modules/ledger/records"
import type { Form, Trade } from "../../toolkit/contract/gateway"
import { PaymentError } from "../../toolkit/payment-error"
import { contextOf, type PaymentContext } from "../context"
import { hold } from "../exchanges"
import { type Contents, contentsOf, factsOf, type MedusaFacts, type SessionRow } from "../medusa/facts"
import { readPreferences, withSession } from "../medusa/session-data"
import { isRealMoney, type MethodAccount, momentOf } from "../method-account"
import { methodAccountOf } from "../method-accounts"
import { changedAmount, isPaidWithout, orderMoneyOf } from "../order-money"
import { queryStatus } from "../queries/query"
import { mayStart } from "../session-rules"
import { hadItsAttempts, openAttempt, recordStart, startRequestOf } from "./attempt"
import { canBecomeOrder } from "./can-become-order"

/** Where the buyer's browser goes next. */
export type NextStep =
  | { readonly kind: "form"; readonly form: Form; readonly locale: Attempt["locale"] }
  | RedirectTo
  | Refused

interface RedirectTo {
  readonly kind: "redirect"
  readonly url: string
}

type Refused = { readonly kind: "unknown" } | { readonly kind: "too many" }

/** A buyer who may leave for the gateway now. */
export interface ReadyToStart {
  readonly kind: "ready"
  readonly context: PaymentContext
  readonly methodAccount: MethodAccount
  readonly session: SessionRow
  readonly contents: Contents | null
  /** Whose cart or order it is. */
  readonly customerId: string | null
  /** What the gateway has just said about the attempt before; null when it was not asked or did not answer. */
  readonly lastAnswer: Trade | null
}

/**
 * A buyer leaves for the gateway: a new attempt in the ledger, then the way there. Who has paid, holds a voucher or
 * belongs to a cancelled order is sent to the result instead, unless `again` asks for a new attempt beside a voucher.
 */
export async function startPayment(container: MedusaContainer, sessionId: string, again: boolean): Promise<NextStep> {
  const ready = await checkCanStart(container, sessionId, again)
  return ready.kind === "ready" ? goToGateway(ready) : ready
}

/** Lets a buyer through to a new attempt, or says where else they belong. */
export async function checkCanStart(
  container: MedusaContainer,
  sessionId: string,
  again: boolean,
): Promise<ReadyToStart | RedirectTo | Refused> {
  const context = contextOf(container)
  const facts = await factsOf(container, sessionId)
  const { payment, cart, order } = facts
  const asked = again && order ? await askedInPlace(context, facts) : null
  const session = asked ? await withAmount(container, facts, asked) : facts.session
  const methodAccount = session && (await methodAccountOf(container, session.provider_id))
  if (!session || !methodAccount) return { kind: "unknown" }
  if (asked === 0) return resultPageOf(methodAccount, session)
  const { attempts, lastAnswer } = await knownSoFar(context, methodAccount, sessionId)
  if (!mayStart({ payment, order, attempts }, again)) return resultPageOf(methodAccount, session)
  if (order && (await isPaidWithout(context, session))) return resultPageOf(methodAccount, session)
  if (!(await canBecomeOrder(context, sessionId))) return resultPageOf(methodAccount, session)
  if (await hadItsAttempts(context, sessionId)) return { kind: "too many" }
  const customerId = (cart ?? order)?.customer_id ?? null
  return {
    kind: "ready",
    context,
    methodAccount,
    session,
    contents: await contentsOf(container, facts),
    customerId,
    lastAnswer,
  }
}

/** What an order that was changed while its number is awaited asks now; null where the number is about just that. */
async function askedInPlace(context: PaymentContext, { session, payment }: MedusaFacts): Promise<number | null> {
  if (!session || payment) return null
  const awaited = (await context.ledger.attemptsOf(session.id)).findLast(({ state }) => state === "issued")
  return awaited ? changedAmount(awaited, await orderMoneyOf(context, awaited)) : null
}

/** The session is about what is asked now, for the new number. */
async function withAmount(
  container: MedusaContainer,
  { session }: MedusaFacts,
  amount: number,
): Promise<SessionRow | null> {
  if (!session) return null
  const { id, currency_code, data } = session
  const change = { id, amount, currency_code, data: { ...data }, context: { idempotency_key: id } }
  await container.resolve(Modules.PAYMENT).updatePaymentSession(change)
  return (await factsOf(container, id)).session
}

/** The latest attempt is asked about once more, so that who paid in another tab does not pay again. */
async function knownSoFar(
  context: PaymentContext,
  methodAccount: MethodAccount,
  sessionId: string,
): Promise<{ attempts: Attempt[]; lastAnswer: Trade | null }> {
  const known = async () => {
    return (await context.ledger.attemptsOf(sessionId)).filter((each) => isRealMoney(methodAccount, each))
  }
  const attempts = await known()
  const latest = attempts.at(-1)
  if (!latest || attempts.some(isPaid) || latest.state !== "started") return { attempts, lastAnswer: null }
  const { trade } = await queryStatus(context, methodAccount, latest, "start")
  return { attempts: await known(), lastAnswer: trade }
}

async function goToGateway({ context, methodAccount, contents, session }: ReadyToStart): Promise<NextStep> {
  const { start } = methodAccount.account
  // Its way begins in the shop's own page.
  if (start.kind === "token") return resultPageOf(methodAccount, session)
  // A sandbox that is not running is told here, and not by the buyer's browser.
  const moment = await momentOf(methodAccount)
  const attempt = await openAttempt(context, methodAccount, session)
  if (!attempt) return { kind: "too many" }
  const request = startRequestOf(methodAccount, contents, attempt)
  if (start.kind === "form") {
    const form = start.form(request)
    await recordStart(context, methodAccount, attempt, form.fields)
    return { kind: "form", form, locale: attempt.locale }
  }
  drawOnBudget(methodAccount)
  const { url, reference } = await hold(context, methodAccount, attempt, start.redirect(request, moment))
  if (reference) await keepReference(context, attempt, reference)
  await recordStart(context, methodAccount, attempt, { trade_no: attempt.trade_no, method: attempt.method })
  return { kind: "redirect", url }
}

/**
 * A start that calls the gateway counts as one of its calls a minute, as queries do.
 * @throws PaymentError `unreachable` when they are spent; nothing was sent then
 */
export function drawOnBudget({ client, gateway }: MethodAccount): void {
  if (client.tryAcquire()) return
  const facts = { gateway: gateway.id, retryAt: new Date(Date.now() + Math.max(client.waitMs(), 1)) }
  throw new PaymentError("unreachable", `${gateway.name.en} has been called as often as it may be this minute.`, facts)
}

/** A question of another tab may have changed the attempt meanwhile; without its reference nothing could be confirmed. */
async function keepReference(context: PaymentContext, attempt: Attempt, reference: string): Promise<void> {
  const latest = (await context.ledger.attempt(attempt.id)) ?? attempt
  if (latest.reference === null && !(await context.ledger.change(latest, { reference })))
    await keepReference(context, latest, reference)
}

function resultPageOf(methodAccount: MethodAccount, session: SessionRow): RedirectTo {
  return {
    kind: "redirect",
    url: withSession(readPreferences(session.data, methodAccount.shop).return_url, session.id),
  }
}
