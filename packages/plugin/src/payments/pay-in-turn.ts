import type { Attempt } from "../modules/ledger/records"
import type { PaymentContext } from "./context"
import { ownersOf } from "./medusa/money-rows"

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

/**
 * The same for money that came, which stays due where somebody else does not end soon: of two that come at once in two sessions of one
 * order, the second is judged by what the first has left. The cart is kept beside the order, which it becomes in between.
 */
export async function applyInTurn(
  { db, ledger }: Pick<PaymentContext, "db" | "ledger">,
  { payment_collection_id: id }: Pick<Attempt, "payment_collection_id">,
  work: () => Promise<void>,
): Promise<void> {
  if (id === null) return work()
  const { cart } = await ownersOf(db, id)
  await ledger.exclusivelyIfFree(`paying ${cart?.id ?? id}`, async () => {
    const [order] = (await ownersOf(db, id)).orderIds
    if (order === undefined) await work()
    else await ledger.exclusivelyIfFree(`paying ${order}`, work)
  })
}
