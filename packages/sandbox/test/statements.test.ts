import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { toBig5 } from "../src/core/big5.js"
import type { Fields } from "../src/gateways/ecpay/wire/codec.js"
import { issueVoucher, payByCard, payVoucher } from "../src/shopper/index.js"
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
  })

  it("lists by the day of settlement, and by that of payout", async () => {
    await payByCard(world.shop.startUrl(sign(order(world.shop))))
    await world.sandbox.advance(10 * DAY)
    const of = async (PayDateType: string, day: string) =>
      lines(await funding({ PayDateType, StartDate: day, EndDate: day })).length - 1
    expect(await of("close", "2026-11-22")).toBe(1)
    expect([await of("fund", "2026-11-22"), await of("fund", "2026-11-23")]).toEqual([0, 1])
    expect([await of("enter", "2026-11-28"), await of("enter", "2026-11-29")]).toEqual([0, 1])
  })
})

describe("the back office's statement", () => {
  const PERIOD = `merchant=${MERCHANT}&from=2026-11-01&until=2026-12-31`
  const download = (more = "") => fetch(`${world.sandbox.url}/_sandbox/api/ecpay/statement?${PERIOD}${more}`)

  async function text(more = ""): Promise<string> {
    return new TextDecoder("big5").decode(await (await download(more)).arrayBuffer())
  }

  async function threePayments(): Promise<string[]> {
    for (let each = 0; each < 3; each += 1) await payByCard(world.shop.startUrl(sign(order(world.shop))))
    await world.sandbox.advance(DAY)
    return world.sandbox
      .gateway("ecpay")
      .trades()
      .map(({ reference }) => reference)
  }

  it("of cards is FundingReconDetail in Big5, to be kept as a file", async () => {
    await threePayments()
    const answer = await download()
    expect(answer.headers.get("content-disposition")).toBe('attachment; filename="FundingReconDetail.csv"')
    const rows = lines(new TextDecoder("big5").decode(await answer.arrayBuffer()))
    expect(rows[0]).toMatch(/^序號,授權單號/)
    expect(rows).toHaveLength(4)
  })

  it("of what was paid with a number is the plain table, without cards", async () => {
    await threePayments()
    await payVoucher(world.sandbox.url, await issueAtm())
    const rows = lines(await text("&layout=plain"))
    expect(rows[0]).toBe("reference,kind,gross,fee,net,paid_out_on,traded_on")
    expect(rows.slice(1)).toEqual([expect.stringMatching(/^\w+,payment,1060,11,1049,2026-11-30,2026-11-23$/)])
  })

  async function issueAtm(): Promise<string> {
    await issueVoucher(world.shop.startUrl(sign(order(world.shop, { ChoosePayment: "ATM" }))), { method: "ATM" })
    return world.sandbox.gateway("ecpay").trades().at(-1)?.id ?? ""
  }

  it.each([
    ["statement-missing", (rows: string[][]) => rows.length === 2],
    ["statement-doubled", (rows: string[][]) => rows.length === 4 && rows[0]?.[3] === rows[1]?.[3]],
    ["statement-altered", (rows: string[][]) => rows[0]?.[6] === "1070"],
    ["statement-fee", (rows: string[][]) => rows[0]?.[7] === "28"],
    ["statement-chargeback", (rows: string[][]) => rows.length === 4 && rows[1]?.[6] === "-1060"],
  ])("can be wrong once: %s", async (kind, isSo) => {
    await threePayments()
    world.sandbox.fault({ kind })
    const rows = (file: string) =>
      lines(file)
        .slice(1)
        .map((line) => line.split(","))
    expect(isSo(rows(await text()))).toBe(true)
    expect(isSo(rows(await text()))).toBe(false)
  })

  it("can have another shop's payment in it", async () => {
    const references = await threePayments()
    world.sandbox.fault({ kind: "statement-foreign" })
    const told = lines(await text())
      .slice(1)
      .map((line) => line.split(",")[3] ?? "")
    expect(told.filter((each) => !references.includes(each))).toHaveLength(1)
  })

  it("is asked for with a merchant and two days, or refused", async () => {
    for (const query of [
      "",
      "merchant=3002607",
      `${PERIOD}&layout=other`,
      "merchant=1&from=2026-12-02&until=2026-12-01",
    ])
      expect((await fetch(`${world.sandbox.url}/_sandbox/api/ecpay/statement?${query}`)).status).toBe(400)
  })
})

describe("Big5", () => {
  it("writes what Node's own decoder reads back, and ? for what it lacks", () => {
    const text = "綠界科技 ECPay, 珍珠奶茶 NT$65"
    expect(new TextDecoder("big5").decode(toBig5(text))).toBe(text)
    expect(Buffer.from(toBig5("🍵茶")).toString("latin1")).toMatch(/^\?/)
  })
})
