import type { MedusaContainer } from "@medusajs/framework/types"
import { isPaid } from "../../modules/ledger/advance"
import type { Attempt } from "../../modules/ledger/records"
import type { Voucher } from "../../toolkit/contract/voucher"
import type { LocalText } from "../../toolkit/text"
import { contextOf, type PaymentContext } from "../context"
import { factsOf, type MedusaFacts } from "../medusa/facts"
import { readPreferences } from "../medusa/session-data"
import { type MethodAccount, startUrl } from "../method-account"
import { methodAccountOf } from "../method-accounts"
import { inLightOfOrder } from "./can-become-order"
import { type PaymentStateForShopper, SHOPPER_MESSAGES } from "./shopper-messages"
import { withSession } from "./start"

/** What a storefront may know of a session: nothing personal, no secret. Amount in TWD whole dollars. */
export interface SessionStatus {
  readonly session_id: string
  readonly state: PaymentStateForShopper
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

const CAN_START: ReadonlySet<PaymentStateForShopper> = new Set(["ready", "pending", "failed"])

/** Null for a session that is unknown, or not one of this package's. */
export async function statusOf(container: MedusaContainer, sessionId: string): Promise<SessionStatus | null> {
  const context = contextOf(container)
  const [facts, attempts] = await Promise.all([factsOf(container, sessionId), context.ledger.attemptsOf(sessionId)])
  const provider = facts.session?.provider_id ?? attempts.at(-1)?.provider_id
  const methodAccount = provider ? await methodAccountOf(container, provider) : null
  if (!methodAccount) return null
  const state = await stateOf(context, facts, attempts)
  return inLightOfOrder(context, describe(methodAccount, sessionId, facts, telling(attempts), state), attempts)
}

/** A declined payment is explained by the gateway's code where it has words for it. */
function messageOf(
  methodAccount: MethodAccount,
  attempt: Attempt | undefined,
  state: PaymentStateForShopper,
): LocalText {
  const explained = state === "failed" && attempt?.code ? methodAccount.account.explain?.(attempt.code) : null
  return explained?.shopper ?? SHOPPER_MESSAGES[state]
}

/** The attempt that says most: paid, else given back, else with a voucher, else the last one. */
function telling(attempts: readonly Attempt[]): Attempt | undefined {
  const wanted: ((attempt: Attempt) => boolean)[] = [
    isPaid,
    ({ state }) => state === "refunded",
    ({ state }) => state === "issued",
  ]
  return wanted.map((want) => attempts.findLast(want)).find((found) => found) ?? attempts.at(-1)
}

async function stateOf(
  context: PaymentContext,
  { order, payment }: MedusaFacts,
  attempts: readonly Attempt[],
): Promise<PaymentStateForShopper> {
  const attempt = telling(attempts)
  if (!attempt) return order?.status === "canceled" ? "canceled" : "ready"
  if (isPaid(attempt)) return !payment && (await context.ledger.hasOpenAlarm(attempt.id)) ? "held" : "paid"
  if (attempt.state === "expired" || attempt.state === "refunded") return attempt.state
  if (attempt.state === "voided" || order?.status === "canceled") return "canceled"
  if (attempt.state === "issued") return "awaiting"
  return attempt.state === "failed" ? "failed" : "pending"
}

function describe(
  methodAccount: MethodAccount,
  sessionId: string,
  facts: MedusaFacts,
  attempt: Attempt | undefined,
  state: PaymentStateForShopper,
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
