import { issueVoucher, payVoucher } from "@taiwan-payments/sandbox/shopper"
import { beforeAll, describe, expect, it } from "vitest"
import { arrive, payOn } from "../support/buyer"
import { tradeAt } from "../support/gateway"
import { alarmsAbout, attemptOf } from "../support/ledger"
import { addOneMore, awaitTransfer } from "../support/orders"
import { buyByCard, orderOf, settled, statusOf } from "../support/purchase"
import { until } from "../support/until"
import { shop } from "./shop"

interface MadeLink {
  readonly url: string
  readonly amount: number
  readonly why: string
}

const linkOf = (orderId: string): Promise<MadeLink> =>
  shop.office.post(`/admin/taiwan-payments/orders/${orderId}/payment-link`, {})

const open = (url: string) => fetch(url, { headers: { accept: "text/html", "accept-language": "en" } })

const choose = (url: string, method: string) =>
  fetch(url, {
    method: "POST",
    redirect: "manual",
    headers: { accept: "text/html", "accept-language": "en" },
    body: new URLSearchParams({ provider_id: `pp_${method}_main` }),
  })

/** Chooses a method on the link's page; the payment session that it leads to. */
async function sessionBy(url: string, method: string): Promise<{ id: string; startUrl: string }> {
  const answer = await choose(url, method)
  const startUrl = answer.headers.get("location") ?? expect.fail(`${answer.status}: ${await answer.text()}`)
  return { id: new URL(startUrl).pathname.split("/").at(-1) ?? "", startUrl }
}

const payAtBank = (tradeNo: string) => payVoucher(shop.sandbox.url, tradeAt(shop, tradeNo).id)

async function capturedOf(orderId: string): Promise<number[]> {
  const { payment_collections } = await orderOf(shop, orderId)
  return payment_collections.flatMap(({ payments }) => payments).map(({ amount }) => amount)
}

describe("the link of an order", () => {
  it("asks the difference after an edit, takes it by any method, and then says that all is paid", async () => {
    const { order, session } = await buyByCard(shop)
    await addOneMore(shop, order.id)
    const { url, amount, why } = await linkOf(order.id)
    expect([why, amount]).toEqual(["difference", (await orderOf(shop, order.id)).total - session.amount])
    const page = await (await open(url)).text()
    expect(page).toContain(`NT$${amount.toLocaleString("en-US")}`)
    expect(page).toContain("This is the difference")
    const { id, startUrl } = await sessionBy(url, "ecpay-credit")
    await payOn(await arrive(startUrl))
    await settled(shop, id)
    await until("captured", async () => (await capturedOf(order.id)).length === 2)
    expect((await capturedOf(order.id)).toSorted((a, b) => b - a)).toEqual([session.amount, amount])
    expect(await (await open(url)).text()).toContain("This order is paid")
    expect((await choose(url, "ecpay-credit")).headers.get("location")).toBeNull()
    await expect(linkOf(order.id)).rejects.toThrow(/409.*Nothing is left/)
  })

  it("pays an awaited order in another way; the old number is told of, and its money is a second payment", async () => {
    const { session, orderId, tradeNo } = await awaitTransfer(shop)
    const { url, amount, why } = await linkOf(orderId)
    expect([why, amount]).toEqual(["awaiting", session.amount])
    expect(await (await open(url)).text()).toContain("do not use the old number")
    const { id, startUrl } = await sessionBy(url, "ecpay-credit")
    await payOn(await arrive(startUrl))
    await settled(shop, id)
    await until("captured", async () => (await orderOf(shop, orderId)).payment_status === "captured")
    const { id: attemptId } = await attemptOf(shop, session.id)
    await payAtBank(tradeNo)
    await until("told", async () => (await alarmsAbout(shop, attemptId)).length > 0)
    expect(await alarmsAbout(shop, attemptId)).toMatchObject([{ kind: "second_payment", order_id: orderId }])
    expect(await capturedOf(orderId)).toEqual([session.amount])
  })

  it("asks nobody who has just paid by the old number, although the bank has told nobody yet", async () => {
    const { orderId, tradeNo, session } = await awaitTransfer(shop)
    const { url } = await linkOf(orderId)
    shop.sandbox.fault({ kind: "drop", count: 1 })
    await payAtBank(tradeNo)
    const { id } = await attemptOf(shop, session.id)
    await shop.database.query("update taiwan_payment_attempt set queried_at = null where id = $1", [id])
    const answer = await choose(url, "ecpay-credit")
    expect([answer.status, answer.headers.get("location")]).toEqual([200, null])
    expect(await answer.text()).toContain("This order is paid")
    await until("captured", async () => (await orderOf(shop, orderId)).payment_status === "captured")
    expect((await statusOf(shop, session.id)).state).toBe("paid")
  })

  it("pressed in two tabs at once leads both to one session", async () => {
    const { order } = await buyByCard(shop)
    await addOneMore(shop, order.id)
    const { url } = await linkOf(order.id)
    const both = await Promise.all([sessionBy(url, "ecpay-credit"), sessionBy(url, "ecpay-credit")])
    expect(both[0].id).toBe(both[1].id)
    const { order: read } = await shop.office.get(`/admin/orders/${order.id}?fields=id,*payment_collections`)
    expect(read.payment_collections).toHaveLength(2)
  })

  it("never asks again for what the shop gave back as a gift", async () => {
    const { order, session } = await buyByCard(shop)
    const { url } = await (async () => {
      await addOneMore(shop, order.id)
      return linkOf(order.id)
    })()
    const [payment] = (await orderOf(shop, order.id)).payment_collections.flatMap(({ payments }) => payments)
    await shop.office.post(`/admin/payments/${payment?.id}/refund`, { amount: 10 })
    const answer = await open(url)
    expect(await answer.text()).toContain("Please ask the shop")
    expect(session.amount).toBeGreaterThan(10)
    await expect(linkOf(order.id)).rejects.toThrow(/409/)
  })

  it("of a cancelled order says so, and takes nothing", async () => {
    const { orderId } = await awaitTransfer(shop)
    const { url } = await linkOf(orderId)
    await shop.office.post(`/admin/orders/${orderId}/cancel`, {})
    const answer = await open(url)
    expect([answer.status, await answer.text()]).toEqual([410, expect.stringContaining("was cancelled")])
    expect((await choose(url, "ecpay-credit")).headers.get("location")).toBeNull()
  })
})

