import { isPaid } from "../../modules/ledger/advance"
import type { Attempt } from "../../modules/ledger/records"
import { toWholeDollars } from "../../toolkit/twd"
import type { PaymentContext } from "../context"
import { cartProblem } from "../medusa/cart-rows"
import { isOrderCanceled, liveSession } from "../medusa/rows"
import type { MethodAccount } from "../method-account"
import { isUnresolved } from "../operations/operation"

/**
 * Whether money for an attempt would have a home: its session lives, is about the same amount, unpaid and not cancelled,
 * and no other attempt of it may have been taken already without our knowing.
 */
export async function isStillPayable(
  context: PaymentContext,
  methodAccount: MethodAccount,
  attempt: Attempt,
): Promise<boolean> {
  const session = await liveSession(context.db, attempt.session_id)
  if (!session || toWholeDollars(session.amount, methodAccount.shop.rounding) !== attempt.amount) return false
  const attempts = await context.ledger.attemptsOf(attempt.session_id)
  const open = attempts.filter(({ id, state }) => id !== attempt.id && (state === "started" || state === "issued"))
  if (attempts.some(isPaid) || (await isOrderCanceled(context.db, attempt.session_id))) return false
  if ((await cartProblem(context.db, attempt.session_id)) !== null) return false
  const confirms = await Promise.all(open.map(({ id }) => context.ledger.operationsOf(id, "confirm")))
  return !confirms.flat().some(isUnresolved)
}
