import { afterEach, beforeEach, describe, expect, it } from "vitest"
import type { Fields } from "../src/gateways/ecpay/wire/codec.js"
import { payByCard } from "../src/shopper/index.js"
import { MERCHANT, openWorld, order, readPlain, sign, type World } from "./shop.js"

const DAY = 24 * 60 * 60_000

let world: World
beforeEach(async () => {
  world = await openWorld()
})
afterEach(() => world.close())

const trade = () => world.sandbox.gateway("ecpay").trades().at(-1)

async function paid(changes: Fields = {}, shopper = {}): Promise<void> {
  await payByCard(world.shop.startUrl(sign(order(world.shop, changes))), shopper)
}

async function act(Action: string, amount = 1060, changes: Fields = {}): Promise<Fields> {
  const fields = {
    MerchantID: MERCHANT,
    MerchantTradeNo: trade()?.reference ?? "",
    TradeNo: trade()?.id ?? "",
    Action,
    TotalAmount: String(amount),
    ...changes,
  }
  return readPlain(await (await world.call("/CreditDetail/DoAction", fields)).text())
}

async function card(changes: Fields = {}) {
  const fields = {
    MerchantID: MERCHANT,
    CreditRefundId: trade()?.details.gwsr ?? "",
    CreditAmount: String(trade()?.amount),
    CreditCheckCode: "59997889",
    ...changes,
  }
  return (await (await world.call("/CreditDetail/QueryTrade/V2", fields)).json()) as {
    RtnMsg: string
    RtnValue: { status: string; clsamt: number; close_data: { status: string; amount: number }[] }
  }
}

const toEvening = (time: string) =>
  world.sandbox.advance(new Date(`2026-11-22T${time}:00+08:00`).getTime() - world.sandbox.clock.now().getTime())

describe("DoAction refuses", () => {
  beforeEach(() => paid())

  it("a foreign signature, order, trade number, action, or amount", async () => {
    const forged = { MerchantID: MERCHANT, MerchantTradeNo: "", TradeNo: "", Action: "N", TotalAmount: "1060" }
    const keys = { hashKey: "a", hashIV: "b" }
    expect(await (await world.call("/CreditDetail/DoAction", forged, keys)).text()).toContain("RtnCode=10200073")
    expect((await act("N", 1060, { MerchantTradeNo: "other" })).RtnMsg).toBe("MerchantTradeNo Error")
    expect((await act("N", 1060, { TradeNo: "1" })).RtnMsg).toBe("TradeNo Error")
    expect((await act("X")).RtnCode).toBe("10100050")
    expect((await act("N", 0)).RtnCode).toBe("10100050")
    expect(trade()?.details["Card state"]).toBe("已授權")
  })

  it("everything between 20:15 and 20:30", async () => {
    await toEvening("20:15")
    expect((await act("R")).RtnCode).toBe("0")
    await toEvening("20:30")
    expect((await act("R")).RtnCode).toBe("1")
  })

  it("a trade that no card paid", async () => {
    const { MerchantTradeNo = "", ...rest } = order(world.shop, { ChoosePayment: "ATM", ChooseSubPayment: "BOT" })
    await world.call("/Cashier/AioCheckOut/V5", { MerchantTradeNo, ...rest })
    expect((await act("R")).RtnMsg).toBe("error_nopay")
  })

  it("anything on the stage", async () => {
    world.sandbox.gateway("ecpay").configure({ behaviour: "stage" })
    expect((await act("N")).RtnMsg).toBe("TradeNo Error")
    expect((await world.call("/CreditDetail/QueryTrade/V2", { MerchantID: MERCHANT })).status).toBe(404)
    expect((await world.call("/CreditDetail/FundingReconDetail", { MerchantID: MERCHANT })).status).toBe(404)
  })
})

