import type { MedusaContainer } from "@medusajs/framework/types"
import type { Attempt } from "../../modules/ledger/records"
import type { LocalText } from "../../toolkit/text"
import { contextOf, type PaymentContext } from "../context"
import { factsOf, type MedusaFacts } from "../medusa/facts"
import { readPreferences, withSession } from "../medusa/session-data"
import { isRealMoney, type MethodAccount, startUrl } from "../method-account"
import { methodAccountFor, methodAccountOf } from "../method-accounts"
import { changedAmount, isPaidWithout, orderMoneyOf } from "../order-money"
import { mostTelling, type SessionState, stateOf } from "../session-rules"
import { inLightOfOrder } from "./can-become-order"
import type { SessionStatus } from "./session-status"
import { changedMessage, NOTHING_ASKED, RELEASED, SHOPPER_MESSAGES } from "./shopper-messages"

/** Where a moment decides; where somebody is on the way to a bank; where late money is all that may come. */
const POLL_AFTER: Readonly<Partial<Record<SessionState, number>>> = {
  ...{ ready: 2, pending: 2, awaiting: 10 },
  ...{ expired: 60, held: 60, replaced: 60 },
}

const CAN_START_ANEW: ReadonlySet<SessionState> = new Set(["ready", "failed"])
const CAN_START: ReadonlySet<SessionState> = new Set([...CAN_START_ANEW, "pending"])

/** Null for a session that is unknown, or not one of this package's. */
export async function statusOf(container: MedusaContainer, sessionId: string): Promise<SessionStatus | null> {
  const context = contextOf(container)
  const [all, own] = await Promise.all([context.ledger.attemptsOf(sessionId), factsOf(container, sessionId)])
  const carrier = mostTelling(all)?.applied_session_id ?? sessionId
  const facts = carrier === sessionId ? own : await factsOf(container, carrier)
  const methodAccount = await accountBehind(container, facts, all.at(-1))
  if (!methodAccount) return null
  const attempts = all.filter((each) => isRealMoney(methodAccount, each))
  const attempt = mostTelling(attempts)
  const session = facts.session && { charge: null }
  const state = stateOf({ ...facts, session, attempts })
  const asked = state === "awaiting" && attempt ? await askedNow(context, attempt) : null
  if (asked === 0 || (await isPaidInItsPlace(context, facts, state)))
    return notToBePaid(describe(methodAccount, sessionId, facts, attempt, "replaced", null))
  return inLightOfOrder(context, describe(methodAccount, sessionId, facts, attempt, state, asked), attempts)
}

/** Whether something else has paid the order that a session is for, before anybody left to pay it here. */
async function isPaidInItsPlace(
  context: PaymentContext,
  { session, payment, order }: MedusaFacts,
  state: SessionState,
): Promise<boolean> {
  if (!session || !order || payment || !CAN_START_ANEW.has(state)) return false
  return isPaidWithout(context, session)
}

/** Of an order that asks nothing any more, since it was written off or paid beside. */
function notToBePaid(status: SessionStatus): SessionStatus {
  return { ...status, message: NOTHING_ASKED }
}

/** What an order that was changed asks now, while the number of an attempt is about another amount. */
async function askedNow(context: PaymentContext, attempt: Attempt): Promise<number | null> {
  const money = await orderMoneyOf(context, attempt)
  return money?.order ? changedAmount(attempt, money) : null
}

/** That of the session's provider; where it is gone, that of the last attempt. */
async function accountBehind(
  container: MedusaContainer,
  { session }: MedusaFacts,
  attempt: Attempt | undefined,
): Promise<MethodAccount | null> {
  const current = session && (await methodAccountOf(container, session.provider_id))
  return current ?? (attempt ? methodAccountFor(container, attempt) : null)
}

/** A declined payment is explained by the gateway's code where it has words for it. */
function messageOf(methodAccount: MethodAccount, attempt: Attempt | undefined, state: SessionState): LocalText {
  if (attempt?.state === "voided" && state === "expired") return RELEASED
  const isDeclined = state === "failed" && attempt?.state === "failed"
  const explained = isDeclined && attempt.code ? methodAccount.account.explain?.(attempt.code) : null
  return explained?.shopper ?? SHOPPER_MESSAGES[state]
}

function describe(
  methodAccount: MethodAccount,
  sessionId: string,
  facts: MedusaFacts,
  attempt: Attempt | undefined,
  state: SessionState,
  asked: number | null,
): SessionStatus {
  const returnUrl = attempt?.return_url ?? readPreferences(facts.session?.data, methodAccount.shop).return_url
  return {
    session_id: sessionId,
    state,
    amount: attempt?.amount ?? Number(facts.session?.data.amount ?? 0),
    amount_asked: asked,
    currency_code: "twd",
    gateway: methodAccount.gateway.id,
    method: attempt?.method ?? methodAccount.method.id,
    order_id: orderIdOf(facts, attempt),
    order_number: facts.order && facts.order.id === orderIdOf(facts, attempt) ? (facts.order.display_id ?? null) : null,
    reference: attempt?.trade_no ?? null,
    voucher: state === "awaiting" && asked === null ? (attempt?.voucher ?? null) : null,
    message: asked === null ? messageOf(methodAccount, attempt, state) : changedMessage(asked),
    start_url: startOf(methodAccount, facts, sessionId, state, asked),
    return_url: withSession(returnUrl, sessionId),
    poll_after: pollAfter(state, orderIdOf(facts, attempt)),
  }
}

function pollAfter(state: SessionState, orderId: string | null): number | null {
  const isOrderOnItsWay = state === "paid" && orderId === null
  return isOrderOnItsWay ? 1 : (POLL_AFTER[state] ?? null)
}

/** Where paying starts; for an order that was changed, where a new number is got. */
function startOf(
  { shop }: MethodAccount,
  { session }: MedusaFacts,
  sessionId: string,
  state: SessionState,
  asked: number | null,
): string | null {
  if (!session) return null
  if (asked !== null) return `${startUrl(shop, sessionId)}?again=1`
  return CAN_START.has(state) ? startUrl(shop, sessionId) : null
}

/** Medusa makes an order before it authorises the payment, and takes it back when that fails: till then it is no promise, and neither is a draft. */
function orderIdOf({ session, payment, cart, order }: MedusaFacts, attempt: Attempt | undefined): string | null {
  if (order?.status === "draft") return null
  const stands = payment !== null || cart === null || session?.status === "pending_authorization"
  return (stands ? order?.id : undefined) ?? attempt?.order_id ?? null
}
