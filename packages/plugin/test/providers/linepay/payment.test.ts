import { randomUUID } from "node:crypto"
import { type Sandbox, startSandbox } from "@taiwan-payments/sandbox"
import { openPage } from "@taiwan-payments/sandbox/shopper"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { linepay } from "../../../src/providers/linepay/gateway"
import { METHODS } from "../../../src/providers/linepay/methods"
import { type Conversation, converse, type Send } from "../../../src/toolkit/contract/conversation"
import type { MerchantAccount, OperationRequest, PaidTrade, StartRequest } from "../../../src/toolkit/contract/gateway"
import { httpClient } from "../../../src/toolkit/http-client"
import { ALPHANUMERIC, newTradeNumber } from "../../../src/toolkit/trade-number"
import { twd } from "../../../src/toolkit/twd"

const send: Send = httpClient({ gateway: "linepay" })
const SHOP = { backendUrl: "http://localhost:9", storefrontUrl: "http://localhost:9" }

let sandbox: Sandbox

beforeAll(async () => {
  sandbox = await startSandbox()
})

afterAll(async () => sandbox.close())

function gatewayOf(options: Record<string, unknown> = {}): MerchantAccount {
  const channel = { channelId: "1650000001", channelSecret: "sandbox-linepay-contracted-secret" }
  return linepay.openAccount({ ...SHOP, ...channel, environment: { sandbox: sandbox.url }, ...options }).account
}

function moment(): { now: Date; nonce: () => string } {
  return { now: new Date(), nonce: randomUUID }
}

function hold<Result>(conversation: Conversation<Result>, by: Send = send): Promise<Result> {
  return converse(conversation, by)
}

const [method] = METHODS

function departure(changes: Partial<StartRequest> = {}): StartRequest {
  return {
    tradeNo: newTradeNumber({ length: 20, alphabet: ALPHANUMERIC }),
    method,
    amount: twd(1020),
    at: new Date(),
    locale: "zh-TW",
    items: [
      { title: "珍珠奶茶", quantity: 4, total: 280 },
      { title: "炭焙烏龍", quantity: 1, total: 680 },
    ],
    shipping: [{ title: "宅配", quantity: 1, total: 60 }],
    buyer: { email: null, name: null, phone: null },
    sessionId: "payses_1",
    urls: {
      notify: `${sandbox.url}/n`,
      return: `${sandbox.url}/r?attempt=1`,
      back: `${sandbox.url}/b`,
      preChargeCheck: `${sandbox.url}/g`,
    },
    ...changes,
  }
}

async function request(
  gateway: MerchantAccount,
  changes: Partial<StartRequest> = {},
): Promise<{ trade: PaidTrade; url: string }> {
  const { start } = gateway
  if (start.kind !== "redirect") throw new Error("LINE Pay redirects")
  const leaving = departure(changes)
  const { url, reference = null } = await hold(start.redirect(leaving, moment()))
  const { tradeNo, amount } = leaving
  return {
    url,
    trade: { tradeNo, amount, method, reference, startedAt: leaving.at, voucherKnown: false, details: {} },
  }
}

async function approve(url: string, press = "approve-and-close"): Promise<void> {
  await (await openPage(url)).submit(
    "line-pay-form",
    { source: "card", refusal: /^\d/.test(press) ? press : "" },
    /^\d/.test(press) ? "approve-and-close" : press,
  )
}

async function paid(gateway: MerchantAccount): Promise<PaidTrade> {
  const { trade, url } = await request(gateway)
  await approve(url)
  const confirmed = await hold(confirmOf(gateway)(trade, moment()))
  return { ...trade, reference: confirmed.reference ?? trade.reference }
}

function confirmOf(gateway: MerchantAccount): NonNullable<MerchantAccount["confirm"]> {
  if (!gateway.confirm) throw new Error("LINE Pay confirms")
  return gateway.confirm
}

function order(trade: PaidTrade, amount: number, more: Partial<OperationRequest> = {}): OperationRequest {
  const rest = { captured: trade.amount, refunded: twd(0), key: "ref_1", since: new Date(), resumed: false }
  return { trade, amount: twd(amount), ...rest, ...more }
}

/** Sends, then loses the answer of the named call. */
function losing(call: string): Send {
  return async (wire) => {
    const answer = await send(wire)
    if (wire.call !== call) return answer
    const { PaymentError } = await import("../../../src/toolkit/payment-error")
    throw new PaymentError("unreachable", "The answer was lost.")
  }
}

describe("a request", () => {
  it("keeps the transaction id exact and leads to LINE Pay's page", async () => {
    const { trade, url } = await request(gatewayOf())
    expect(trade.reference).toMatch(/^\d{19}$/)
    expect(url).toContain(sandbox.url)
  })

  it("sends one line where the cart's lines do not add up", async () => {
    await expect(request(gatewayOf(), { items: [{ title: "茶", quantity: 3, total: 100 }] })).resolves.toBeDefined()
    await expect(request(gatewayOf(), { items: [], shipping: [] })).resolves.toBeDefined()
  })

  it("tells the merchant what 2103 wants", async () => {
    const gateway = gatewayOf({
      channelId: "1650000000",
      channelSecret: "sandbox-linepay-channel-secret",
      capture: "manual",
    })
    await expect(request(gateway)).rejects.toThrow(/2103.*separate capture/)
  })

  it("tells the merchant of a wrong secret", async () => {
    await expect(request(gatewayOf({ channelSecret: "another-secret-0123" }))).rejects.toThrow(/1106.*channelSecret/)
  })
})