describe("the card's states", () => {
  type Step = [action: string, amount: number, message: string, state: string]
  const stories: [name: string, steps: Step[]][] = [
    ["authorised, released", [["N", 1060, "Succeeded", "已取消"]]],
    ["authorised: a full R is refused", [["R", 1060, "更新失敗.(error_amount_R)", "已授權"]]],
    ["authorised: a partial N is refused", [["N", 500, "更新失敗.(error_amount_N)", "已授權"]]],
    ["authorised: E is refused", [["E", 1060, "更新失敗.(error_E)", "已授權"]]],
    ["authorised: C for too much", [["C", 1061, "更新失敗.(error_amount_C)", "已授權"]]],
    [
      "closing requested: undone, then released",
      [
        ["C", 1060, "Succeeded", "要關帳"],
        ["N", 1060, "更新失敗.(error_N)", "要關帳"],
        ["R", 1060, "更新失敗.(error_amount_R)", "要關帳"],
        ["E", 1060, "Succeeded", "操作取消"],
        ["R", 1060, "更新失敗.(error_amount_R)", "操作取消"],
        ["N", 1060, "Succeeded", "已取消"],
        ["N", 1060, "error_nopay", "已取消"],
      ],
    ],
    [
      "closing requested: refunded in parts, never more than was closed",
      [
        ["C", 1060, "Succeeded", "要關帳"],
        ["R", 400, "Succeeded", "要關帳"],
        ["R", 661, "更新失敗.(error_amount_R)", "要關帳"],
        ["R", 660, "Succeeded", "要關帳"],
        ["R", 1, "更新失敗.(error_amount_R)", "要關帳"],
        ["E", 1060, "更新失敗.(error_amount_E)", "要關帳"],
      ],
    ],
    [
      "closed in part: no more than that comes back",
      [
        ["C", 1000, "Succeeded", "要關帳"],
        ["C", 60, "更新失敗.(error_C)", "要關帳"],
        ["R", 1001, "更新失敗.(error_amount_R)", "要關帳"],
        ["R", 999, "Succeeded", "要關帳"],
      ],
    ],
  ]

  it.each(stories)("%s", async (_name, steps) => {
    await paid()
    for (const [action, amount, message, state] of steps) {
      const answer = await act(action, amount)
      expect([answer.RtnMsg, trade()?.details["Card state"]]).toEqual([message, state])
      expect(answer.RtnCode === "1").toBe(message === "Succeeded")
      expect(answer).not.toHaveProperty("CheckMacValue")
    }
  })

  it("closed by the batch at 20:15: only R, to the last dollar", async () => {
    await paid()
    await toEvening("20:31")
    expect(trade()?.details["Card state"]).toBe("已關帳")
    expect((await act("N")).RtnMsg).toBe("更新失敗.(error_N)")
    expect((await act("C")).RtnMsg).toBe("更新失敗.(error_C)")
    expect((await act("R", 60)).RtnMsg).toBe("Succeeded")
    expect((await act("R", 1000)).RtnMsg).toBe("Succeeded")
    expect((await act("R", 1)).RtnMsg).toBe("更新失敗.(error_amount_R)")
    expect((await card()).RtnValue).toMatchObject({
      clsamt: 0,
      close_data: [
        { status: "已關帳", amount: 1060, datetime: "2026/11/22 20:15:00" },
        { status: "要關帳", amount: -60 },
        { status: "要關帳", amount: -1000 },
      ],
    })
  })

  it("instalments and bonus points come back whole or not at all", async () => {
    const kinds: [Fields, object][] = [
      [{ CreditInstallment: "3" }, {}],
      [{ Redeem: "Y" }, { redeem: true }],
    ]
    for (const [changes, shopper] of kinds) {
      await paid(changes, shopper)
      expect((await act("C", 500)).RtnMsg).toBe("更新失敗.(error_amount_C)")
      await world.sandbox.gateway("ecpay").command("run-batch", {})
      expect((await act("R", 500)).RtnMsg).toBe("更新失敗.(error_amount_R)")
      expect((await act("R", 1060)).RtnMsg).toBe("Succeeded")
    }
  })

  it("UnionPay closes at once and cannot be undone", async () => {
    await paid({ UnionPay: "1" }, { card: "6216111111111111" })
    expect(trade()?.details["Card state"]).toBe("要關帳")
    expect((await act("E")).RtnCode).toBe("0")
    await world.sandbox.gateway("ecpay").command("run-batch", {})
    expect((await act("R")).RtnMsg).toBe("Succeeded")
  })

  it("a refund that the balance does not cover", async () => {
    world.sandbox.gateway("ecpay").addAccount({
      merchantId: MERCHANT,
      hashKey: "pwFHCqoQZGmho4w6",
      hashIV: "EkRm7iFT261dpevs",
      balance: 100,
    })
    await paid()
    await world.sandbox.gateway("ecpay").command("run-batch", {})
    expect((await act("R", 101)).RtnCode).toBe("0")
    expect((await act("R", 100)).RtnCode).toBe("1")
    expect((await act("R", 1)).RtnCode).toBe("0")
  })
})

describe("time", () => {
  it("without auto-close: C until day 21, then nothing; dead after 90 days", async () => {
    await world.close()
    world = await openWorld({ ecpay: { autoClose: false } })
    await paid()
    await world.sandbox.advance(20 * DAY)
    expect(trade()?.details["Card state"]).toBe("已授權")
    await world.sandbox.advance(2 * DAY)
    expect((await act("C")).RtnMsg).toBe("error_overDate")
    await world.sandbox.advance(69 * DAY)
    expect(trade()?.details["Card state"]).toBe("已取消")
    expect((await card()).RtnValue.status).toBe("已取消")
  })

  it("no refund after 90 days", async () => {
    await paid()
    await world.sandbox.advance(91 * DAY)
    expect((await act("R")).RtnMsg).toBe("error_overDate")
  })

  it("what the system closed waits until six where the switch says so", async () => {
    world.sandbox.gateway("ecpay").configure({ holdRefundsUntilSix: true })
    await paid()
    await toEvening("22:00")
    expect((await act("R")).RtnCode).toBe("0")
    await world.sandbox.advance(8 * 60 * 60_000 + 60_000)
    expect((await act("R")).RtnCode).toBe("1")
  })
})

describe("QueryTrade/V2 refuses", () => {
  beforeEach(() => paid())

  it("a wrong check code, number or amount, and then holds no value", async () => {
    expect(await card({ CreditCheckCode: "1" })).toEqual({ RtnMsg: "error", RtnValue: "" })
    expect(await card({ CreditRefundId: "1" })).toEqual({ RtnMsg: "error_nopay", RtnValue: "" })
    expect(await card({ CreditAmount: "1" })).toEqual({ RtnMsg: "error_nopay", RtnValue: "" })
  })

  it("nothing else, and shows the closing's state where the switch says so", async () => {
    expect((await card()).RtnValue).toMatchObject({ status: "已授權", clsamt: 0, close_data: [] })
    await act("C")
    expect((await card()).RtnValue.status).toBe("已授權")
    world.sandbox.gateway("ecpay").configure({ queryTradeStatus: "closing" })
    expect((await card()).RtnValue.status).toBe("要關帳")
  })
})
