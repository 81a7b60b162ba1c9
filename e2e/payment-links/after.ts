import { beforeAll, describe, expect, it } from "vitest"
import { arrive, payOn } from "../support/buyer"
import { attemptOf } from "../support/ledger"
import { addOneMore, awaitTransfer, payTwice } from "../support/orders"
import { buyByCard, orderOf, refund, settled } from "../support/purchase"
import { until } from "../support/until"
import { shop } from "./shop"

const HEADERS = { accept: "text/html", "accept-language": "en" }

const linkOf = (orderId: string): Promise<{ url: string; amount: number; why: string }> =>
  shop.office.post(`/admin/taiwan-payments/orders/${orderId}/payment-link`, {})

/** A link by which a difference can be paid. */
async function oneLink(): Promise<string> {
  const { order } = await buyByCard(shop)
  await addOneMore(shop, order.id)
  return (await linkOf(order.id)).url
}

const textAt = async (url: string) => (await fetch(url, { headers: HEADERS })).text()

const choose = (url: string, form: Readonly<Record<string, string>> = {}) =>
  fetch(url, {
    ...{ method: "POST", redirect: "manual", headers: HEADERS },
    body: new URLSearchParams({ provider_id: "pp_ecpay-credit_main", ...form }),
  })

const shownIn = (page: string) => /name="amount" value="(\d+)"/.exec(page)?.[1] ?? expect.fail("The page asks nothing.")

async function payByLink(url: string): Promise<void> {
  const startUrl = (await choose(url)).headers.get("location") ?? expect.fail("The link leads nowhere.")
  await payOn(await arrive(startUrl))
  await settled(shop, new URL(startUrl).pathname.split("/").at(-1) ?? "")
}

const isCaptured = (orderId: string) =>
  until("captured", async () => (await orderOf(shop, orderId)).payment_status === "captured")

describe("a number in the buyer's hand that is for another amount than what is left", () => {
  it("after a card paid in its place and staff added something is told of, and never offered", async () => {
    const { orderId } = await awaitTransfer(shop)
    const { url } = await linkOf(orderId)
    await payByLink(url)
    await isCaptured(orderId)
    await addOneMore(shop, orderId)
    expect(await linkOf(orderId)).toMatchObject({ why: "difference" })
    const page = await textAt(url)
    expect(page).toContain("This is the difference")
    expect(page).toContain("do not use a number that you got before")
    expect(page).not.toContain("Pay by it")
    expect(page).not.toContain("Show my number")
  })

  it("after staff added something is told of, and the whole is asked", async () => {
    const { orderId, session } = await awaitTransfer(shop)
    await addOneMore(shop, orderId)
    const { url, amount, why } = await linkOf(orderId)
    expect([why, amount > session.amount]).toEqual(["unpaid", true])
    const page = await textAt(url)
    expect(page).toContain("do not use a number that you got before")
    expect(page).not.toContain("Show my number")
  })
})

describe("an order after its money went back", () => {
  it("whole, as a gift: nothing is asked, and nothing is taken", async () => {
    const { order, payment } = await buyByCard(shop)
    await addOneMore(shop, order.id)
    const { url } = await linkOf(order.id)
    await payByLink(url)
    await until("both captured", async () => (await orderOf(shop, order.id)).payment_status === "captured")
    await refund(shop, payment, payment.amount)
    expect(await textAt(url)).toContain("This order is paid")
    expect((await choose(url)).headers.get("location")).toBeNull()
    await expect(linkOf(order.id)).rejects.toThrow(/409/)
  })

  it("while the shop holds a second payment of the buyer's, what is left is the shop's to say", async () => {
    const { first, second } = await payTwice(shop)
    const orderId = first.order_id ?? expect.fail("There is no order.")
    expect(second.order_id ?? orderId).toBe(orderId)
    await addOneMore(shop, orderId)
    await expect(linkOf(orderId)).rejects.toThrow(/409.*Medusa says/)
  })
})

