import type { ServerResponse } from "node:http"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { openPage, payWithJkopay } from "../src/shopper/index.js"
import { type Merchant, openMerchant } from "./jkopay-merchant.js"

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

let merchant: Merchant
beforeEach(async () => {
  merchant = await openMerchant()
})
afterEach(() => merchant.world.close())

const sandbox = () => merchant.world.sandbox
const office = () => sandbox().gateway("jkopay")
const shop = () => merchant.world.shop
const says = (text: string, status = 200) => {
  return (response: ServerResponse) => void response.writeHead(status).end(text)
}

async function paid(changes: object = {}, shopper = {}) {
  const order = await merchant.order(changes)
  await payWithJkopay(order.url, shopper)
  await sandbox().settled()
  return order.id
}

describe("the buyer", () => {
  it("who follows a wrong link sees that it is one", async () => {
    expect((await openPage(`${sandbox().url}/platform/pay/nothing`)).status).toBe(404)
  })

  it("who pays presses Done and is back, with nothing added to the address", async () => {
    const { id, url } = await merchant.order()
    expect((await payWithJkopay(url)).url).toBe(`${shop().url}/display`)
    await sandbox().settled()
    const [transaction] = merchant.notice()
    expect(transaction).toMatchObject({
      platform_order_id: id,
      status: 0,
      currency: "TWD",
      final_price: "1060",
      redeem_amount: "0",
      debit_amount: "1060",
      channel_type: "account",
      redeem_detail: { jko_coin_amount: "0", official_coupon_amount: "0", store_coupon_amount: "0" },
    })
    expect(transaction?.tradeNo).toMatch(/^J\d{19}$/)
    expect(transaction?.trans_time).toMatch(/^2026-11-22 10:00:\d\d$/)
    expect(await merchant.inquire(id)).toEqual([{ ...transaction, refund_history: [] }])
  })

  it("whose payment fails may try again; no notice is sent", async () => {
    const { id, url } = await merchant.order()
    const page = await payWithJkopay(url, { outcome: "decline" })
    await sandbox().settled()
    expect([page.url, merchant.notice()]).toEqual([`${shop().url}/display`, []])
    expect(await merchant.inquire(id)).toEqual([{ platform_order_id: id, status: 100 }])
    await payWithJkopay(url)
    expect(await merchant.inquire(id)).toMatchObject([{ status: 0 }])
  })

  it("who closes the window has paid all the same", async () => {
    const { id, url } = await merchant.order()
    await payWithJkopay(url, { outcome: "approve-and-close" })
    await sandbox().settled()
    expect(shop().received.map(({ path }) => path)).toEqual(["/result"])
    expect(await merchant.inquire(id)).toMatchObject([{ status: 0 }])
  })

  it("cannot pay twice, nor after the link has run out", async () => {
    const { url } = await merchant.order()
    const [one, other] = [await openPage(url), await openPage(url)]
    await one.submit("jkopay-form", {}, "approve")
    expect((await other.submit("jkopay-form", {}, "decline")).html).toContain("付款成功")
    await sandbox().settled()
    expect(merchant.notice()).toHaveLength(1)
    const late = await merchant.order()
    const page = await openPage(late.url)
    await sandbox().advance(21 * MINUTE)
    expect((await page.submit("jkopay-form", {}, "approve")).html).toContain("付款連結已失效")
    expect(await merchant.inquire(late.id)).toMatchObject([{ status: 101 }])
  })

  it("redeems no more than the shop allows", async () => {
    await paid({ unredeem: 1050 }, { redeem: "coin", channel: "creditcard" })
    expect(merchant.notice()).toMatchObject([
      {
        redeem_amount: "10",
        debit_amount: "1050",
        redeem_detail: { jko_coin_amount: "10" },
        maskNo: "222222******3333",
      },
    ])
  })

  it("reads Chinese, or English", async () => {
    const { url } = await merchant.order({
      products: [{ name: "茶", unit_count: 2, unit_price: 530, unit_final_price: 530 }],
    })
    const page = await openPage(url)
    expect(page.html).toContain("茶 × 2")
    expect((await page.submit("language")).html).toContain("Approve the payment")
  })
})

