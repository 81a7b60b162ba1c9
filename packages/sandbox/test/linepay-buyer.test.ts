import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { openPage, payWithLinePay } from "../src/shopper/index.js"
import { type Merchant, openMerchant } from "./linepay-merchant.js"

let merchant: Merchant
beforeEach(async () => {
  merchant = await openMerchant()
})
afterEach(() => merchant.world.close())

const shop = () => merchant.world.shop
const urls = (changes: object) => ({
  redirectUrls: { confirmUrl: `${shop().url}/confirm`, cancelUrl: `${shop().url}/cancel`, ...changes },
})

describe("the buyer", () => {
  it("who follows a wrong link sees that it is one", async () => {
    const page = await openPage(`${merchant.world.sandbox.url}/web/payment/wait?transactionReserveId=nothing`)
    expect([page.status, page.html.includes("找不到付款")]).toEqual([404, true])
  })

  it("who cancels comes back to cancelUrl", async () => {
    const { transactionId, orderId, url } = await merchant.request()
    const page = await payWithLinePay(url, { outcome: "cancel" })
    expect(page.url).toBe(`${shop().url}/cancel?orderId=${orderId}&transactionId=${transactionId}`)
    expect(await merchant.check(transactionId)).toBe("0121")
    expect((await merchant.confirm(transactionId)).returnCode).toBe("1169")
  })

  it("may come back to cancelUrl without the numbers", async () => {
    merchant.world.sandbox.gateway("linepay").configure({ cancelCarriesIds: false })
    const { url } = await merchant.request()
    expect((await payWithLinePay(url, { outcome: "cancel" })).url).toBe(`${shop().url}/cancel`)
  })

  it("who fails to authenticate comes back, and check knows", async () => {
    const { transactionId, url } = await merchant.request()
    await payWithLinePay(url, { outcome: "fail" })
    expect(await merchant.check(transactionId)).toBe("0122")
  })

  it("who closes the window after approving leaves the payment to be confirmed", async () => {
    const { transactionId, url } = await merchant.request()
    const page = await payWithLinePay(url, { outcome: "approve-and-close" })
    expect(page.html).toContain("The shop has not confirmed yet")
    expect(shop().received).toEqual([])
    expect(await merchant.check(transactionId)).toBe("0110")
    expect((await merchant.confirm(transactionId)).returnCode).toBe("0000")
  })

  it("who closes the window on the way back does so, too", async () => {
    const { transactionId, url } = await merchant.request()
    const page = await payWithLinePay(url, { closeBefore: (next) => next.url.includes("/confirm?") })
    expect(page.closed).toBe(true)
    expect(await merchant.check(transactionId)).toBe("0110")
  })

  it("who approves comes back with the numbers, only what is missing added", async () => {
    const changes = urls({ confirmUrl: `${shop().url}/confirm?orderId=mine&x=%2C#here` })
    const { transactionId, url } = await merchant.request(changes)
    const page = await payWithLinePay(url)
    expect(page.url).toBe(`${shop().url}/confirm?orderId=mine&x=%2C&transactionId=${transactionId}#here`)
    expect(shop().received[0]?.path).toBe(`/confirm?orderId=mine&x=%2C&transactionId=${transactionId}`)
  })

  it("reads Chinese or English as the order says, and may change it", async () => {
    const { url } = await merchant.request({ options: { display: { locale: "zh_TW" } } })
    const page = await openPage(url)
    expect(page.html).toContain("確認付款")
    expect((await page.submit("language")).html).toContain("Approve the payment")
  })

  it("cannot approve twice", async () => {
    const { transactionId, url } = await merchant.request()
    const [one, other] = [await openPage(url), await openPage(url)]
    await one.submit("line-pay-form", {}, "approve")
    expect((await other.submit("line-pay-form", {}, "cancel")).html).toContain("Authenticated")
    expect(await merchant.check(transactionId)).toBe("0110")
  })
})

describe("confirmUrlType", () => {
  it("SERVER asks from LINE Pay's server and leaves the browser", async () => {
    const { transactionId, orderId, url } = await merchant.request(urls({ confirmUrlType: "SERVER" }))
    const page = await payWithLinePay(url)
    await merchant.world.sandbox.settled()
    expect(page.url).toContain("/web/payment/wait")
    expect(shop().received.map(({ path }) => path)).toEqual([
      `/confirm?orderId=${orderId}&transactionId=${transactionId}`,
    ])
    expect(merchant.world.sandbox.outbox.list()).toMatchObject([{ channel: "confirmUrl", state: "acknowledged" }])
  })

  it("SERVER asks once", async () => {
    shop().answers.set("/confirm", (response) => response.writeHead(500).end())
    const { url } = await merchant.request(urls({ confirmUrl: "http://127.0.0.1:1/", confirmUrlType: "SERVER" }))
    await payWithLinePay(url)
    await merchant.world.sandbox.settled()
    await merchant.world.sandbox.advance(3_600_000)
    await merchant.world.sandbox.settled()
    expect(merchant.world.sandbox.outbox.list()).toMatchObject([{ state: "given-up", attempts: [{}] }])
  })

  it("NONE calls nobody", async () => {
    const { transactionId, url } = await merchant.request({ redirectUrls: { confirmUrlType: "NONE" } })
    await payWithLinePay(url)
    await merchant.world.sandbox.settled()
    expect(shop().received).toEqual([])
    expect(await merchant.check(transactionId)).toBe("0110")
  })
})

describe("the back office", () => {
  const office = () => merchant.world.sandbox.gateway("linepay")

  it("does what buyers and time do, once", async () => {
    const { transactionId } = await merchant.request()
    await expect(office().act("1", "cancel", {})).rejects.toThrow("no payment")
    await expect(office().act(transactionId, "dance", {})).rejects.toThrow("no action")
    await expect(office().act(transactionId, "answer-next", { code: "1234" })).rejects.toThrow("no code 1234")
    await expect(office().command("dance", {})).rejects.toThrow("no command")
    expect(await office().act(transactionId, "authenticate", {})).toMatchObject({ state: "authenticated" })
    await expect(office().act(transactionId, "authenticate", {})).rejects.toThrow("cannot be done")
    expect(await office().act(transactionId, "expire", {})).toMatchObject({ state: "expired" })
  })

  it("shows the payment with its timeline", async () => {
    const { transactionId, orderId, url } = await merchant.request()
    await payWithLinePay(url)
    await merchant.confirm(transactionId)
    await merchant.details(`transactionId=${transactionId}`)
    const [trade] = office().trades()
    expect(trade).toMatchObject({ id: transactionId, reference: orderId, state: "captured", amount: 1060 })
    const timeline = merchant.world.sandbox.journal.about("linepay", transactionId)
    expect(timeline.map(({ endpoint }) => endpoint)).toEqual([
      "/v4/payments/request",
      `/v4/payments/${transactionId}/confirm`,
      "/v4/payments",
    ])
    expect(timeline.at(-1)?.sent).toBe(`transactionId=${transactionId}`)
    const page = await fetch(`${merchant.world.sandbox.url}/_sandbox/linepay/trades/${transactionId}`)
    expect([page.status, (await page.text()).includes("captured")]).toEqual([200, true])
  })

  it("takes accounts and forgets payments", async () => {
    expect(() => office().addAccount({ channelId: "1" })).toThrow("channelSecret")
    const channel = { channelId: "77", channelSecret: "secret" }
    office().addAccount(channel)
    await merchant.request({}, { channel })
    merchant.world.sandbox.reset()
    expect(office().trades()).toEqual([])
    await merchant.request({}, { channel })
  })
})
