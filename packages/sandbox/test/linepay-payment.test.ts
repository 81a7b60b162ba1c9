import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { payWithLinePay } from "../src/shopper/index.js"
import { type CallOptions, CHANNEL, CONTRACTED, type Info, type Merchant, openMerchant } from "./linepay-merchant.js"

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

let merchant: Merchant
beforeEach(async () => {
  merchant = await openMerchant()
})
afterEach(() => merchant.world.close())

const settings = (patch: Record<string, unknown>) => merchant.world.sandbox.gateway("linepay").configure(patch)
const capture = { options: { payment: { capture: false } } }
const separate = { channel: CONTRACTED }

const command = (name: "capture" | "void" | "refund", id: string, body?: unknown, options: CallOptions = separate) => {
  const path = name === "refund" ? `/v4/payments/${id}/refund` : `/v4/payments/authorizations/${id}/${name}`
  return merchant.call("POST", path, body, options)
}

/** An order that the buyer has approved. */
async function approved(changes: object = {}, channel = CHANNEL) {
  const placed = await merchant.request(changes, { channel })
  await payWithLinePay(placed.url)
  return placed
}

async function paid(changes: object = {}, channel = CHANNEL) {
  const placed = await approved(changes, channel)
  const { returnCode } = await merchant.confirm(placed.transactionId, 1060, { channel })
  expect(returnCode).toBe("0000")
  return placed
}

describe("confirm", () => {
  it("before the buyer has authenticated is 1169, and kills the reservation", async () => {
    const { transactionId, url } = await merchant.request()
    expect(await merchant.check(transactionId)).toBe("0000")
    expect((await merchant.confirm(transactionId)).returnCode).toBe("1169")
    expect(await merchant.check(transactionId)).toBe("0122")
    const page = await payWithLinePay(url)
    expect(page.url).toContain("/web/payment/wait")
    expect((await merchant.confirm(transactionId)).returnCode).toBe("1169")
  })

  it("leaves the reservation alive where that is switched off", async () => {
    settings({ earlyConfirmKills: false })
    const { transactionId } = await merchant.request()
    expect((await merchant.confirm(transactionId)).returnCode).toBe("1169")
    expect(await merchant.check(transactionId)).toBe("0000")
  })

  it.each([
    ["unknown", "2023042201206549310", "1150"],
    ["no number", "abc", "1155"],
    ["too long", "20230422012065493100", "1155"],
  ])("of a transaction that is %s", async (_name, id, code) => {
    expect((await merchant.confirm(id)).returnCode).toBe(code)
  })

  it("is another merchant's no business", async () => {
    const { transactionId } = await approved()
    expect((await merchant.confirm(transactionId, 1060, { channel: CONTRACTED })).returnCode).toBe("1150")
  })

  it("of another amount or currency is 1153 and takes nothing", async () => {
    const { transactionId } = await approved()
    expect((await merchant.confirm(transactionId, 1)).returnCode).toBe("1153")
    const path = `/v4/payments/${transactionId}/confirm`
    expect((await merchant.call("POST", path, { amount: 1060, currency: "USD" })).returnCode).toBe("1153")
    expect((await merchant.call("POST", path, { amount: 1060 })).returnCode).toBe("2101")
    expect(await merchant.check(transactionId)).toBe("0110")
  })

  it("with a card that is refused ends the payment", async () => {
    const { transactionId, url } = await merchant.request()
    await payWithLinePay(url, { outcome: "1288" })
    expect(await merchant.check(transactionId)).toBe("0110")
    const answer = await merchant.confirm(transactionId)
    expect(answer).toMatchObject({ returnCode: "1288", returnMessage: "Credit card has insufficient funds." })
    expect(await merchant.check(transactionId)).toBe("0122")
  })

  it("takes the money once: 1172 afterwards", async () => {
    const { transactionId, orderId } = await approved()
    expect((await merchant.details(`transactionId=${transactionId}`)).returnCode).toBe("1150")
    const answer = await merchant.confirm(transactionId)
    expect(answer).toMatchObject({ returnCode: "0000", returnMessage: "OK" })
    expect(answer.info).toEqual({
      orderId,
      transactionId,
      payInfo: [{ method: "CREDIT_CARD", amount: 1060, creditCardNickname: "", creditCardBrand: "VISA" }],
      packages: [{ id: "1", amount: 1060 }],
      paymentProvider: "TSP",
    })
    expect((await merchant.confirm(transactionId)).returnCode).toBe("1172")
    expect(await merchant.check(transactionId)).toBe("0123")
  })

  it("while one is under way is 1198", async () => {
    const { transactionId } = await approved()
    merchant.world.sandbox.fault({
      kind: "in-flight",
      endpoint: "/v4/payments/:transactionId/confirm",
      milliseconds: 1_500,
    })
    const first = merchant.confirm(transactionId)
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect((await merchant.confirm(transactionId)).returnCode).toBe("1198")
    expect((await merchant.details(`transactionId=${transactionId}`)).returnCode).toBe("1150")
    expect((await first).returnCode).toBe("0000")
    expect((await merchant.confirm(transactionId)).returnCode).toBe("1172")
  })

  it("whose answer is lost has taken the money", async () => {
    const { transactionId } = await approved()
    merchant.world.sandbox.fault({
      kind: "lost-reply",
      gateway: "linepay",
      endpoint: "/v4/payments/:transactionId/confirm",
    })
    await expect(merchant.confirm(transactionId)).rejects.toThrow()
    expect((await merchant.confirm(transactionId)).returnCode).toBe("1172")
    expect((await merchant.details(`transactionId=${transactionId}`)).rows).toMatchObject([{ payStatus: "CAPTURE" }])
  })

  it("that is answered late has taken the money before", async () => {
    const { transactionId } = await approved()
    merchant.world.sandbox.fault({
      kind: "slow-reply",
      endpoint: "/v4/payments/:transactionId/confirm",
      milliseconds: 1_500,
    })
    const late = merchant.confirm(transactionId)
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(await merchant.check(transactionId)).toBe("0123")
    expect((await late).returnCode).toBe("0000")
  })

  it("shares the sum among card and points", async () => {
    const { transactionId, url } = await merchant.request()
    await payWithLinePay(url, { source: "card-points" })
    const { info } = await merchant.confirm(transactionId)
    expect(info?.payInfo.map(({ method, amount }) => [method, amount])).toEqual([
      ["CREDIT_CARD", 954],
      ["POINT", 106],
    ])
  })
})

