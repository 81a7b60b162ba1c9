import type { Attempt } from "../modules/ledger/records"
import { CENT, changedAmount, isAlive, isAnythingPaidBeside, type OrderMoney, owedBeside } from "./order-money"
import { PAID_OTHERWISE } from "./session-rules"

/** Why nobody is to be asked any more to pay an attempt's number; null while just its money is wanted. */
export function whyNotAwaited(attempt: Attempt, money: OrderMoney | null, now: Date): string | null {
  if (attempt.erased_at) return "erased"
  if (attempt.state !== "issued" || attempt.voucher === null) return attempt.state
  if (attempt.expires_at !== null && attempt.expires_at <= now) return "over"
  if (money === null) return null
  if (money.order === null) return "no order"
  if (money.order.status === "canceled") return "order canceled"
  if (isLessOwed(attempt, money)) return isAnythingPaidBeside(attempt, money) ? "paid otherwise" : "amount changed"
  if (changedAmount(attempt, money) !== null) return "amount changed"
  return money.attempts.some((other) => isNewerNumber(other, attempt)) ? "replaced" : null
}

/**
 * Why a buyer whose number ran out is not asked to pay again; null while they may be. `isCanceledWithIt`: the order was cancelled as
 * the number ran out, not by a person.
 */
export function whyNotPayableAgain(
  attempt: Attempt,
  money: OrderMoney | null,
  isCanceledWithIt: boolean,
): string | null {
  if (attempt.erased_at) return "erased"
  if (attempt.state !== "expired") return attempt.state
  if (attempt.code === PAID_OTHERWISE) return "paid otherwise"
  if (!money?.order) return "no order"
  const isCanceled = money.order.status === "canceled"
  if (isCanceled !== isCanceledWithIt) return isCanceled ? "order canceled" : "order stands"
  if (isCanceled ? isAnythingPaidBeside(attempt, money) : isLessOwed(attempt, money)) return "paid otherwise"
  return money.attempts.some((other) => other.id !== attempt.id && isAlive(other)) ? "another is awaited" : null
}

/** What the order still asks, counting all that has come, is less than the number. */
function isLessOwed(attempt: Attempt, money: OrderMoney): boolean {
  return owedBeside(attempt, money) < Number(attempt.session_amount) - CENT
}

function isNewerNumber(other: Attempt, attempt: Attempt): boolean {
  return other.id !== attempt.id && other.state === "issued" && other.created_at > attempt.created_at
}