describe("a cancelled order", () => {
  it("is ordered again by its link: the same at today's prices, once however often it is pressed", async () => {
    const { orderId } = await awaitTransfer(shop)
    const { url } = await linkOf(orderId)
    await shop.office.post(`/admin/orders/${orderId}/cancel`, {})
    expect(await (await open(url)).text()).toContain("Order the same again")
    const again = () => fetch(url, { method: "POST", redirect: "manual", body: new URLSearchParams({ again: "1" }) })
    const links = (await Promise.all([again(), again()])).map((answer) => answer.headers.get("location") ?? "")
    expect(links[0]).toMatch(/\/pay\/orders\/cart_/)
    expect(links[0]).toBe(links[1])
    const before = await orderOf(shop, orderId)
    expect(await (await open(links[0] ?? "")).text()).toContain(`NT$${before.total.toLocaleString("en-US")}`)
    const { id, startUrl } = await sessionBy(links[0] ?? "", "ecpay-credit")
    await payOn(await arrive(startUrl))
    const placed = await settled(shop, id)
    expect(placed).not.toBe(orderId)
    expect(await orderOf(shop, placed)).toMatchObject({ total: before.total, payment_status: "captured" })
    expect(await (await open(links[0] ?? "")).text()).toContain("這筆訂單已付款")
  })

  it("that awaits its number the second time says so, and can be ordered a third time once it was cancelled", async () => {
    const { orderId } = await awaitTransfer(shop)
    const { url } = await linkOf(orderId)
    await shop.office.post(`/admin/orders/${orderId}/cancel`, {})
    const again = async (link: string) =>
      (
        await fetch(link, { method: "POST", redirect: "manual", body: new URLSearchParams({ again: "1" }) })
      ).headers.get("location") ?? ""
    const second = await again(url)
    const { id, startUrl } = await sessionBy(second, "ecpay-atm")
    await issueVoucher(startUrl)
    const placed = await settled(shop, id)
    expect(await (await open(second.replace("zh-TW", "en"))).text()).toContain("You have a number to pay by")
    await shop.office.post(`/admin/orders/${placed}/cancel`, {})
    const third = await again(second)
    expect(third).toMatch(/cart_/)
    expect(third).not.toBe(second)
  })

  it("of what is sold out is not", async () => {
    const { orderId } = await awaitTransfer(shop)
    const { url } = await linkOf(orderId)
    await shop.office.post(`/admin/orders/${orderId}/cancel`, {})
    const levels = "select id, stocked_quantity as stocked, raw_stocked_quantity as raw from inventory_level"
    const { rows } = await shop.database.query(levels)
    const empty = `update inventory_level set stocked_quantity = reserved_quantity, raw_stocked_quantity = raw_reserved_quantity`
    await shop.database.query(empty)
    const answer = await fetch(url, { method: "POST", redirect: "manual", body: new URLSearchParams({ again: "1" }) })
    expect([answer.status, answer.headers.get("location")]).toEqual([200, null])
    for (const { id, stocked, raw } of rows)
      await shop.database.query(
        "update inventory_level set stocked_quantity = $2, raw_stocked_quantity = $3 where id = $1",
        [...[id, stocked, JSON.stringify(raw)]],
      )
    const after = await fetch(url, { method: "POST", redirect: "manual", body: new URLSearchParams({ again: "1" }) })
    expect(after.status).toBe(303)
  })
})

describe("a link that is none", () => {
  let url: string
  let order: { readonly id: string }
  beforeAll(async () => {
    order = (await buyByCard(shop)).order
    await addOneMore(shop, order.id)
    url = (await linkOf(order.id)).url
  })

  const guess = `order_1.zzzz.${"A".repeat(43)}`
  it.each([
    ["another order's", () => url.replace(/order_\w+/, "order_01M8HRHHD22145FK28NXJZABT1")],
    ["one that was lengthened", () => url.replace(/\.(\w+)\./, ".zzzzzz.")],
    ["a guess", () => url.replace(/orders\/.*/, `orders/${guess}`)],
  ])("as %s: 404 in words, and no order's content", async (_, altered) => {
    for (const answer of [await open(altered()), await choose(altered(), "ecpay-credit")])
      expect([answer.status, await answer.text()]).toEqual([404, expect.stringContaining("link is not valid")])
  })

  it("is not made by who is no staff", async () => {
    const answer = await fetch(`${shop.url}/admin/taiwan-payments/orders/${order.id}/payment-link`, { method: "POST" })
    expect(answer.status).toBe(401)
  })
})
