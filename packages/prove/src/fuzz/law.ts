import { type BothBooks, held } from "../shop/sale.js"
import type { Plot } from "./act.js"

/** What a fuzz run compares after every step, and how a broken law reads. */
export function brokenLaw(
  { payment, captured, refunded, bank }: BothBooks,
  plot: Plot,
  wasPaid: boolean,
): string | null {
  const holds = held(bank)
  if (payment && !wasPaid && holds < Number(payment.amount))
    return `Medusa has a payment of ${Number(payment.amount)}, the bank holds ${holds}`
  if (captured > bank.captured) return `Medusa says ${captured} captured, the bank ${bank.captured}`
  if (refunded > bank.refunded) return `Medusa says ${refunded} given back, the bank ${bank.refunded}`
  if (bank.refunded > refunded && !plot.isLost) return `the bank gave back ${bank.refunded}, Medusa says ${refunded}`
  if (bank.refunded > plot.meant) return `staff meant ${plot.meant} at most, the bank gave back ${bank.refunded}`
  return null
}
