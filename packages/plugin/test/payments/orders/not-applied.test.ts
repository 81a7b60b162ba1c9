import { afterEach, describe, expect, it, vi } from "vitest"
import { Ledger } from "../../../src/modules/ledger/ledger"
import { applySession } from "../../../src/payments/orders/apply"
import { methodAccountAt } from "../../fake-gateway"
import { containerOf } from "../../shop-container"
import { addSession, alarmsOf, newAttempt, useShop } from "../../shop-database"

const place = useShop()
afterEach(() => void vi.restoreAllMocks())

describe("a payment whose provider is configured no more", () => {
  /** The fourth try is told, where it fails. */
  async function tried(tried: "sandbox" | "stage", today: "production" | "stage") {
    const { ledger } = place.shop.context
    const session_id = await addSession(place.shop, "1000")
    const opened = await ledger.open(newAttempt({ session_id, environment: tried, provider_id: "pp_fake-card_tried" }))
    const due = { apply_at: new Date(), apply_tries: 3 }
    await ledger.change(opened, { state: "captured", captured_amount: opened.amount, ...due })
    const account = methodAccountAt(
      { url: "http://127.0.0.1:1" },
      { environment: today, previous: [{ environment: tried }] },
    )
    const cart = { id: "cart_1", customer_id: null }
    await applySession(containerOf(place.shop, "pp_fake-card_main", account, { cart }), session_id)
    return { now: await ledger.attempt(opened.id), alarms: await alarmsOf(place.shop, opened.id) }
  }

  it("is no money where the shop takes real money by now: no order is tried, and nobody is told", async () => {
    const { now, alarms } = await tried("stage", "production")
    expect(now).toMatchObject({ state: "captured", apply_at: null, applied_at: null, order_id: null })
    expect(alarms).toEqual([])
  })

  it("is told where the shop takes none", async () => {
    const { now, alarms } = await tried("sandbox", "stage")
    expect(now?.apply_at).toEqual(expect.any(Date))
    expect(alarms).toMatchObject([{ kind: "not_applied" }])
  })
})

describe("a payment that Medusa cannot complete", () => {
  it("is an alarm from the fourth try on, also when the process died at the fourth", async () => {
    const { ledger } = place.shop.context
    const session_id = await addSession(place.shop, "1000")
    const opened = await ledger.open(newAttempt({ session_id }))
    const due = { apply_at: new Date(), apply_tries: 3 }
    await ledger.change(opened, { state: "captured", captured_amount: opened.amount, ...due })
    const cart = { id: "cart_1", customer_id: null }
    const container = containerOf(place.shop, opened.provider_id, methodAccountAt({ url: "http://127.0.0.1:1" }), {
      cart,
    })
    vi.spyOn(Ledger.prototype, "raise").mockRejectedValueOnce(new Error("the process died"))
    await expect(applySession(container, session_id)).rejects.toThrow("the process died")
    expect(await ledger.attempt(opened.id), "nothing was written").toMatchObject({ apply_tries: 3 })
    await applySession(container, session_id)
    expect(await alarmsOf(place.shop, opened.id)).toMatchObject([{ kind: "not_applied" }])
  })
})
