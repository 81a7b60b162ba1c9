import { afterEach, beforeEach, describe, expect, it } from "vitest"
import type { Fields } from "../src/gateways/ecpay/wire/codec.js"
import { payByCard } from "../src/shopper/index.js"
import { isGenuine, MERCHANT, now, openWorld, order, readPlain, sign, type World } from "./shop.js"

const DAY = 24 * 60 * 60_000

let world: World
beforeEach(async () => {
  world = await openWorld()
})
afterEach(() => world.close())

const trade = () => world.sandbox.gateway("ecpay").trades().at(-1)

async function subscribe(changes: Fields = {}, outcome = "approve"): Promise<string> {
  const fields = order(world.shop, {
    PeriodAmount: "1060",
    PeriodType: "D",
    Frequency: "1",
    ExecTimes: "12",
    PeriodReturnURL: `${world.shop.url}/period`,
    ...changes,
  })
  await payByCard(world.shop.startUrl(sign(fields)), { outcome })
  await world.sandbox.settled()
  return fields.MerchantTradeNo ?? ""
}

const ask = (path: string, reference: string, more: Fields = {}) =>
  world.call(path, { MerchantID: MERCHANT, MerchantTradeNo: reference, TimeStamp: now(), ...more })
const details = async (reference: string) => {
  const response = await ask("/Cashier/QueryCreditCardPeriodInfo", reference)
  return (await response.json()) as { ExecLog: unknown[] | null }
}
const action = async (reference: string, Action: string) =>
  readPlain(await (await ask("/Cashier/CreditCardPeriodAction", reference, { Action })).text())

describe("a periodic payment", () => {
  it("whose first authorisation fails never begins", async () => {
    const reference = await subscribe({}, "10100252")
    await world.sandbox.advance(3 * DAY)
    expect(world.shop.receivedAt("/period")).toEqual([])
    expect(await details(reference)).toMatchObject({ MerchantID: "0", RtnCode: 10200047, ExecLog: null })
  })

  it("stops for good after six failures in a row", async () => {
    const reference = await subscribe()
    await world.sandbox.gateway("ecpay").act(trade()?.id ?? "", "fail-next", { count: "9" })
    await world.sandbox.advance(9 * DAY)
    expect(world.shop.receivedAt("/period")).toHaveLength(6)
    expect(await details(reference)).toMatchObject({ ExecStatus: "0", TotalSuccessTimes: 1 })
  })

  it("tells the first result to ReturnURL, each later one to PeriodReturnURL, signed", async () => {
    const reference = await subscribe({ ExecTimes: "3" })
    expect(world.shop.receivedAt("/notify")[0]).toMatchObject({ RtnCode: "1", PeriodType: "D", TotalSuccessTimes: "1" })
    await world.sandbox.advance(5 * DAY)
    const later = world.shop.receivedAt("/period")
    expect(later.map(({ TotalSuccessTimes }) => TotalSuccessTimes)).toEqual(["2", "3"])
    expect(later.every((fields) => isGenuine(fields))).toBe(true)
    expect(later[0]).toMatchObject({ MerchantTradeNo: reference, Amount: "1060", FirstAuthAmount: "1060" })
    const info = await details(reference)
    expect(info).toMatchObject({ ExecStatus: "2", TotalSuccessTimes: 3, TotalSuccessAmount: 3180, RtnCode: 1 })
    expect(info.ExecLog).toHaveLength(3)
  })

  it("by months keeps to the end of a short month", async () => {
    await world.sandbox.advance(new Date("2027-01-31T02:00:00Z").getTime() - world.sandbox.clock.now().getTime())
    await subscribe({ PeriodType: "M", ExecTimes: "4" })
    await world.sandbox.advance(65 * DAY)
    const dates = world.shop.receivedAt("/period").map(({ ProcessDate }) => ProcessDate?.slice(0, 10))
    expect(dates).toEqual(["2027/02/28", "2027/03/31"])
  })
})

describe("CreditCardPeriodAction", () => {
  it("cancels once, in the words that were recorded", async () => {
    const reference = await subscribe()
    const done = await action(reference, "Cancel")
    expect(isGenuine(done)).toBe(true)
    expect(done).toMatchObject({ MerchantTradeNo: reference, RtnCode: "1", RtnMsg: "停用成功" })
    expect(await action(reference, "Cancel")).toMatchObject({ RtnCode: "100006", RtnMsg: "該訂單狀態為停用中" })
    await world.sandbox.advance(3 * DAY)
    expect(world.shop.receivedAt("/period")).toEqual([])
  })

  it("tries only a failed last authorisation again", async () => {
    const reference = await subscribe()
    expect((await action(reference, "ReAuth")).RtnCode).not.toBe("1")
    await world.sandbox.gateway("ecpay").act(trade()?.id ?? "", "fail-next", { count: "1" })
    await world.sandbox.advance(DAY)
    expect((await action(reference, "ReAuth")).RtnCode).toBe("1")
    await world.sandbox.settled()
    expect(world.shop.receivedAt("/period").map(({ RtnCode }) => RtnCode)).toEqual(["10100058", "1"])
  })

  it("answers a call that it cannot read with blank names, signed, as recorded", async () => {
    const answer = await action("", "Cancel")
    expect(answer.CheckMacValue).toMatch(/^[0-9A-F]{64}$/)
    expect(answer).toMatchObject({ MerchantID: "", MerchantTradeNo: "", RtnCode: "10200083", RtnMsg: "" })
    expect((await action("unknown", "Dance")).RtnCode).toBe("10200083")
  })
})
