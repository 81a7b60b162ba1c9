import { type Sandbox, startSandbox } from "@taiwan-payments/sandbox"
import { openPage, payWithJkopay } from "@taiwan-payments/sandbox/shopper"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import type { MerchantAccount } from "../../../src/toolkit/contract/gateway"
import { departure, enter, gatewayAt, KEYS, paid, query, scripted, stateThere, success, tradeOf } from "./merchant"

let sandbox: Sandbox
let gateway: MerchantAccount

beforeAll(async () => {
  sandbox = await startSandbox()
  gateway = gatewayAt(sandbox.url)
})

afterAll(async () => sandbox.close())

describe("an entry", () => {
  it("leads to JKOPAY's page, with the cart's lines", async () => {
    const { url } = await enter(gateway)
    expect(url).toContain(sandbox.url)
    const { html } = await openPage(url)
    expect(html).toContain("炭焙烏龍 × 4")
    expect(html).toContain("1,020")
  })

  it.each([
    ["lines that are no whole dollars a piece", [{ title: "茶", quantity: 3, total: 100 }]],
    ["no lines", []],
    ["a title that is cut inside a character", [{ title: `${"茶".repeat(59)}🍵`, quantity: 1, total: 960 }]],
  ])("works with %s", async (_, items) => {
    await expect(enter(gateway, { items, shipping: [] })).resolves.toMatchObject({ url: expect.any(String) })
  })

  it("has JKOPAY ask before the charge, unless the shop does not want it", async () => {
    const asks = gatewayAt(sandbox.url, { askBeforeCharge: true })
    const bodyOf = ({ start }: MerchantAccount) => {
      if (start.kind !== "redirect") throw new Error("JKOPAY redirects")
      const request = start.redirect(departure(), { now: new Date(), nonce: () => "" }).next()
      return request.done ? {} : JSON.parse(request.value.body ?? "")
    }
    expect(bodyOf(asks).confirm_url).toMatch(/\/gate$/)
    expect(bodyOf(gateway)).not.toHaveProperty("confirm_url")
  })

  it("of an order that is paid is refused in words", async () => {
    const trade = await paid(gateway)
    await expect(enter(gateway, { tradeNo: trade.tradeNo })).rejects.toThrow(/101.*paid already/)
  })

  it("says which keys to check", async () => {
    await expect(enter(gatewayAt(sandbox.url, { secretKey: "another-secret-key" }))).rejects.toMatchObject({
      kind: "config",
      message: expect.stringMatching(/apiKey, secretKey/),
    })
    await expect(enter(gatewayAt(sandbox.url, { storeId: "another-store" }))).rejects.toThrow(/200.*Store not found/)
  })

  it.each(["bad-request", "2-GW-0201"])("tells of wrong keys also where JKOPAY answers %s", async (badDigest) => {
    sandbox.gateway("jkopay").configure({ badDigest })
    await expect(enter(gatewayAt(sandbox.url, { secretKey: "another-secret-key" }))).rejects.toMatchObject({
      kind: "refused",
    })
    sandbox.gateway("jkopay").configure({ badDigest: "http-401" })
  })

  it.each([
    ["no address", success({}), "unreadable"],
    ["another's address", success({ payment_url: "javascript://jkopay.com/" }), "unreadable"],
    ["no object", success(null), "unreadable"],
    ["an internal error", { result: "999", message: "Internal Error", result_object: null }, "unreadable"],
    ["no code of JKOPAY's", { result: "error", message: "Bad Gateway", result_object: null }, "unreadable"],
    ["nonsense", "<html>", "unreadable"],
  ])("that answers %s is no way to pay", async (_, answer, kind) => {
    await expect(enter(gateway, {}, scripted(answer))).rejects.toMatchObject({ kind })
  })
})

describe("an inquiry", () => {
  it("finds an order unpaid, then paid with everything staff want to see", async () => {
    const { url, trade } = await enter(gateway)
    expect(await query(gateway, trade)).toMatchObject({ state: "pending", amount: null, code: "status 101" })
    await payWithJkopay(url, { outcome: "approve-and-close", channel: "creditcard", redeem: "coin" })
    expect(await query(gateway, trade)).toMatchObject({
      tradeNo: trade.tradeNo,
      merchant: KEYS.storeId,
      state: "captured",
      amount: 1020,
      reference: expect.stringMatching(/^J\d+$/),
      paidAt: expect.any(Date),
      details: { paid_by: "creditcard", card_last4: "3333", coins_and_coupons: "102" },
    })
  })

  it("reads amounts that are numbers as well", async () => {
    sandbox.gateway("jkopay").configure({ amounts: "number" })
    const trade = await paid(gateway)
    expect(await query(gateway, trade)).toMatchObject({ state: "captured", amount: 1020 })
    sandbox.gateway("jkopay").configure({ amounts: "string" })
  })

  it("finds a failed payment, which may still succeed", async () => {
    const { url, trade } = await enter(gateway)
    await payWithJkopay(url, { outcome: "decline", goBack: false })
    expect(await query(gateway, trade)).toMatchObject({ state: "failed", code: "status 100" })
    await payWithJkopay(url, { outcome: "approve-and-close" })
    expect((await query(gateway, trade)).state).toBe("captured")
  })

  it("of an order that JKOPAY never saw is absent", async () => {
    expect((await query(gateway, tradeOf(departure()))).state).toBe("absent")
  })

  const row = (changes: object) =>
    scripted(
      success({
        transactions: [{ platform_order_id: "A1", status: 0, final_price: "1020", currency: "TWD", ...changes }],
      }),
    )
  const trade = { ...tradeOf(departure()), tradeNo: "A1" }

  it.each([
    [{ status: 1 }, "pending", null],
    [{ status: "0" }, "captured", 1020],
    [{ status: 103 }, "unknown", null],
    [{ status: 2 }, "unknown", null],
    [{ status: null }, "unknown", null],
    [{ status: "constructor" }, "unknown", null],
    [{ currency: "USD" }, "unknown", 1020],
    [{ final_price: "1020.00" }, "captured", null],
    [{ final_price: -1 }, "captured", null],
    [{ final_price: undefined }, "captured", null],
  ])("of %j is %s", async (changes, state, amount) => {
    expect(await query(gateway, trade, row(changes))).toMatchObject({ state, amount })
  })

  it("keeps a date only where it is one", async () => {
    expect((await query(gateway, trade, row({ trans_time: "2026-11-22 18:30:05" }))).paidAt).toEqual(
      new Date("2026-11-22T10:30:05Z"),
    )
    expect((await query(gateway, trade, row({ trans_time: "soon" }))).paidAt).toBeNull()
  })

  it.each([
    success({ transactions: [] }),
    success({}),
    success({ transactions: [{ platform_order_id: "B2", status: 0 }] }),
  ])("about another order is no answer: %j", async (answer) => {
    await expect(query(gateway, trade, scripted(answer))).rejects.toMatchObject({ kind: "unreadable" })
  })
})

it("explains its codes to shopper and merchant, and no others", () => {
  expect(gateway.explain?.("102")?.merchant.en).toContain("180 days")
  expect(gateway.explain?.("117")?.merchant["zh-TW"]).toContain("全額")
  expect(gateway.explain?.("status 100")?.shopper.en).toContain("not charged")
  for (const code of ["", "000", "status 0", "constructor"]) expect(gateway.explain?.(code)).toBeNull()
})

it("keeps the books of the sandbox and ours alike", async () => {
  const trade = await paid(gateway)
  expect(stateThere(sandbox, trade)).toMatchObject({ state: "paid", amount: 1020 })
})
