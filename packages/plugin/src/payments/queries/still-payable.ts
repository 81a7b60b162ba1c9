import { IN_FLIGHT_SECONDS } from "../../modules/ledger/operations"
import type { Attempt } from "../../modules/ledger/records"
import type { PaymentContext } from "../context"
import { cartProblem } from "../medusa/cart-rows"
import { isOrderCanceled, liveSession } from "../medusa/rows"
import type { MethodAccount } from "../method-account"
import { isUnresolved } from "../operations/operation"
import { isPaidBeside, orderMoneyOf } from "../order-money"
import { canTakeMoney, chargeOf, othersUnderWay } from "../session-rules"

/**
 * Whether money for an attempt would have a home: its session lives, is about the same amount, unpaid and not cancelled, nothing
 * else has paid its order, and no other attempt of it may have been taken already without our knowing.
 */
export async function isStillPayable(
  context: PaymentContext,
  methodAccount: MethodAccount,
  attempt: Attempt,
): Promise<boolean> {
  const row = await liveSession(context.db, attempt.session_id)
  const session = row && { charge: chargeOf(row, methodAccount.shop) }
  const attempts = await context.ledger.attemptsOf(attempt.session_id)
  const canceled = await isOrderCanceled(context.db, attempt.session_id)
  if (!canTakeMoney(attempt, { session, order: canceled ? { status: "canceled" } : null, attempts })) return false
  const money = await orderMoneyOf(context, attempt)
  if (money !== null && isPaidBeside(attempt, money)) return false
  if ((await cartProblem(context.db, attempt.session_id)) !== null) return false
  return !(await isOtherBeingTaken(context, attempt, attempts))
}

/** What was asked to be taken and has no clear end; while it may still be under way, whatever its attempt is said to be. */
async function isOtherBeingTaken(
  { ledger }: PaymentContext,
  attempt: Attempt,
  attempts: readonly Attempt[],
): Promise<boolean> {
  const others = attempts.filter(({ id }) => id !== attempt.id)
  const confirms = (await Promise.all(others.map(({ id }) => ledger.operationsOf(id, "confirm")))).flat()
  const unclear = confirms.filter(isUnresolved)
  if (unclear.length === 0) return false
  const underWay = new Set(othersUnderWay(attempt, attempts).map(({ id }) => id))
  const now = await ledger.now()
  const isYoung = (at: Date) => now.getTime() - at.getTime() < IN_FLIGHT_SECONDS * 1000
  return unclear.some(({ attempt_id, started_at }) => underWay.has(attempt_id) || isYoung(started_at))
}
