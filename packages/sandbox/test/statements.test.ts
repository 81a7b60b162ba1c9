import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { toBig5 } from "../src/core/big5.js"
import type { Fields } from "../src/gateways/ecpay/wire/codec.js"
import { payByCard } from "../src/shopper/index.js"
import { MERCHANT, openWorld, order, sign, type World } from "./shop.js"

const DAY = 24 * 60 * 60_000

let world: World
beforeEach(async () => {
  world = await openWorld()
})
afterEach(() => world.close())

const lines = (text: string) => text.trimEnd().split("\r\n")

async function media(changes: Fields = {}): Promise<Response> {
  return world.call("/PaymentMedia/TradeNoAio", {
    MerchantID: MERCHANT,
    DateType: "2",
    BeginDate: "2026-11-22",
    EndDate: "2026-11-22",
    MediaFormated: "1",
    CharSet: "2",
    ...changes,
  })
}

async function funding(changes: Fields = {}): Promise<string> {
  const fields = { MerchantID: MERCHANT, PayDateType: "close", StartDate: "2026-11-22", EndDate: "2026-11-23" }
  return (await world.call("/CreditDetail/FundingReconDetail", { ...fields, CharSet: "2", ...changes })).text()
}

describe("TradeNoAio", () => {
  it("refuses dates and formats that it does not know", async () => {
    expect(await (await media({ BeginDate: "2026/11/22" })).text()).toBe("10100050\r\n")
    expect(await (await media({ EndDate: "2026-11-21" })).text()).toBe("10100050\r\n")
    expect(await (await media({ MediaFormated: "9" })).text()).toBe("10100050\r\n")
  })

  it("answers once a minute", async () => {
    expect((await media()).status).toBe(200)
    expect((await media()).status).toBe(403)
    await world.sandbox.advance(61_000)
    expect((await media()).status).toBe(200)
  })

  it("lists what was paid that day, one column more for each newer format", async () => {
    await payByCard(world.shop.startUrl(sign(order(world.shop, { StoreID: "A,1" }))))
    await payByCard(world.shop.startUrl(sign(order(world.shop))), { outcome: "leave" })
    const widths: number[] = []
    for (const MediaFormated of ["0", "1", "2"]) {
      const rows = lines(await (await media({ MediaFormated })).text())
      expect(rows).toHaveLength(2)
      widths.push(rows[0]?.split(",").length ?? 0)
      await world.sandbox.advance(61_000)
      if (MediaFormated === "2") expect(rows[1]).toContain('"A,1"')
    }
    expect(widths).toEqual([7, 10, 12])
    expect(lines(await (await media({ PaymentType: "03" })).text())).toHaveLength(1)
  })

  it("is in Big5 unless UTF-8 was asked for", async () => {
    const bytes = await (await media({ CharSet: "1" })).arrayBuffer()
    expect(new TextDecoder("big5").decode(bytes)).toContain("廠商訂單編號")
    expect(new TextDecoder("utf-8").decode(bytes)).not.toContain("廠商訂單編號")
  })
})

describe("FundingReconDetail", () => {
  it("lists closings, and refunds as negative sums", async () => {
    await payByCard(world.shop.startUrl(sign(order(world.shop))))
    const [trade] = world.sandbox.gateway("ecpay").trades()
    expect(lines(await funding())).toHaveLength(1)
    await world.sandbox.advance(DAY)
    const gateway = world.sandbox.gateway("ecpay")
    await gateway.act(trade?.id ?? "", "refund", { amount: "60" })
    await gateway.command("run-batch", {})
    const rows = lines(await funding())
    expect(rows[0]).toBe("序號,授權單號,授權碼,訂單編號,交易日期,請款日期,交易金額,服務費,撥款金額")
    expect(rows[1]).toBe(`1,13475885,777777,${trade?.reference},20261122,20261122,1060,21,1039`)
    expect(rows[2]).toBe(`2,13475885,777777,${trade?.reference},20261122,20261123,-60,0,-60`)
    expect(lines(await funding({ PayDateType: "fund" }))).toHaveLength(1)
  })
})

describe("Big5", () => {
  it("writes what Node's own decoder reads back, and ? for what it lacks", () => {
    const text = "綠界科技 ECPay, 珍珠奶茶 NT$65"
    expect(new TextDecoder("big5").decode(toBig5(text))).toBe(text)
    expect(Buffer.from(toBig5("🍵茶")).toString("latin1")).toMatch(/^\?/)
  })
})