describe("confirm_url", () => {
  const asked = () => shop().received.filter(({ path }) => path === "/ask")
  const withGate = () => merchant.order({ confirm_url: `${shop().url}/ask` })

  it("answered yes lets the money move", async () => {
    shop().answers.set("/ask", says('{"valid":true}'))
    const { id, url } = await withGate()
    await payWithJkopay(url)
    expect(asked().map(({ body }) => body)).toEqual([JSON.stringify({ platform_order_id: id })])
    expect(await merchant.inquire(id)).toMatchObject([{ status: 0 }])
  })

  it.each([
    ["no", '{"valid":false}', 200, 1],
    ["nonsense", "OK", 200, 4],
    ["a yes in quotes", '{"valid":"true"}', 200, 4],
    ["an error", '{"valid":true}', 500, 4],
  ])("answered by %s lets nothing move", async (_name, body, status, times) => {
    shop().answers.set("/ask", says(body, status))
    const { id, url } = await withGate()
    const page = await payWithJkopay(url, { goBack: false })
    await sandbox().settled()
    expect(page.html).toContain('id="failure"')
    expect(asked()).toHaveLength(times)
    expect(merchant.notice()).toEqual([])
    expect(await merchant.inquire(id)).toEqual([{ platform_order_id: id, status: 100 }])
  })

  it("while it is asked shows the buyer that one waits, and inquiry does as the page of its day says", async () => {
    let answer: ServerResponse | undefined
    shop().answers.set("/ask", (response) => {
      answer = response
    })
    const { id, url } = await withGate()
    const paying = payWithJkopay(url)
    while (!answer) await new Promise((resolve) => setTimeout(resolve, 10))
    expect((await openPage(url)).html).toContain('id="waiting"')
    expect(await merchant.inquire(id)).toMatchObject([{ status: 101 }])
    office().configure({ statuses: "older" })
    expect(await merchant.inquire(id)).toMatchObject([{ status: 1 }])
    answer.end('{"valid":true}')
    expect((await paying).url).toBe(`${shop().url}/display`)
  })
})

describe("result_url", () => {
  it("is re-sent after 1, 2, 4 … seconds, twelve times at most", async () => {
    shop().answers.set("/result", says("OK", 500))
    await paid()
    const counts: number[] = []
    for (const seconds of [1, 2, 4, 8, 16, 32]) {
      await sandbox().advance(seconds * 1000)
      counts.push(merchant.notice().length)
    }
    expect(counts).toEqual([2, 3, 4, 5, 6, 7])
    await sandbox().advance(DAY)
    expect(merchant.notice()).toHaveLength(13)
    expect(sandbox().outbox.list()).toMatchObject([{ state: "given-up", channel: "result_url" }])
  })

  it("is content with any 200", async () => {
    shop().answers.set("/result", says(""))
    await paid()
    expect(sandbox().outbox.list()).toMatchObject([{ state: "acknowledged" }])
  })

  it("may come twice, late, wrong or not at all", async () => {
    sandbox().fault({ kind: "duplicate", gateway: "jkopay" })
    await paid()
    expect(merchant.notice()).toHaveLength(2)
    sandbox().fault({ kind: "wrong-amount", gateway: "jkopay" })
    const wrong = await paid()
    expect(merchant.notice().at(-1)).toMatchObject({ final_price: "1061" })
    expect(await merchant.inquire(wrong)).toMatchObject([{ final_price: "1060" }])
    sandbox().fault({ kind: "drop", gateway: "jkopay", count: null })
    await paid()
    expect(merchant.notice()).toHaveLength(3)
  })

  it("may write amounts as numbers", async () => {
    office().configure({ amounts: "number" })
    const id = await paid()
    expect(merchant.notice()).toMatchObject([{ final_price: 1060, debit_amount: 1060 }])
    expect((await merchant.refund(id, "r", 60)).result_object).toMatchObject({ debit_amount: 60 })
  })
})

