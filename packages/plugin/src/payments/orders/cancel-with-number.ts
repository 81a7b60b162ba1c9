import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { ownEvent } from "../../modules/ledger/own-event"
import type { Attempt, NewEvent } from "../../modules/ledger/records"
import { sha256Hex } from "../../toolkit/digest"
import type { PaymentContext } from "../context"
import type { OrderMoney } from "../order-money"

/**
 * Cancels all of what a number's cart became, since the number ran out. Written down before: a process may die before the number ends,
 * too, and its buyer is told of an order that a person cancelled by nobody.
 */
export async function cancelOrder(
  container: MedusaContainer,
  { ledger }: PaymentContext,
  attempt: Attempt,
  money: OrderMoney | null,
): Promise<void> {
  await ledger.note(cancellationOf(attempt))
  for (const order_id of money?.order?.openIds ?? [])
    await container.resolve(Modules.WORKFLOW_ENGINE).run("cancel-order", { input: { order_id } })
}

/** Whether a cancelled order was cancelled as this number ran out, by a process that ended before it was told. */
export async function wasCanceledWith(
  { ledger }: PaymentContext,
  attempt: Attempt,
  money: OrderMoney | null,
): Promise<boolean> {
  return money?.order?.status === "canceled" && (await ledger.refusals.hasNoted(cancellationOf(attempt)))
}

function cancellationOf(attempt: Attempt): NewEvent {
  const message = "The deadline and its grace have passed: its order is to be cancelled."
  return ownEvent(attempt, "expiry", { message, digest: sha256Hex(`cancels ${attempt.id}`) })
}