describe("a page that was opened", () => {
  it("before staff changed the order sends nobody to pay another amount than it asked", async () => {
    const { order } = await buyByCard(shop)
    await addOneMore(shop, order.id)
    const { url } = await linkOf(order.id)
    const shown = shownIn(await textAt(url))
    await addOneMore(shop, order.id)
    const answer = await choose(url, { amount: shown })
    expect([answer.status, answer.headers.get("location")]).toEqual([200, null])
    const page = await answer.text()
    expect(page).toContain("Something about this order has changed")
    expect(shownIn(page)).not.toBe(shown)
    expect((await choose(url, { amount: shownIn(page) })).status).toBe(303)
  })

  it("and pressed twenty times at once leads all to one session", async () => {
    const { order } = await buyByCard(shop)
    await addOneMore(shop, order.id)
    const { url } = await linkOf(order.id)
    const answers = await Promise.all(Array.from({ length: 20 }, () => choose(url)))
    expect(new Set(answers.map((answer) => answer.headers.get("location"))).size).toBe(1)
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 303))
  })

  it("is the same to a program that only looks whether it is there, and begins nothing", async () => {
    const { order } = await buyByCard(shop)
    await addOneMore(shop, order.id)
    const { url } = await linkOf(order.id)
    const before = await orderOf(shop, order.id)
    for (const method of ["HEAD", "GET"])
      expect((await fetch(url, { method, headers: { ...HEADERS, "sec-purpose": "prefetch" } })).status).toBe(200)
    expect(await orderOf(shop, order.id)).toEqual(before)
  })
})

describe("an order that staff paid in another way", () => {
  it("while the buyer looked at its page is paid, and its link takes nothing", async () => {
    const { orderId, session } = await awaitTransfer(shop)
    const { url, amount } = await linkOf(orderId)
    const shown = shownIn(await textAt(url))
    const { id } = await attemptOf(shop, session.id)
    await shop.office.post(`/admin/taiwan-payments/attempts/${id}/paid-otherwise`, { amount, reference: "cash" })
    const answer = await choose(url, { amount: shown })
    expect([answer.headers.get("location"), await answer.text()]).toEqual([
      null,
      expect.stringContaining("This order is paid"),
    ])
  })
})

describe("a cancelled order with something that staff put into it by hand", () => {
  it.each([
    [
      "an item",
      "update order_line_item set variant_id = null where id in (select item_id from order_item where order_id = $1)",
    ],
    [
      "a delivery",
      `update order_shipping_method set shipping_option_id = null
       where id in (select shipping_method_id from order_shipping where order_id = $1)`,
    ],
  ])("%s is not ordered again without it", async (_what, statement) => {
    const { orderId } = await awaitTransfer(shop)
    const { url } = await linkOf(orderId)
    await shop.office.post(`/admin/orders/${orderId}/cancel`, {})
    await shop.database.query(statement, [orderId])
    const answer = await choose(url, { again: "1" })
    expect([answer.status, answer.headers.get("location")]).toEqual([200, null])
    expect(await answer.text()).toContain("This cannot be ordered again")
  })
})

describe("an address that is not quite a link", () => {
  let url: string
  beforeAll(async () => {
    url = await oneLink()
  })

  it.each([
    ["capitals", () => url.replace(/orders\/.*/, (part) => part.toUpperCase().replace("ORDERS", "orders"))],
    ["a space behind it", () => `${url}%20`],
    ["a line break behind it", () => `${url}%0A`],
    ["an invisible letter", () => url.replace("order_", "order_%E2%80%8B")],
    ["another part behind it", () => `${url}/x`],
    ["a step back in it", () => url.replace("order_", "..%2Forder_")],
  ])("for %s asks nothing, and is no error of the server's", async (_what, altered) => {
    const answer = await fetch(altered(), { headers: HEADERS })
    expect([answer.status >= 400 && answer.status < 500, await answer.text()]).toEqual([
      true,
      expect.not.stringContaining("NT$"),
    ])
  })
})
