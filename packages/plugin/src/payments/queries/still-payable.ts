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
  const confirms = await Promise.all(
    othersUnderWay(attempt, attempts).map(({ id }) => context.ledger.operationsOf(id, "confirm")),
  )
  return !confirms.flat().some(isUnresolved)
}