describe("where a payment stands", () => {
  it("is pending, then approved, then captured by a confirm with our amount", async () => {
    const gateway = gatewayOf()
    const { trade, url } = await request(gateway)
    expect((await hold(gateway.query(trade, moment()))).state).toBe("pending")
    await approve(url)
    expect((await hold(gateway.query(trade, moment()))).state).toBe("approved")
    expect(await hold(confirmOf(gateway)(trade, moment()))).toMatchObject({
      state: "captured",
      amount: 1020,
      tradeNo: trade.tradeNo,
    })
    expect(await hold(gateway.query(trade, moment()))).toMatchObject({
      state: "captured",
      amount: 1020,
      merchant: "1650000001",
    })
  })

  it("is failed when the buyer cancels", async () => {
    const gateway = gatewayOf()
    const { trade, url } = await request(gateway)
    await approve(url, "cancel")
    expect(await hold(gateway.query(trade, moment()))).toMatchObject({ state: "failed", code: "0121" })
  })
})

describe("a confirm", () => {
  it("that is repeated is resolved from the details", async () => {
    const gateway = gatewayOf()
    const { trade, url } = await request(gateway)
    await approve(url)
    await hold(confirmOf(gateway)(trade, moment()))
    expect(await hold(confirmOf(gateway)(trade, moment()))).toMatchObject({ state: "captured", amount: 1020 })
  })

  it("whose answer is lost is resolved from the details", async () => {
    const gateway = gatewayOf()
    const { trade, url } = await request(gateway)
    await approve(url)
    expect(await hold(confirmOf(gateway)(trade, moment()), losing("confirm"))).toMatchObject({
      state: "captured",
      amount: 1020,
    })
  })

  it.each(["orderId", "transactionId"])("answered with another %s is resolved from the details", async (name) => {
    const gateway = gatewayOf()
    const { trade, url } = await request(gateway)
    await approve(url)
    const mixedUp: Send = async (wire) => {
      const response = await send(wire)
      if (wire.call !== "confirm") return response
      const text = response.text.replace(new RegExp(`("${name}":\\s*"?)\\w+`), "$1999")
      return { ...response, text }
    }
    expect(await hold(confirmOf(gateway)(trade, moment()), mixedUp)).toMatchObject({
      ...{ tradeNo: trade.tradeNo, reference: trade.reference },
      ...{ state: "captured", amount: 1020 },
    })
  })

  it("that never arrived leaves the payment pending", async () => {
    const gateway = gatewayOf()
    const { trade, url } = await request(gateway)
    await approve(url)
    const { PaymentError } = await import("../../../src/toolkit/payment-error")
    const unsent: Send = async (wire) => {
      if (wire.call === "confirm") throw new PaymentError("unreachable", "Nobody there.", { unsent: true })
      return send(wire)
    }
    expect((await hold(confirmOf(gateway)(trade, moment()), unsent)).state).toBe("pending")
    expect((await hold(confirmOf(gateway)(trade, moment()))).state).toBe("captured")
  })

  it("of a card that is refused is a failure, in words", async () => {
    const gateway = gatewayOf()
    const { trade, url } = await request(gateway)
    await approve(url, "1282")
    expect(await hold(confirmOf(gateway)(trade, moment()))).toMatchObject({ state: "failed", code: "1282" })
    expect(gateway.explain?.("1282")?.shopper["zh-TW"]).toContain("LINE Pay")
  })
})

describe("a refund", () => {
  it("gives back in parts, and never more than there is", async () => {
    const gateway = gatewayOf()
    const trade = await paid(gateway)
    expect(await hold(refundOf(gateway)(order(trade, 20), moment()))).toMatchObject({
      state: "done",
      reference: expect.stringMatching(/^\d{19}$/),
    })
    await hold(refundOf(gateway)(order(trade, 1000, { refunded: twd(20) }), moment()))
    await expect(hold(refundOf(gateway)(order(trade, 1, { refunded: twd(1020) }), moment()))).rejects.toThrow(
      /LINE Pay refused/,
    )
  })

  it("whose answer was lost is found in the list and not made twice", async () => {
    const gateway = gatewayOf()
    const trade = await paid(gateway)
    await expect(hold(refundOf(gateway)(order(trade, 20), moment()), losing("refund"))).rejects.toThrow(/lost/)
    expect(await hold(refundOf(gateway)(order(trade, 20, { resumed: true }), moment()))).toMatchObject({ steps: [] })
    expect(
      await hold(refundOf(gateway)(order(trade, 20, { resumed: true, refunded: twd(20) }), moment())),
    ).toMatchObject({ steps: ["refund 20"] })
  })
})

describe("separate capture", () => {
  it("authorises, captures a part once, and refuses a second capture", async () => {
    const gateway = gatewayOf({ capture: "manual" })
    const trade = await paid(gateway)
    expect((await hold(gateway.query(trade, moment()))).state).toBe("authorized")
    if (!gateway.capture) throw new Error("LINE Pay captures")
    await hold(gateway.capture(order(trade, 500), moment()))
    await expect(hold(gateway.capture(order(trade, 500), moment()))).rejects.toThrow(/LINE Pay refused/)
    expect(await hold(gateway.capture(order(trade, 500, { resumed: true }), moment()))).toMatchObject({ steps: [] })
  })

  it("releases what is not captured", async () => {
    const gateway = gatewayOf({ capture: "manual" })
    const trade = await paid(gateway)
    if (!gateway.void) throw new Error("LINE Pay releases")
    await hold(gateway.void(order(trade, 1020), moment()))
    expect((await hold(gateway.query(trade, moment()))).state).toBe("voided")
    expect(await hold(gateway.void(order(trade, 1020, { resumed: true }), moment()))).toMatchObject({ steps: [] })
  })
})

function refundOf(gateway: MerchantAccount): NonNullable<MerchantAccount["refund"]> {
  if (!gateway.refund) throw new Error("LINE Pay refunds")
  return gateway.refund
}
