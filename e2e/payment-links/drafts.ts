import { issueVoucher } from "@taiwan-payments/sandbox/shopper"
import { describe, expect, it } from "vitest"
import { tradeNumberOf } from "../../scripts/demo/methods.mjs"
import { arrive, payOn } from "../support/buyer"
import { beginEdit, draftOrder, makeItTwo } from "../support/drafts"
import { actAt } from "../support/gateway"
import { alarmsAbout, attemptOf } from "../support/ledger"
import { orderOf, reaches, settled, statusOf } from "../support/purchase"
import { until } from "../support/until"
import { shop } from "./shop"

const PRICE = 680

const linkOf = (orderId: string): Promise<{ url: string; amount: number; why: string }> =>
  shop.office.post(`/admin/taiwan-payments/orders/${orderId}/payment-link`, {})

async function pageAt(url: string, lang = "en"): Promise<string> {
  const answer = await fetch(`${url}?lang=${lang}`, { headers: { accept: "text/html" } })
  return `${answer.status} ${await answer.text()}`
}

const choose = (url: string, method: string, amount: number) =>
  fetch(url, {
    method: "POST",
    redirect: "manual",
    headers: { accept: "text/html", "accept-language": "en" },
    body: new URLSearchParams({ provider_id: `pp_${method}_main`, amount: String(amount) }),
  })

async function leave(url: string, method: string, amount: number): Promise<{ id: string; startUrl: string }> {
  const answer = await choose(url, method, amount)
  const startUrl = answer.headers.get("location") ?? expect.fail(`${answer.status}: ${await answer.text()}`)
  return { id: new URL(startUrl).pathname.split("/").at(-1) ?? "", startUrl }
}

async function placed(orderId: string): Promise<boolean> {
  const { rows } = await shop.database.query('select status, is_draft_order from "order" where id = $1', [orderId])
  return rows[0].status === "pending" && rows[0].is_draft_order === false
}

async function reservedOf(itemId: string): Promise<number[]> {
  const { rows } = await shop.database.query(
    "select quantity from reservation_item where line_item_id = $1 and deleted_at is null",
    [itemId],
  )
  return rows.map(({ quantity }) => Number(quantity))
}

async function capturedOf(orderId: string): Promise<number[]> {
  const { payment_collections } = await orderOf(shop, orderId)
  return payment_collections.flatMap(({ payments }) => payments).map(({ amount }) => amount)
}

