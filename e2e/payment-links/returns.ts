import { describe, expect, it } from "vitest"
import { arrive, payOn } from "../support/buyer"
import { addOneMore } from "../support/orders"
import { buyByCard, type Purchase, refund, settled } from "../support/purchase"
import { until } from "../support/until"
import { shop } from "./shop"

const HEADERS = { accept: "text/html", "accept-language": "en" }

interface Item {
  readonly id: string
  readonly variant_id: string
  readonly quantity: number
}

interface Books {
  readonly total: number
  readonly summary: { readonly pending_difference: number }
}

const linkOf = (orderId: string): Promise<{ url: string; amount: number; why: string }> =>
  shop.office.post(`/admin/taiwan-payments/orders/${orderId}/payment-link`, {})

const textAt = async (url: string) => (await fetch(url, { headers: HEADERS })).text()

async function booksOf(orderId: string): Promise<Books> {
  const { order } = await shop.office.get(`/admin/orders/${orderId}?fields=id,total,summary`)
  return order
}

/** An order that was paid by card and sent. */
async function sent(): Promise<Purchase & { items: readonly Item[] }> {
  const bought = await buyByCard(shop)
  const { order } = await shop.office.get(`/admin/orders/${bought.order.id}?fields=id,*items`)
  const items: readonly Item[] = order.items
  const all = items.map(({ id, quantity }) => ({ id, quantity }))
  await shop.office.post(`/admin/orders/${order.id}/fulfillments`, { items: all })
  return { ...bought, items }
}

/** One of the first item comes back, and is received. */
async function takeBack(orderId: string, item: Item): Promise<void> {
  const { post } = shop.office
  const { stock_locations } = await shop.office.get("/admin/stock-locations")
  const { return: back } = await post("/admin/returns", { order_id: orderId, location_id: stock_locations[0].id })
  const one = { items: [{ id: item.id, quantity: 1 }] }
  await post(`/admin/returns/${back.id}/request-items`, one)
  await post(`/admin/returns/${back.id}/request`, {})
  await post(`/admin/returns/${back.id}/receive`, {})
  await post(`/admin/returns/${back.id}/receive-items`, one)
  await post(`/admin/returns/${back.id}/receive/confirm`, {})
}

describe("a link after things went back and forth", () => {
  it("asks nothing after a return that was refunded, and leaves a later difference to the shop", async () => {
    const { order, items, payment } = await sent()
    const [item] = items
    await takeBack(order.id, item ?? expect.fail("The order has no item."))
    const { summary } = await booksOf(order.id)
    expect(summary.pending_difference).toBeLessThan(0)
    await expect(linkOf(order.id)).rejects.toThrow(/409.*Nothing is left/)
    await refund(shop, payment, -summary.pending_difference)
    await expect(linkOf(order.id)).rejects.toThrow(/409.*Nothing is left/)
    await addOneMore(shop, order.id)
    expect((await booksOf(order.id)).summary.pending_difference).toBeGreaterThan(0)
    await expect(linkOf(order.id)).rejects.toThrow(/409.*Medusa says/)
  })

  it("asks the difference of an exchange, takes it once, and Medusa's books are even then", async () => {
    const { order, items } = await sent()
    const [item] = items
    const { post } = shop.office
    const { exchange } = await post("/admin/exchanges", { order_id: order.id })
    await post(`/admin/exchanges/${exchange.id}/inbound/items`, { items: [{ id: item?.id, quantity: 1 }] })
    await post(`/admin/exchanges/${exchange.id}/outbound/items`, {
      items: [{ variant_id: item?.variant_id, quantity: 3 }],
    })
    await post(`/admin/exchanges/${exchange.id}/request`, {})
    const { summary } = await booksOf(order.id)
    const { url, amount, why } = await linkOf(order.id)
    expect([why, amount]).toEqual(["difference", summary.pending_difference])
    const form = new URLSearchParams({ provider_id: "pp_ecpay-credit_main", amount: String(amount) })
    const answer = await fetch(url, { method: "POST", redirect: "manual", headers: HEADERS, body: form })
    const startUrl = answer.headers.get("location") ?? expect.fail(await answer.text())
    await payOn(await arrive(startUrl))
    await settled(shop, new URL(startUrl).pathname.split("/").at(-1) ?? "")
    await until("even", async () => (await booksOf(order.id)).summary.pending_difference === 0)
    expect(await textAt(url)).toContain("This order is paid")
  })

  it("asks nothing for what a claim replaces and is to come back", async () => {
    const { order, items } = await sent()
    const [item] = items
    const { post } = shop.office
    const { claim } = await post("/admin/claims", { order_id: order.id, type: "replace" })
    await post(`/admin/claims/${claim.id}/inbound/items`, { items: [{ id: item?.id, quantity: 1 }] })
    await post(`/admin/claims/${claim.id}/outbound/items`, { items: [{ variant_id: item?.variant_id, quantity: 1 }] })
    await post(`/admin/claims/${claim.id}/request`, {})
    expect((await booksOf(order.id)).summary.pending_difference).toBe(0)
    await expect(linkOf(order.id)).rejects.toThrow(/409.*Nothing is left/)
  })

  it("asks the difference of a completed and of an archived order all the same", async () => {
    const { order } = await buyByCard(shop)
    await addOneMore(shop, order.id)
    const { url, amount } = await linkOf(order.id)
    for (const end of ["complete", "archive"]) {
      await shop.office.post(`/admin/orders/${order.id}/${end}`, {})
      expect(await textAt(url)).toContain(`name="amount" value="${amount}"`)
    }
  })
})