describe("time", () => {
  it("runs out on a buyer who does nothing", async () => {
    const { transactionId, url } = await merchant.request()
    await merchant.world.sandbox.advance(21 * MINUTE)
    expect(await merchant.check(transactionId)).toBe("0121")
    expect((await payWithLinePay(url)).html).toContain("Out of time")
    expect((await merchant.confirm(transactionId)).returnCode).toBe("1180")
  })

  it("runs out on a shop that does not confirm, and nothing was taken", async () => {
    const { transactionId } = await approved()
    await merchant.world.sandbox.advance(29 * MINUTE)
    expect(await merchant.check(transactionId)).toBe("0110")
    await merchant.world.sandbox.advance(2 * MINUTE)
    expect(await merchant.check(transactionId)).toBe("0121")
    expect((await merchant.confirm(transactionId)).returnCode).toBe("1180")
    expect((await merchant.details(`transactionId=${transactionId}`)).returnCode).toBe("1150")
  })

  it("lets an authorisation lapse", async () => {
    const { transactionId } = await paid(capture, CONTRACTED)
    await merchant.world.sandbox.advance(32 * DAY)
    expect((await command("capture", transactionId, { amount: 1060, currency: "TWD" })).returnCode).toBe("1179")
    const { rows } = await merchant.details(`transactionId=${transactionId}`, separate)
    expect(rows).toMatchObject([{ payStatus: "EXPIRED_AUTHORIZATION" }])
  })

  it("closes the door for refunds", async () => {
    const { transactionId } = await paid()
    await merchant.world.sandbox.advance(61 * DAY)
    expect((await command("refund", transactionId, {}, { channel: CHANNEL })).returnCode).toBe("1163")
  })
})