describe("the link of a draft order", () => {
  it("asks what it comes to; with its money it becomes an order, its goods are reserved, and the link says so", async () => {
    const { id, itemId } = await draftOrder(shop)
    const { url, amount, why } = await linkOf(id)
    expect([why, amount]).toEqual(["draft", PRICE])
    expect(await pageAt(url)).toMatch(/^200 [\s\S]*NT\$680[\s\S]*It is placed with your payment/)
    expect(await pageAt(url, "zh-TW")).toContain("付款後訂單即成立")
    const { id: session, startUrl } = await leave(url, "ecpay-credit", PRICE)
    expect([await placed(id), await reservedOf(itemId)]).toEqual([false, []])
    await payOn(await arrive(startUrl))
    expect(await settled(shop, session)).toBe(id)
    expect([await placed(id), await reservedOf(itemId)]).toEqual([true, [1]])
    expect((await orderOf(shop, id)).payment_status).toBe("captured")
    expect(await statusOf(shop, session)).toMatchObject({ state: "paid", order_id: id })
    expect(await pageAt(url)).toContain("This order is paid")
    expect(await capturedOf(id)).toEqual([PRICE])
  })

  it("by transfer leaves it a draft until the money comes; the storefront is shown no order before", async () => {
    const { id } = await draftOrder(shop)
    const { url } = await linkOf(id)
    const { id: session, startUrl } = await leave(url, "ecpay-atm", PRICE)
    const { page } = await issueVoucher(startUrl)
    expect(await reaches(shop, session, "awaiting")).toMatchObject({ order_id: null, order_number: null })
    expect(await pageAt(url)).toContain("do not use the old number")
    expect(await placed(id)).toBe(false)
    await actAt(shop, tradeNumberOf(page), "pay")
    await until("an order", () => placed(id))
    await until("its number", async () => (await statusOf(shop, session)).order_id === id)
    expect(await capturedOf(id)).toEqual([PRICE])
  })

  it("asks nothing while it is edited, and what it comes to afterwards; a page from before is shown once more", async () => {
    const draft = await draftOrder(shop)
    const { url } = await linkOf(draft.id)
    await beginEdit(shop, draft.id)
    expect(await pageAt(url)).toContain("This order is not ready yet")
    expect((await choose(url, "ecpay-credit", PRICE)).headers.get("location")).toBeNull()
    await expect(linkOf(draft.id)).rejects.toThrow(/409.*being edited/)
    await shop.office.delete(`/admin/draft-orders/${draft.id}/edit`)
    await makeItTwo(shop, draft)
    const stale = await choose(url, "ecpay-credit", PRICE)
    expect([stale.status, await stale.text()]).toEqual([200, expect.stringMatching(/has changed[\s\S]*NT\$1,360/)])
    const { id: session, startUrl } = await leave(url, "ecpay-credit", 2 * PRICE)
    await payOn(await arrive(startUrl))
    await settled(shop, session)
    expect([await placed(draft.id), await reservedOf(draft.itemId)]).toEqual([true, [2]])
  })

  it("changed while its buyer pays becomes an order all the same, whose difference is asked and told", async () => {
    const draft = await draftOrder(shop)
    const { url } = await linkOf(draft.id)
    const { id: session, startUrl } = await leave(url, "ecpay-credit", PRICE)
    const bank = await arrive(startUrl)
    await makeItTwo(shop, draft)
    await payOn(bank)
    await settled(shop, session)
    expect(await placed(draft.id)).toBe(true)
    const { id } = await attemptOf(shop, session)
    expect(await alarmsAbout(shop, id)).toMatchObject([{ kind: "amount_changed", order_id: draft.id }])
    expect(await linkOf(draft.id)).toMatchObject({ amount: PRICE, why: "difference" })
    expect(await capturedOf(draft.id)).toEqual([PRICE])
  })

  it("paid while it is being edited is booked at once, and becomes an order once the edit is over", async () => {
    const draft = await draftOrder(shop)
    const { id: session, startUrl } = await leave((await linkOf(draft.id)).url, "ecpay-credit", PRICE)
    const bank = await arrive(startUrl)
    await beginEdit(shop, draft.id)
    await payOn(bank)
    await until("the money", async () => (await capturedOf(draft.id)).length === 1)
    await until("a try", async () => (await attemptOf(shop, session)).apply_tries > 0)
    expect(await placed(draft.id)).toBe(false)
    expect(await statusOf(shop, session)).toMatchObject({ state: "paid", order_id: null })
    await shop.office.delete(`/admin/draft-orders/${draft.id}/edit`)
    await shop.database.query("update taiwan_payment_attempt set apply_at = now() where session_id = $1", [session])
    expect(await settled(shop, session, 90_000)).toBe(draft.id)
    expect(await placed(draft.id)).toBe(true)
    expect(await capturedOf(draft.id)).toEqual([PRICE])
  })

  it("that was deleted says so; money that was on its way is told of, and can be given back", async () => {
    const draft = await draftOrder(shop)
    const { url } = await linkOf(draft.id)
    const { id: session, startUrl } = await leave(url, "ecpay-credit", PRICE)
    const bank = await arrive(startUrl)
    await shop.office.delete(`/admin/draft-orders/${draft.id}`)
    expect(await pageAt(url)).toMatch(/^410 [\s\S]*does not exist any more/)
    expect(await pageAt(url, "zh-TW")).toContain("這筆訂單已不存在")
    expect((await choose(url, "ecpay-credit", PRICE)).headers.get("location")).toBeNull()
    await payOn(bank)
    const { id } = await until("money", async () => {
      const attempt = await attemptOf(shop, session)
      return attempt.state === "captured" && attempt.apply_at === null && attempt
    })
    expect(await alarmsAbout(shop, id)).toMatchObject([{ kind: "deleted_session" }])
    const { actions } = await shop.office.get(`/admin/taiwan-payments/attempts/${id}`)
    expect(actions.refund).toMatchObject({ kind: "refund", up_to: PRICE })
  })
})