describe("inquiry", () => {
  it("knows paid, unpaid and unknown orders, and whose they are", async () => {
    const id = await paid()
    const open = await merchant.order()
    const keys = { apiKey: "other", secretKey: "secret" }
    office().addAccount({ ...keys, storeIds: ["s1"] })
    expect(await merchant.inquire(id, open.id, "nothing")).toMatchObject([
      { status: 0 },
      { status: 101 },
      { status: 102 },
    ])
    const foreign = await merchant.call("GET", "/platform/inquiry", `platform_order_ids=${id}`, { keys })
    expect(foreign).toMatchObject({ result: "000", result_object: { transactions: [{ status: 102 }] } })
  })

  it("takes twenty ids", async () => {
    const ids = Array.from({ length: 21 }, (_, index) => String(index))
    const ask = (given: string[]) => merchant.call("GET", "/platform/inquiry", `platform_order_ids=${given.join(",")}`)
    expect((await ask(ids)).message).toBe("Bad request")
    expect((await ask([])).message).toBe("Bad request")
    expect((await ask(ids.slice(1))).result_object.transactions).toHaveLength(20)
  })

  it("may tell more of an unpaid order, and less of a failed one", async () => {
    const { id, url } = await merchant.order()
    await payWithJkopay(url, { outcome: "decline" })
    office().configure({ unpaidRows: "full", statuses: "older" })
    expect(await merchant.inquire(id)).toEqual([
      { platform_order_id: id, status: 101, currency: "TWD", final_price: "1060" },
    ])
  })
})

describe("refund", () => {
  it("refuses what was never paid, nothing, fractions, too much", async () => {
    const open = await merchant.order()
    expect(await merchant.refund(open.id, "a", 1)).toMatchObject({ result: "100", message: "Invaid Order ID" })
    expect(await merchant.refund("nothing", "a", 1)).toMatchObject({ result: "100" })
    const id = await paid()
    expect(await merchant.refund(id, "", 1)).toMatchObject({ result: "200", message: "Bad request" })
    expect(await merchant.refund(id, "a", 0)).toMatchObject({ result: "200", message: "Bad request" })
    expect((await merchant.refund(id, "a", 0.5)).message).toContain("Invalid number of digits")
    expect(await merchant.refund(id, "a", 1061)).toMatchObject({ result: "922" })
    expect((await merchant.inquire(id))[0]?.refund_history).toEqual([])
  })

  it("gives back in parts, each id once", async () => {
    const id = await paid()
    const first = await merchant.refund(id, "a", 400)
    expect(first).toMatchObject({ result: "000", result_object: { debit_amount: "400", redeem_amount: "0" } })
    expect(await merchant.refund(id, "a", 300)).toMatchObject({ result: "105", message: "Inconsistent refund amount" })
    expect(await merchant.refund(id, "a", 400)).toMatchObject({ result: "105" })
    expect(await merchant.refund(await paid(), "a", 400)).toMatchObject({ result: "105" })
    expect(await merchant.refund(id, "b", 661)).toMatchObject({ result: "922" })
    expect(await merchant.refund(id, "b", 660)).toMatchObject({ result: "000" })
    expect(await merchant.refund(id, "c", 1)).toMatchObject({ result: "922" })
    const [{ refund_history }] = (await merchant.inquire(id)) as [{ refund_history: unknown }]
    expect(refund_history).toMatchObject([
      { refund_order_id: "a", refund_tradeNo: first.result_object.refund_tradeNo, amount: "400" },
      { refund_order_id: "b", amount: "660" },
    ])
  })

  it("repeats its answer to a repeated id, where that is switched on", async () => {
    office().configure({ repeatedRefund: "idempotent" })
    const id = await paid()
    const first = await merchant.refund(id, "a", 400)
    expect(await merchant.refund(id, "a", 400)).toEqual(first)
    expect(await merchant.refund(id, "a", 401)).toMatchObject({ result: "105" })
    expect((await merchant.inquire(id))[0]?.refund_history).toHaveLength(1)
  })

  it("whose answer is lost is done, and the history tells", async () => {
    const id = await paid()
    sandbox().fault({ kind: "lost-reply", gateway: "jkopay", endpoint: "/platform/refund" })
    await expect(merchant.refund(id, "a", 400)).rejects.toThrow()
    expect((await merchant.inquire(id))[0]?.refund_history).toMatchObject([{ refund_order_id: "a", amount: "400" }])
  })

  it("may leave the id out, where that is switched on", async () => {
    office().configure({ refundOrderId: "optional" })
    const id = await paid()
    const body = { platform_order_id: id, refund_amount: 1 }
    expect((await merchant.call("POST", "/platform/refund", body)).result).toBe("000")
    expect((await merchant.call("POST", "/platform/refund", body)).result).toBe("000")
    expect((await merchant.inquire(id))[0]?.refund_history).toHaveLength(2)
    expect(JSON.stringify(await merchant.inquire(id))).not.toContain("refund_order_id")
  })

  it("of an order with a coupon is all or nothing; coins come back last", async () => {
    const coupon = await paid({}, { redeem: "official" })
    expect(await merchant.refund(coupon, "a", 1000)).toMatchObject({ result: "117" })
    expect((await merchant.refund(coupon, "a", 1060)).result_object).toMatchObject({
      debit_amount: "1010",
      redeem_amount: "50",
      redeem_detail: { official_coupon_amount: "50" },
    })
    const coins = await paid({}, { redeem: "coin" })
    expect((await merchant.refund(coins, "b", 1000)).result_object).toMatchObject({
      debit_amount: "954",
      redeem_amount: "46",
      redeem_detail: { jko_coin_amount: "46" },
    })
  })

  it("ends after 180 days", async () => {
    const id = await paid()
    await sandbox().advance(179 * DAY)
    expect(await merchant.refund(id, "a", 1)).toMatchObject({ result: "000" })
    await sandbox().advance(2 * DAY)
    expect(await merchant.refund(id, "b", 1)).toMatchObject({ result: "102" })
  })

  it("ends with the books, the balance and the account", async () => {
    const keys = { apiKey: "poor", secretKey: "secret" }
    office().addAccount({ ...keys, storeIds: ["s1"], unreimbursed: 500 })
    const { id, url } = await merchant.order({ store_id: "s1" }, { keys })
    await payWithJkopay(url)
    expect(await merchant.refund(id, "a", 501, { keys })).toMatchObject({ result: "113" })
    expect(await merchant.refund(id, "a", 500, { keys })).toMatchObject({ result: "000" })
    expect(await merchant.refund(id, "b", 1, { keys })).toMatchObject({ result: "113" })
    office().addAccount({ ...keys, storeIds: ["s1"], closed: true })
    expect(await merchant.refund(id, "b", 1, { keys })).toMatchObject({ result: "978" })
    const mine = await paid()
    const trade = office().trades().at(-1)
    await office().act(trade?.id ?? "", "refuse-next", { outcome: "couponFailed" })
    expect(await merchant.refund(mine, "c", 1)).toMatchObject({ result: "116" })
    expect(await merchant.refund(mine, "c", 1)).toMatchObject({ result: "000" })
    await office().act(trade?.id ?? "", "close-books", {})
    expect(await merchant.refund(mine, "d", 1)).toMatchObject({ result: "111" })
  })
})

