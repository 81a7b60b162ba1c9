import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { MANUAL, type Merchant, only, openMerchant, SHOP } from "./payuni-merchant.js"

type Fields = Record<string, string>

const DAY = 24 * 60 * 60_000

let merchant: Merchant
beforeEach(async () => {
  merchant = await openMerchant()
})
afterEach(() => merchant.close())

describe("other refunds", () => {
  const give = (wallet: string, TradeNo: string, TradeAmt: string) =>
    merchant.say(`trade/common/refund/${wallet}`, { TradeNo, TradeAmt })

  it("of icash are of everything or nothing", async () => {
    const { TradeNo } = await merchant.pay(only("ICash"))
    expect(await give("icash", TradeNo, "")).toContain("REFUND02010")
    expect(await give("icash", TradeNo, "1059")).toContain("REFUND04005")
    expect(await give("icash", TradeNo, "1060")).toBe("SUCCESS 退款成功")
    expect(await give("icash", TradeNo, "1060")).toContain("REFUND04005")
  })

  it.each([
    ["linepay", "LinePay"],
    ["jkopay", "JKoPay"],
    ["aftee", "Aftee"],
  ])("of %s are in parts, and only of its own payments", async (wallet, tool) => {
    const { TradeNo, reference } = await merchant.pay(only(tool))
    expect(await give("icash", TradeNo, "1060")).toContain("REFUND03001")
    const { inner } = await merchant.call(`/api/trade/common/refund/${wallet}`, { TradeNo, TradeAmt: "60" })
    expect(inner).toMatchObject({ Status: "SUCCESS", TradeNo, RefundAmt: "60", RefundDT: "2026-11-22 10:00:00" })
    expect(inner.RefundNo).toMatch(/^R\d+$/)
    expect(await give(wallet, TradeNo, "1001")).toContain("REFUND04005")
    expect(await merchant.query(reference)).toMatchObject([{ TradeStatus: "1", RefundAmt: "60", RemainAmt: "1000" }])
  })

  it("AFTEE is confirmed once and in full", async () => {
    const { TradeNo } = await merchant.pay(only("Aftee"))
    const confirm = (TradeAmt: string, number = TradeNo) =>
      merchant.say("trade/common/confirm/aftee", { TradeNo: number, TradeAmt })
    expect(await confirm("1059")).toContain("CONFIRM03005")
    expect(await confirm("1060")).toBe("SUCCESS 確認成功")
    expect(await confirm("1060")).toContain("CONFIRM03005")
    const card = await merchant.pay()
    expect(await confirm("1060", card.TradeNo)).toContain("CONFIRM03001")
  })
})

describe("codes", () => {
  const bank = { BankCode: "822", BankSubCode: "0015", BankAccountNo: "123456789012", UID: "A123456789" }

  async function paidCode(tool: "ATM" | "CVS") {
    const issued = await merchant.pay(only(tool))
    await merchant.act("pay")
    await merchant.world.sandbox.settled()
    return issued
  }

  it("that are paid go back by transfer to an account that can be one", async () => {
    const { TradeNo } = await paidCode("ATM")
    const NotifyURL = `${merchant.world.shop.url}/transfer`
    const give = (changes: Fields) =>
      merchant.say("trade/offline/refund", {
        PaymentType: "2",
        TradeNo,
        RefundAmt: "60",
        ...bank,
        NotifyURL,
        ...changes,
      })
    expect(await give({ PaymentType: "1" })).toContain("REFUND02011")
    expect(await give({ PaymentType: "3" })).toContain("REFUND03001")
    expect(await give({ BankCode: "82" })).toContain("REFUND02012")
    expect(await give({ BankSubCode: "" })).toContain("REFUND02013")
    expect(await give({ BankAccountNo: "x" })).toContain("REFUND02014")
    expect(await give({ UID: "1" })).toContain("REFUND02015")
    expect(await give({ RefundAmt: "1061" })).toContain("REFUND04005")
    expect(await give({})).toContain("SUCCESS")
    await merchant.world.sandbox.settled()
    expect(merchant.receivedAt("/transfer")).toMatchObject([
      { RefundStatus: "1", RefundAmt: "60", BankDate: "2026-11-22" },
    ])
    expect(await give({ RefundAmt: "1001" })).toContain("REFUND04005")
  })

  it("whose transfer takes days can be called off that day, or fail", async () => {
    merchant.configure({ transfers: "days" })
    const { TradeNo, reference } = await paidCode("CVS")
    const asked = {
      PaymentType: "3",
      TradeNo,
      RefundAmt: "1060",
      ...bank,
      NotifyURL: `${merchant.world.shop.url}/transfer`,
    }
    const off = () => merchant.say("trade/offline/cancel_refund", { TradeNo })
    const { inner } = await merchant.call("/api/trade/offline/refund", asked)
    expect(inner.EstimatedRefundDate).toBe("2026-11-25")
    expect(await off()).toContain("SUCCESS")
    expect(await off()).toContain("REFUND03003")
    await merchant.say("trade/offline/refund", asked)
    await merchant.world.sandbox.advance(DAY)
    expect(await off()).toContain("REFUND03003")
    await merchant.act("fail-transfer")
    await merchant.world.sandbox.advance(3 * DAY)
    expect(merchant.receivedAt("/transfer")).toMatchObject([{ RefundStatus: "2" }])
    expect(await merchant.query(reference)).toMatchObject([{ RemainAmt: "1060" }])
  })

  it("of stores can be cancelled until they are paid", async () => {
    const { reference } = await merchant.pay(only("CVS"))
    const PayNo = merchant.receivedAt("/notify")[0]?.PayNo ?? ""
    const drop = (inner: Fields, shop = SHOP) => merchant.say("cancel_cvs", inner, shop)
    expect(await drop({})).toContain("CVS02018")
    expect(await drop({ PayNo: "123" })).toContain("CVS02019")
    expect(await drop({ PayNo: "000000000000" })).toContain("CVS02020")
    expect(await drop({ PayNo }, MANUAL)).toContain("CVS02020")
    expect(await drop({ PayNo })).toContain("SUCCESS")
    expect(await drop({ PayNo })).toContain("CVS02021")
    expect(await merchant.query(reference)).toMatchObject([{ TradeStatus: "3" }])
  })
})
