import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import type { Attempt } from "../../../src/modules/ledger/records"
import { applySession } from "../../../src/payments/orders/apply"
import { twd } from "../../../src/toolkit/twd"
import { CODE, methodAccountAt } from "../../fake-gateway"
import { addCart, addOrder, addPayment, fakeMedusa } from "../../fake-medusa"
import { addSession, newAttempt, type Shop } from "../../shop-database"
import { NOWHERE } from "../session-at-bank"

/** A cart whose session a trade has paid, or whose voucher was issued, and that is due to be applied. */
export async function duePayment(shop: Shop, change: Partial<Attempt> = {}) {
  const medusa = fakeMedusa(shop, "pp_fake-card_main", methodAccountAt(NOWHERE, {}, CODE))
  const sessionId = await addSession(shop, "1000")
  const cartId = await addCart(shop, sessionId)
  const opened = await shop.context.ledger.open(newAttempt({ session_id: sessionId }))
  const paid = { state: "captured", paid_at: new Date(), captured_amount: twd(1000), apply_at: new Date() } as const
  const attempt = await shop.context.ledger.change(opened, { ...paid, ...change })
  if (!attempt) throw new Error("The attempt was not changed.")
  const ledgerRow = async () => {
    const row = await shop.context.ledger.attempt(attempt.id)
    if (!row) throw new Error("The attempt is gone.")
    return row
  }
  const pay = () => addPayment(shop, sessionId, attempt.trade_no)
  medusa.on("complete-cart", async (_, container) => {
    const order = await placeOrder(container)
    await addOrder(shop, sessionId, cartId, {}, order.id)
    if (attempt.state === "captured") await pay()
  })
  medusa.on("process-payment-workflow", pay)
  return { medusa, sessionId, cartId, attempt, ledgerRow, pay, apply: () => applySession(medusa.container, sessionId) }
}

/** Medusa's step that writes the order's row. */
export async function placeOrder(container: MedusaContainer): Promise<{ readonly id: string }> {
  const [order] = await container.resolve(Modules.ORDER).createOrders([{}])
  if (!order) throw new Error("No order was placed.")
  return order
}

/** What was told of an attempt, or of an order. */
export function toldOf({ emitted }: Shop, name: string, id: string | null): unknown[] {
  return emitted.filter((event) => event.name === name && JSON.stringify(event.data).includes(String(id)))
}
