import type { MedusaContainer } from "@medusajs/framework/types"
import { isPaid } from "../../modules/ledger/advance"
import type { Attempt } from "../../modules/ledger/records"
import type { Voucher } from "../../toolkit/contract/voucher"
import type { LocalText } from "../../toolkit/text"
import { contextOf, type PaymentContext } from "../context"
import { factsOf, type MedusaFacts } from "../medusa/facts"
import { readPreferences, withSession } from "../medusa/session-data"
import { isRealMoney, type MethodAccount, startUrl } from "../method-account"
import { methodAccountFor, methodAccountOf } from "../method-accounts"
import { mostTelling, type SessionState, stateOf } from "../session-rules"
import { SHOPPER_MESSAGES } from "./shopper-messages"

/** What a storefront may know of a session: nothing personal, no secret. Amount in TWD whole dollars. */
export interface SessionStatus {
  readonly session_id: string
  readonly state: SessionState
  readonly amount: number
  readonly currency_code: "twd"
  readonly gateway: string
  readonly method: string
  readonly order_id: string | null
  readonly voucher: Voucher | null
  readonly message: LocalText
  readonly start_url: string | null
  readonly return_url: string
}

const CAN_START: ReadonlySet<SessionState> = new Set(["ready", "pending", "failed"])

/** Null for a session that is unknown, or not one of this package's. */
export async function statusOf(container: MedusaContainer, sessionId: string): Promise<SessionStatus | null> {
  const context = contextOf(container)
  const [facts, all] = await Promise.all([factsOf(container, sessionId), context.ledger.attemptsOf(sessionId)])
  const methodAccount = await accountBehind(container, facts, all.at(-1))
  if (!methodAccount) return null
  const attempts = all.filter((each) => isRealMoney(methodAccount, each))
  const attempt = mostTelling(attempts)
  const state = stateOf({ ...facts, attempts }, await alarmed(context, attempt))
  return describe(methodAccount, sessionId, facts, attempt, state)
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
  const explained = state === "failed" && attempt?.code ? methodAccount.account.explain?.(attempt.code) : null
  return explained?.shopper ?? SHOPPER_MESSAGES[state]
}

async function alarmed(context: PaymentContext, attempt: Attempt | undefined): Promise<boolean> {
  return attempt !== undefined && isPaid(attempt) && (await context.ledger.hasOpenAlarm(attempt.id))
}

function describe(
  methodAccount: MethodAccount,
  sessionId: string,
  facts: MedusaFacts,
  attempt: Attempt | undefined,
  state: SessionState,
): SessionStatus {
  const returnUrl = attempt?.return_url ?? readPreferences(facts.session?.data, methodAccount.shop).return_url
  return {
    session_id: sessionId,
    state,
    amount: attempt?.amount ?? Number(facts.session?.data.amount ?? 0),
    currency_code: "twd",
    gateway: methodAccount.gateway.id,
    method: attempt?.method ?? methodAccount.method.id,
    order_id: orderIdOf(facts, attempt),
    voucher: state === "awaiting" ? (attempt?.voucher ?? null) : null,
    message: messageOf(methodAccount, attempt, state),
    start_url: CAN_START.has(state) && facts.session ? startUrl(methodAccount.shop, sessionId) : null,
    return_url: withSession(returnUrl, sessionId),
  }
}

/** Medusa makes an order before it authorises the payment, and takes it back when that fails: till then it is no promise. */
function orderIdOf({ session, payment, cart, order }: MedusaFacts, attempt: Attempt | undefined): string | null {
  const stands = payment !== null || cart === null || session?.status === "pending_authorization"
  return (stands ? order?.id : undefined) ?? attempt?.order_id ?? null
}
