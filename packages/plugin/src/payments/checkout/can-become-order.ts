import type { Attempt } from "../../modules/ledger/records"
import type { PaymentContext } from "../context"
import { cartProblem } from "../medusa/cart-rows"
import type { SessionStatus } from "./session-status"
import { CART_PROBLEMS, SHOPPER_MESSAGES } from "./shopper-messages"

/** Whether money for a session would get its order: asked at every door behind which money is taken. */
export async function canBecomeOrder(context: PaymentContext, sessionId: string): Promise<boolean> {
  return (await cartProblem(context.db, sessionId)) === null
}

const UNPAID: ReadonlySet<string> = new Set(["ready", "pending", "failed"])

/**
 * A session's status in the light of its order. A number to pay with is shown only once its order stands; and a buyer whose cart
 * cannot become an order reads why, instead of being asked to pay.
 */
export async function inLightOfOrder(
  context: PaymentContext,
  status: SessionStatus,
  attempts: readonly Attempt[],
): Promise<SessionStatus> {
  const alone = status.state === "awaiting" ? attempts.filter(isWithoutOrder) : []
  if (alone.length === 0 && !UNPAID.has(status.state)) return status
  const isOnItsWay = alone.some(({ apply_at }) => apply_at !== null)
  // While an order is being placed its own reservations could look like a cart that is sold out.
  const isPlacing = isOnItsWay && alone.every(({ apply_tries }) => apply_tries === 0)
  const problem = isPlacing ? null : await cartProblem(context.db, status.session_id)
  const isNumberAlone = isOnItsWay || (alone.length > 0 && problem !== null)
  const shown = isNumberAlone ? hideNumber(status, problem !== null) : status
  return problem ? { ...shown, message: CART_PROBLEMS[problem] } : shown
}

/** A number to pay with that has no order, or none yet. */
function isWithoutOrder({ state, order_id }: Attempt): boolean {
  return state === "issued" && order_id === null
}

function hideNumber(status: SessionStatus, isHopeless: boolean): SessionStatus {
  const state = isHopeless ? "failed" : "pending"
  return { ...status, state, voucher: null, poll_after: isHopeless ? 60 : 2, message: SHOPPER_MESSAGES[state] }
}
