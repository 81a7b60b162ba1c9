import type { PaymentContext } from "./context"

/**
 * One at a time for each order, or cart, of all who are about to pay it from outside of the shop's checkout: a buyer by a link, staff
 * who took cash. Each decides on what the one before has left.
 */
export function payInTurn<Result>(
  { ledger }: Pick<PaymentContext, "ledger">,
  subject: string,
  work: () => Promise<Result>,
): Promise<Result> {
  return ledger.exclusively(`paying ${subject}`, work)
}