describe("separate capture", () => {
  it("takes part of it once, and lets the rest go", async () => {
    const placed = await approved(capture, CONTRACTED)
    const { info } = await merchant.confirm(placed.transactionId, 1060, separate)
    expect(info?.authorizationExpireDate).toMatch(/^2026-12-23T02:00/)
    expect((await command("refund", placed.transactionId, {})).returnCode).toBe("1179")
    const take = (amount: number) => command("capture", placed.transactionId, { amount, currency: "TWD" })
    expect((await take(1061)).returnCode).toBe("1153")
    expect((await take(0)).returnCode).toBe("1183")
    expect((await take(600)).info).toMatchObject({ transactionId: placed.transactionId, payInfo: [{ amount: 600 }] })
    expect((await take(460)).returnCode).toBe("1179")
    expect((await command("refund", placed.transactionId, { refundAmount: 601 })).returnCode).toBe("1164")
    expect((await command("refund", placed.transactionId, { refundAmount: 600 })).returnCode).toBe("0000")
  })

  it("may answer with another number, under which the payment is found as well", async () => {
    settings({ captureTransactionId: "new" })
    const { transactionId } = await paid(capture, CONTRACTED)
    const { info } = await command("capture", transactionId, { amount: 1060, currency: "TWD" })
    expect(info?.transactionId).not.toBe(transactionId)
    expect((await command("refund", info?.transactionId ?? "", {})).returnCode).toBe("0000")
  })

  it("that fails at the card has cancelled the payment", async () => {
    const { transactionId } = await paid(capture, CONTRACTED)
    await merchant.world.sandbox.gateway("linepay").act(transactionId, "answer-next", { code: "1282" })
    expect((await command("capture", transactionId, { amount: 1060, currency: "TWD" })).returnCode).toBe("1282")
    const { rows } = await merchant.details(`transactionId=${transactionId}`, separate)
    expect(rows).toMatchObject([{ payStatus: "VOIDED_AUTHORIZATION" }])
  })
})

describe("void", () => {
  it.each([
    ["no body and the word null", undefined, "null"],
    ["no body and nothing", undefined, ""],
    ["an empty object", {}, undefined],
  ])("takes %s", async (_name, body, signs) => {
    const { transactionId } = await paid(capture, CONTRACTED)
    const options = signs === undefined ? separate : { ...separate, signs }
    expect((await command("void", transactionId, body, options)).text).toBe(
      '{"returnCode":"0000","returnMessage":"OK"}',
    )
    expect((await command("void", transactionId, {})).returnCode).toBe("1179")
    expect((await command("capture", transactionId, { amount: 1060, currency: "TWD" })).returnCode).toBe("1179")
  })

  it("may insist on one signature for no body", async () => {
    const { transactionId } = await paid(capture, CONTRACTED)
    settings({ emptyBodySigns: "null" })
    expect((await command("void", transactionId)).returnCode).toBe("1106")
    settings({ emptyBodySigns: "nothing" })
    expect((await command("void", transactionId, undefined, { ...separate, signs: "null" })).returnCode).toBe("1106")
    expect((await command("void", transactionId)).returnCode).toBe("0000")
  })

  it("comes too late after capture", async () => {
    const { transactionId } = await paid({}, CONTRACTED)
    expect((await command("void", transactionId, {})).returnCode).toBe("1179")
  })
})

describe("refund", () => {
  const mine = { channel: CHANNEL }
  const back = (id: string, refundAmount?: number) =>
    command("refund", id, refundAmount === undefined ? {} : { refundAmount }, mine)

  it("gives back no more than was paid", async () => {
    const { transactionId } = await paid()
    expect((await back(transactionId, 0)).returnCode).toBe("1124")
    expect((await back(transactionId, -1)).returnCode).toBe("1124")
    expect((await back(transactionId, 0.5)).returnCode).toBe("1124")
    expect((await back(transactionId, 1061)).returnCode).toBe("1164")
    expect((await back(transactionId, 400)).info?.refundTransactionId).toMatch(/^\d{19}$/)
    expect((await back(transactionId, 661)).returnCode).toBe("1164")
    expect((await back(transactionId)).returnCode).toBe("0000")
    expect((await back(transactionId)).returnCode).toBe("1165")
    expect((await back(transactionId, 1)).returnCode).toBe("1165")
  })

  it("has no key: what is asked twice is refunded twice, and only the list tells", async () => {
    const { transactionId } = await paid()
    merchant.world.sandbox.fault({ kind: "lost-reply", gateway: "linepay" })
    await expect(back(transactionId, 100)).rejects.toThrow()
    expect((await back(transactionId, 100)).returnCode).toBe("0000")
    const { rows } = await merchant.details(`transactionId=${transactionId}`)
    expect(rows[0]?.refundList).toMatchObject([
      { refundAmount: -100, transactionType: "PARTIAL_REFUND" },
      { refundAmount: -100, transactionType: "PARTIAL_REFUND" },
    ])
  })

  it("may be answered with a request to retry, and nothing was done", async () => {
    const { transactionId } = await paid()
    await merchant.world.sandbox.gateway("linepay").act(transactionId, "answer-next", { code: "1900" })
    expect((await back(transactionId)).returnCode).toBe("1900")
    expect((await back(transactionId)).returnCode).toBe("0000")
  })

  it("without a body gives all back", async () => {
    const { transactionId } = await paid()
    expect((await command("refund", transactionId, undefined, { ...mine })).returnCode).toBe("0000")
    const { rows } = await merchant.details(`transactionId=${transactionId}`)
    expect(rows[0]?.refundList).toMatchObject([{ refundAmount: -1060, transactionType: "PAYMENT_REFUND" }])
  })
})

