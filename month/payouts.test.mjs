import { describe, expect, it } from "vitest"
import { linesIn, merchantsOf } from "./payouts.mjs"

describe("a statement", () => {
  it("is read by the columns of the plain table", () => {
    const text = "reference,kind,gross,fee,net,paid_out_on,traded_on\r\nT1,refund,-500,0,-500,2026-12-01,2026-11-20\r\n"
    expect(linesIn(text, "plain", "payuni")).toEqual([
      { gateway: "payuni", reference: "T1", kind: "refund", gross: -500, fee: 0 },
    ])
  })

  it("is read by those of ECPay's file of cards, whose refunds are negative", () => {
    const text = "序號,授權單號,授權碼,訂單編號,交易日期,請款日期,交易金額,服務費,撥款金額\r\n"
    const rows = "1,1,2,T1,20261120,20261121,500,10,490\r\n2,1,2,T1,20261120,20261122,-100,0,-100\r\n"
    expect(linesIn(text + rows, "funding", "ecpay")).toEqual([
      { gateway: "ecpay", reference: "T1", kind: "payment", gross: 500, fee: 10 },
      { gateway: "ecpay", reference: "T1", kind: "refund", gross: -100, fee: 0 },
    ])
  })

  it("without lines tells nothing", () => {
    expect(linesIn("reference,kind,gross,fee,net,paid_out_on,traded_on\r\n", "plain", "payuni")).toEqual([])
  })
})

describe("a gateway's merchants", () => {
  it("are all by whose names it was paid, each once", () => {
    const money = { paid: 500, back: 0 }
    const trade = (/** @type {string} */ merchant, /** @type {typeof money} */ of) =>
      /** @type {any} */ ({ merchant, money: of })
    const trades = [
      trade("bank", money),
      trade("bank", money),
      trade("wallet", money),
      trade("none", { paid: 0, back: 0 }),
    ]
    expect(merchantsOf({ trades: () => trades })).toEqual(["bank", "wallet"])
  })
})