describe("the back office", () => {
  it("does what buyers and time do, once", async () => {
    const { id } = await merchant.order()
    const [trade] = office().trades()
    const token = trade?.id ?? ""
    expect(trade).toMatchObject({ reference: id, state: "open", amount: 1060 })
    await expect(office().act("1", "pay", {})).rejects.toThrow("no order 1")
    await expect(office().act(token, "dance", {})).rejects.toThrow("no action dance")
    await expect(office().command("dance", {})).rejects.toThrow("no command")
    expect(await office().act(token, "expire", {})).toMatchObject({ state: "expired" })
    await expect(office().act(token, "pay", {})).rejects.toThrow("has run out")
    await merchant.order({ platform_order_id: id })
    expect(await office().act(token, "pay", {})).toMatchObject({ state: "paid" })
    await expect(office().act(token, "pay", {})).rejects.toThrow("cannot be done")
    await expect(office().act(token, "refuse-next", { outcome: "dance" })).rejects.toThrow("no outcome dance")
    await office().act(token, "resend", {})
    await sandbox().settled()
    expect(merchant.notice()).toHaveLength(2)
  })

  it("shows the order with its timeline", async () => {
    const id = await paid()
    await merchant.inquire(id)
    const token = office().trades()[0]?.id ?? ""
    const timeline = sandbox().journal.about("jkopay", token)
    expect(timeline.map(({ direction }) => direction)).toEqual(["in", "out", "in"])
    const page = await fetch(`${sandbox().url}/_sandbox/jkopay/trades/${token}`)
    expect([page.status, (await page.text()).includes("tradeNo")]).toEqual([200, true])
    expect(() => office().addAccount({ apiKey: "1", secretKey: "2", storeIds: "3" })).toThrow("storeIds")
    expect(() => office().configure({ badDigest: "smile" })).toThrow("one of")
    sandbox().reset()
    expect(office().trades()).toEqual([])
  })
})
