import type { MedusaContainer } from "@medusajs/framework/types"
import { isPaid } from "../../modules/ledger/advance"
import type { Attempt } from "../../modules/ledger/records"
import type { Voucher } from "../../toolkit/contract/voucher"
import type { LocalText } from "../../toolkit/text"
import { type Desk, deskOf } from "../context"
import { factsOf, type MedusaFacts } from "../medusa/facts"
import { readWishes } from "../medusa/session-data"
import { startUrl, type Terminal } from "../method-account"
import { terminalOf } from "../method-accounts"
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
  const desk = deskOf(container)
  const [facts, attempts] = await Promise.all([factsOf(container, sessionId), desk.ledger.attemptsOf(sessionId)])
  const provider = facts.session?.provider_id ?? attempts.at(-1)?.provider_id
  const terminal = provider ? await terminalOf(container, provider) : null
  if (!terminal) return null
  const state = await stateOf(desk, facts, attempts)
  return describe(terminal, sessionId, facts, telling(attempts), state)
}

/** A declined payment is explained by the gateway's code where it has words for it. */
function messageOf(terminal: Terminal, attempt: Attempt | undefined, state: PaymentStateForShopper): LocalText {
  const explained = state === "failed" && attempt?.code ? terminal.gateway.explain?.(attempt.code) : null
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
  desk: Desk,
  { order, payment }: MedusaFacts,
  attempts: readonly Attempt[],
): Promise<PaymentStateForShopper> {
  const attempt = telling(attempts)
  if (!attempt) return order?.status === "canceled" ? "canceled" : "ready"
  if (isPaid(attempt)) return !payment && (await desk.ledger.hasOpenAlarm(attempt.id)) ? "held" : "paid"
  if (attempt.state === "expired" || attempt.state === "refunded") return attempt.state
  if (attempt.state === "voided" || order?.status === "canceled") return "canceled"
  if (attempt.state === "issued") return "awaiting"
  return attempt.state === "failed" ? "failed" : "pending"
}

function describe(
  terminal: Terminal,
  sessionId: string,
  facts: MedusaFacts,
  attempt: Attempt | undefined,
  state: PaymentStateForShopper,
): SessionStatus {
  const returnUrl = attempt?.return_url ?? readWishes(facts.session?.data, terminal.shop).return_url
  return {
    session_id: sessionId,
    state,
    amount: attempt?.amount ?? Number(facts.session?.data.amount ?? 0),
    currency_code: "twd",
    gateway: terminal.kind.id,
    method: attempt?.method ?? terminal.method.id,
    order_id: orderIdOf(facts, attempt),
    voucher: state === "awaiting" ? (attempt?.voucher ?? null) : null,
    message: messageOf(terminal, attempt, state),
    start_url: CAN_START.has(state) && facts.session ? startUrl(terminal.shop, sessionId) : null,
    return_url: withSession(returnUrl, sessionId),
  }
}

/** Medusa makes an order before it authorises the payment, and takes it back when that fails: till then it is no promise. */
function orderIdOf({ session, payment, cart, order }: MedusaFacts, attempt: Attempt | undefined): string | null {
  const stands = payment !== null || cart === null || session?.status === "pending_authorization"
  return (stands ? order?.id : undefined) ?? attempt?.order_id ?? null
}
