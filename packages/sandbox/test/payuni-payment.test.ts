import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { type Merchant, only, openMerchant } from "./payuni-merchant.js"

let merchant: Merchant
beforeEach(async () => {
  merchant = await openMerchant()
})
afterEach(() => merchant.close())

describe("a card", () => {
  it("that is declined ends the order with the bank's ResCode, notified and returned", async () => {
    const { page, reference } = await merchant.pay({}, { card: "4147631000000051" })
    expect(page.url).toBe(`${merchant.world.shop.url}/return`)
    const failed = { Status: "CREDIT03001", TradeStatus: "2", ResCode: "51", TradeAmt: "1060", MerTradeNo: reference }
    expect(merchant.receivedAt("/notify")).toMatchObject([failed])
    expect(merchant.receivedAt("/return")).toMatchObject([failed])
    expect(await merchant.query(reference)).toMatchObject([{ TradeStatus: "2", DataSource: "A" }])
  })

  it.each(["05", "14", "41", "54", "61"])("can be declined with ResCode %s by a button", async (outcome) => {
    await merchant.pay({}, { outcome })
    expect(merchant.receivedAt("/notify")).toMatchObject([{ Status: "CREDIT03001", ResCode: outcome }])
  })

  it("that is declined is not notified where the switch says so", async () => {
    merchant.configure({ failureNotices: false })
    await merchant.pay({}, { outcome: "decline" })
    expect(merchant.receivedAt("/notify")).toEqual([])
    expect(merchant.receivedAt("/return")).toHaveLength(1)
  })

  it.each([
    ["of another number", { card: "4111111111111111" }],
    ["that is old", { expiry: "12/20" }],
    ["of no month", { expiry: "13/30" }],
    ["for instalments", { card: "4147632000000001" }],
  ])("%s is not taken, and the order stays open", async (_what, shopper) => {
    const { page, reference } = await merchant.pay({}, shopper)
    expect(page.html).toContain('role="alert"')
    expect(await merchant.status(reference)).toBe("9")
    expect(merchant.receivedAt("/notify")).toEqual([])
  })

  it("whose ECI does not fit is authorised and taken back", async () => {
    const { reference } = await merchant.pay({}, { card: "4147631000000002" })
    expect(merchant.receivedAt("/notify")).toMatchObject([{ Status: "UPP05001", TradeStatus: "3", AuthCode: "000000" }])
    expect(await merchant.query(reference)).toMatchObject([{ TradeStatus: "3", CloseStatus: "3", RemainAmt: "0" }])
  })

  it("about which the bank is silent is UNKNOWN, and paid or failed by a later notice", async () => {
    for (const [action, status] of [
      ["confirm", "1"],
      ["decline", "2"],
    ] as const) {
      const { reference } = await merchant.pay({}, { outcome: "unknown" })
      expect(merchant.receivedAt("/return").at(-1)).toMatchObject({ Status: "UNKNOWN", TradeStatus: "8" })
      expect(await merchant.query(reference)).toMatchObject([{ TradeStatus: "8", DataSource: "B" }])
      await merchant.act(action)
      await merchant.world.sandbox.settled()
      expect(merchant.receivedAt("/notify").at(-1)).toMatchObject({ TradeStatus: status, MerTradeNo: reference })
      expect(await merchant.status(reference)).toBe(status)
      await expect(merchant.act(action)).rejects.toThrow("cannot be done")
    }
  })

  it("that is authorised is captured immediately, notified before the browser returns", async () => {
    const { reference } = await merchant.pay({})
    expect(merchant.world.shop.received.map(({ path }) => path).sort()).toEqual(["/notify", "/return"])
    const [notice] = merchant.receivedAt("/notify")
    expect(notice).toMatchObject({
      Status: "SUCCESS",
      Message: "授權成功",
      MerID: "S01234567",
      MerTradeNo: reference,
      TradeAmt: "1060",
      TradeStatus: "1",
      PaymentType: "1",
      Gateway: "2",
      Card6No: "414763",
      Card4No: "0001",
      CardInst: "1",
      AuthCode: "000000",
      AuthType: "1",
    })
    expect(merchant.receivedAt("/return")).toEqual([notice])
    expect(await merchant.query(reference)).toMatchObject([{ TradeStatus: "1", CloseStatus: "2", CloseAmt: "1060" }])
  })

  it("asks the bank where the order wants 3-D: a wrong password stays, a failed one ends", async () => {
    const wrong = await merchant.pay({ API3D: "1" }, { otp: "0000" })
    expect([wrong.page.form("otp-form")?.id, await merchant.status(wrong.reference)]).toEqual(["otp-form", "9"])
    const failed = await merchant.pay({ API3D: "1" }, { outcome: "fail-3d" })
    expect(await merchant.status(failed.reference)).toBe("2")
    const paid = await merchant.pay({ API3D: "1" })
    expect(await merchant.status(paid.reference)).toBe("1")
  })

  it("pays in instalments, the remainder first, but not in periods that it lacks", async () => {
    await merchant.pay({ ...only("CreditInst"), TradeAmt: "1000" }, { period: "6" })
    const [result] = merchant.receivedAt("/notify")
    expect(result).toMatchObject({ CardInst: "6", FirstAmt: "170", EachAmt: "166", AuthType: "2" })
    const lacking = await merchant.pay(only("CreditInst"), { period: "9", card: "3560512000000001" })
    expect(await merchant.status(lacking.reference)).toBe("9")
  })

  it("of UnionPay is of AuthType 7 and no bank of here", async () => {
    await merchant.pay(only("CreditUnionPay"))
    expect(merchant.receivedAt("/notify")).toMatchObject([{ AuthType: "7", CardBank: "-", PaymentType: "1" }])
  })
})