describe("details", () => {
  it("refuse to answer nothing, too much, and nonsense", async () => {
    expect((await merchant.details("")).returnCode).toBe("2101")
    expect((await merchant.details("transactionId=abc")).returnCode).toBe("1155")
    const many = Array.from({ length: 101 }, (_, index) => `orderId=${index}`).join("&")
    expect((await merchant.details(many)).returnCode).toBe("1177")
  })

  it("show each payment once, with everything about it", async () => {
    const first = await paid()
    const second = await paid()
    const { rows, returnMessage } = await merchant.details(
      `transactionId=${first.transactionId}&orderId=${first.orderId},${second.orderId}`,
    )
    expect(returnMessage).toBe("success")
    expect(rows).toHaveLength(2)
    expect(rows[0]).toMatchObject({
      transactionId: first.transactionId,
      orderId: first.orderId,
      transactionType: "PAYMENT",
      payStatus: "CAPTURE",
      productName: "高山烏龍",
      currency: "TWD",
      paymentProvider: "TSP",
      packages: [{ id: "1", amount: 1060, name: "茶葉" }],
    })
    expect(rows[0]?.transactionDate).toMatch(/^2026-11-22T02:00:\d\d\.\d{3}Z$/)
    expect(rows[0]).not.toHaveProperty("refundList")
  })

  it("of a refund's number name the payment", async () => {
    const { transactionId } = await paid()
    const refund = await command("refund", transactionId, { refundAmount: 1 }, { channel: CHANNEL })
    const { rows, text } = await merchant.details(`transactionId=${refund.info?.refundTransactionId}`)
    expect(rows).toMatchObject([{ transactionType: "PARTIAL_REFUND", originalTransactionId: transactionId }])
    expect(text).toMatch(/"originalTransactionId":\d{19}/)
  })

  it("are another merchant's no business", async () => {
    const { transactionId } = await paid()
    expect((await merchant.details(`transactionId=${transactionId}`, separate)).returnCode).toBe("1150")
  })
})

describe("regKey", () => {
  const preapproved = { options: { payment: { payType: "PREAPPROVED" } } }
  const pay = (key: string, orderId: string, channel = CONTRACTED) => {
    const body = { amount: 300, currency: "TWD", orderId, productName: "茶葉訂閱" }
    return merchant.call("POST", `/v4/payments/preapprovedPay/${key}/payment`, body, { channel })
  }
  const check = (key: string) => merchant.call("GET", `/v4/payments/preapprovedPay/${key}/check`, undefined, separate)

  it("pays again without the buyer, until it is expired", async () => {
    const { transactionId, url } = await merchant.request(preapproved, separate)
    await payWithLinePay(url)
    const confirmed = await merchant.confirm(transactionId, 1060, separate)
    const { regKey }: Info = confirmed.info ?? expect.fail(confirmed.text)
    expect((await pay(regKey, "R1", CHANNEL)).returnCode).toBe("1194")
    expect((await pay("RK0", "R1")).returnCode).toBe("1190")
    const again = await pay(regKey, "R1")
    expect(again.info).toMatchObject({ orderId: "R1", paymentProvider: "TSP" })
    expect((await pay(regKey, "R1")).returnCode).toBe("1172")
    expect((await merchant.details("orderId=R1", separate)).rows).toMatchObject([{ payStatus: "CAPTURE" }])
    expect((await check(regKey)).returnCode).toBe("0000")
    const expire = `/v4/payments/preapprovedPay/${regKey}/expire`
    expect((await merchant.call("POST", expire, {}, separate)).returnCode).toBe("0000")
    expect((await check(regKey)).returnCode).toBe("1193")
    expect((await pay(regKey, "R2")).returnCode).toBe("1193")
  })
})
