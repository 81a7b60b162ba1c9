import { describe, expect, it } from "vitest"
import type { Attempt } from "../../../src/modules/ledger/records"
import { EVENTS } from "../../../src/payments/context"
import { applySession } from "../../../src/payments/orders/apply"
import { twd } from "../../../src/toolkit/twd"
import { CODE, terminalAt } from "../../fake-gateway"
import { addCart, addOrder, addPayment, fakeMedusa } from "../../fake-medusa"
import { addSession, alarmsOf, newAttempt, useShop } from "../../shop-database"
import { NOWHERE } from "../session-at-bank"

const used = useShop()
const PROVIDER = "pp_fake-card_main"

/** A cart whose session a trade has paid, or whose voucher was issued, and that is due to be applied. */
async function due(change: Partial<Attempt> = {}) {
  const { shop } = used
  const medusa = fakeMedusa(shop, PROVIDER, terminalAt(NOWHERE, {}, CODE))
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
  medusa.on("complete-cart", async () => {
    await addOrder(shop, sessionId, cartId)
    if (attempt.state === "captured") await addPayment(shop, sessionId, attempt.trade_no)
  })
  return { medusa, sessionId, cartId, attempt, ledgerRow, apply: () => applySession(medusa.container, sessionId) }
}

const told = (name: string, attempt: Attempt) =>
  used.shop.emitted.filter((event) => event.name === name && JSON.stringify(event.data).includes(attempt.id))

describe("a payment is applied", () => {
  it("by completing its cart: the order is bound, the event told once, nothing stays due", async () => {
    const { medusa, cartId, attempt, ledgerRow, apply } = await due()
    await apply()
    await apply()
    expect(medusa.runs).toEqual([{ workflow: "complete-cart", input: { id: cartId } }])
    expect(await ledgerRow()).toMatchObject({ apply_at: null, order_id: expect.stringMatching(/^order_/) })
    expect(told(EVENTS.paid, attempt)).toHaveLength(1)
  })

  it("by processing the payment alone where the order stands already", async () => {
    const { medusa, sessionId, cartId, attempt, ledgerRow, apply } = await due()
    const orderId = await addOrder(used.shop, sessionId, cartId)
    medusa.on("process-payment-workflow", () => addPayment(used.shop, sessionId, attempt.trade_no))
    await apply()
    expect(medusa.runs.map(({ workflow }) => workflow)).toEqual(["process-payment-workflow"])
    expect(await ledgerRow()).toMatchObject({ apply_at: null, order_id: orderId })
  })

  it("again when Medusa wrote no payment, though its workflow complained of nothing", async () => {
    const { medusa, ledgerRow, apply } = await due()
    medusa.on("complete-cart", async () => {})
    await apply()
    expect(await ledgerRow()).toMatchObject({ apply_tries: 1, applied_at: null, apply_at: expect.any(Date) })
  })

  it("later and later when Medusa refuses; the fourth time staff are told, and untold when it works", async () => {
    const { medusa, attempt, ledgerRow, apply } = await due()
    medusa.on("complete-cart", () => Promise.reject(new Error("Not enough stock")))
    for (let tries = 1; tries <= 4; tries += 1) {
      expect(await alarmsOf(used.shop, attempt.id)).toEqual([])
      await apply()
      expect((await ledgerRow()).apply_tries).toBe(tries)
    }
    expect(await alarmsOf(used.shop, attempt.id)).toMatchObject([
      { kind: "not_applied", detail: expect.stringContaining("Not enough stock"), resolved_at: null },
    ])
  })

  it("not at all when another trade paid the order: an alarm", async () => {
    const { sessionId, cartId, attempt, ledgerRow, apply, medusa } = await due()
    await addOrder(used.shop, sessionId, cartId)
    await addPayment(used.shop, sessionId, "ANOTHER")
    await apply()
    expect(medusa.runs).toEqual([])
    expect(await alarmsOf(used.shop, attempt.id)).toMatchObject([{ kind: "second_payment" }])
    expect(await ledgerRow()).toMatchObject({ apply_at: null, applied_at: expect.any(Date) })
    expect(told(EVENTS.paid, attempt)).toEqual([])
  })
})

describe("a voucher", () => {
  const voucher = { state: "issued", paid_at: null, captured_amount: twd(0) } as const

  it("places the order, and waits for its money", async () => {
    const { medusa, attempt, ledgerRow, apply } = await due(voucher)
    await apply()
    expect(medusa.runs.map(({ workflow }) => workflow)).toEqual(["complete-cart"])
    expect(await ledgerRow()).toMatchObject({ apply_at: null, order_id: expect.stringMatching(/^order_/) })
    expect(told(EVENTS.voucherIssued, attempt)).toHaveLength(1)
  })
})
