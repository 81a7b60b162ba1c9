import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { payWithPayuni } from "../src/shopper/index.js"
import { MANUAL, type Merchant, only, openMerchant, SHOP, type Shop } from "./payuni-merchant.js"

const DAY = 24 * 60 * 60_000
/** From ten in the morning to ten past nine in the evening. */
const TONIGHT = (11 * 60 + 10) * 60_000
const BANK = 30 * 60_000

let merchant: Merchant
beforeEach(async () => {
  merchant = await openMerchant()
})
afterEach(() => merchant.close())

const close = (TradeNo: string, CloseType: string, TradeAmt = "", shop: Shop = SHOP) =>
  merchant.say("trade/close", { TradeNo, CloseType, ...(TradeAmt ? { TradeAmt } : {}) }, shop)
const cancel = (TradeNo: string, shop: Shop = SHOP) => merchant.say("trade/cancel", { TradeNo }, shop)

describe("trade/close", () => {
  it("refuses what it cannot do", async () => {
    const { TradeNo } = await merchant.pay({ TradeAmt: "30" })
    expect(await close("", "2", "30")).toContain("CLOSE02005")
    expect(await close("1795343400000000001", "2", "30")).toContain("CLOSE03001")
    expect(await close(TradeNo, "2", "30", MANUAL)).toContain("CLOSE03001")
    expect(await close(TradeNo, "3", "30")).toContain("CLOSE02008")
    expect(await close(TradeNo, "2")).toBe("CLOSE02010 未有請退款金額")
    expect(await close(TradeNo, "2", "0")).toContain("CLOSE02010")
    expect(await close(TradeNo, "1", "30")).toContain("已有請款紀錄")
    expect(await close(TradeNo, "-1")).toContain("CLOSE03001")
    expect(await close(TradeNo, "-2")).toContain("CLOSE03001")
    expect(await close(TradeNo, "2", "31")).toContain("退款金額($31)，請款金額($30)，目前已退款($0)")
  })

  it("refuses a refund beyond what is left in the recorded words", async () => {
    const { TradeNo } = await merchant.pay({ TradeAmt: "30" })
    expect(await close(TradeNo, "2", "30")).toBe("SUCCESS 處理成功")
    expect(await close(TradeNo, "2", "30")).toBe(
      "CLOSE03001 處理失敗，退款失敗，退款金額($30)，請款金額($30)，目前已退款($30)",
    )
  })

  it("refuses a shop that may not refund, a refund after 180 days, and other payments", async () => {
    const gateway = merchant.world.sandbox.gateway("payuni")
    const { TradeNo } = await merchant.pay()
    const wallet = await merchant.pay(only("LinePay"))
    expect(await close(wallet.TradeNo, "2", "1")).toContain("CLOSE03001")
    await merchant.world.sandbox.advance(181 * DAY)
    expect(await close(TradeNo, "2", "1")).toContain("已超過可退款期限")
    gateway.addAccount({ ...SHOP, refunds: false })
    const own = await merchant.pay()
    expect(await close(own.TradeNo, "2", "1")).toBe("CLOSE01007 商店退款功能已受限制")
  })

  it("takes parts of one payment, but only all of instalments", async () => {
    const inst = await merchant.pay(only("CreditInst"), { period: "3" })
    expect(await close(inst.TradeNo, "2", "1059")).toContain("僅可全額退款")
    expect(await close(inst.TradeNo, "2", "1060")).toContain("SUCCESS")
    const { TradeNo, reference } = await merchant.pay()
    expect(await close(TradeNo, "2", "60")).toContain("SUCCESS")
    const [row] = await merchant.query(reference)
    expect(row).toMatchObject({
      TradeStatus: "1",
      RefundType: "2",
      RefundStatus: "1",
      RefundAmt: "60",
      RemainAmt: "1000",
    })
  })

  it("schedules a refund behind one that is under way", async () => {
    const { TradeNo, reference } = await merchant.pay()
    await close(TradeNo, "2", "60")
    await close(TradeNo, "2", "100")
    const row = async () => {
      const [{ RefundType, RefundStatus, RefundAmt, RemainAmt } = {}] = await merchant.query(reference)
      return [RefundType, RefundStatus, RefundAmt, RemainAmt]
    }
    expect(await row()).toEqual(["3", "1", "100", "900"])
    await merchant.world.sandbox.advance(TONIGHT)
    expect(await row()).toEqual(["3", "1", "100", "900"])
    await merchant.world.sandbox.advance(BANK)
    expect(await row()).toEqual(["2", "1", "100", "900"])
    await merchant.world.sandbox.advance(DAY - BANK)
    expect(await row()).toEqual(["2", "8", "100", "900"])
    expect(await close(TradeNo, "-2")).toContain("CLOSE03001")
    await merchant.world.sandbox.advance(BANK)
    expect(await row()).toEqual(["2", "2", "100", "900"])
  })

  it("calls a refund off before the evening", async () => {
    const { TradeNo, reference } = await merchant.pay()
    await close(TradeNo, "2", "1060")
    expect(await close(TradeNo, "-2")).toBe("SUCCESS 處理成功")
    expect(await merchant.query(reference)).toMatchObject([{ RefundStatus: "3", RemainAmt: "1060" }])
    expect(await close(TradeNo, "2", "1060")).toContain("SUCCESS")
  })

  it("captures, calls the capture off, and captures a part for a shop that captures itself", async () => {
    const { TradeNo, reference } = await merchant.pay({}, {}, MANUAL)
    const status = async () => (await merchant.query(reference, MANUAL))[0]?.CloseStatus
    expect(await status()).toBe("9")
    expect(await close(TradeNo, "2", "1", MANUAL)).toContain("訂單未請款")
    expect(await close(TradeNo, "1", "1061", MANUAL)).toContain("CLOSE03001")
    expect(await close(TradeNo, "1", "1060", MANUAL)).toContain("SUCCESS")
    expect(await status()).toBe("1")
    expect(await close(TradeNo, "-1", "", MANUAL)).toContain("SUCCESS")
    expect(await status()).toBe("3")
    expect(await close(TradeNo, "1", "1000", MANUAL)).toContain("SUCCESS")
    await merchant.world.sandbox.advance(TONIGHT)
    expect(await status()).toBe("7")
    expect(await close(TradeNo, "-1", "", MANUAL)).toContain("CLOSE03001")
    await merchant.world.sandbox.advance(BANK)
    expect(await merchant.query(reference, MANUAL)).toMatchObject([
      { CloseStatus: "2", CloseAmt: "1000", RemainAmt: "1000" },
    ])
    expect(await close(TradeNo, "2", "1001", MANUAL)).toContain("CLOSE03001")
  })

  it("is done at once, and automatic captures in the evening, where the switches say so", async () => {
    merchant.configure({ closing: "at-once", autoCapture: "nightly" })
    const { TradeNo, reference } = await merchant.pay()
    expect(await merchant.query(reference)).toMatchObject([{ CloseStatus: "1" }])
    await close(TradeNo, "2", "60")
    expect(await merchant.query(reference)).toMatchObject([{ RefundType: "3", RefundStatus: "1" }])
    await merchant.world.sandbox.gateway("payuni").command("run-batch", {})
    await close(TradeNo, "-2")
    await close(TradeNo, "2", "70")
    expect(await merchant.query(reference)).toMatchObject([{ CloseStatus: "2", RefundType: "2", RefundStatus: "2" }])
  })
})

describe("trade/cancel", () => {
  it("refuses what is captured or was never paid", async () => {
    const { TradeNo } = await merchant.pay()
    expect(await cancel(TradeNo)).toBe("CANCEL03001 取消授權失敗，已存在請款成功紀錄 (2026-11-22)")
    await payWithPayuni(merchant.startUrl(merchant.order()), { outcome: "decline" })
    expect(await cancel(merchant.trade().id)).toBe("CANCEL03001 取消授權失敗，訂單不為付款成功")
    const union = await merchant.pay(only("CreditUnionPay"), {}, MANUAL)
    expect(await cancel(union.TradeNo, MANUAL)).toContain("CANCEL03001")
  })

  it("takes an authorisation back once", async () => {
    const { TradeNo, reference } = await merchant.pay({}, {}, MANUAL)
    expect(await cancel(TradeNo, MANUAL)).toBe("SUCCESS 取消授權成功")
    expect(await merchant.query(reference, MANUAL)).toMatchObject([{ TradeStatus: "3", RemainAmt: "0" }])
    expect(await cancel(TradeNo, MANUAL)).toContain("訂單不為付款成功")
    expect(await close(TradeNo, "1", "1060", MANUAL)).toContain("CLOSE03001")
  })
})
