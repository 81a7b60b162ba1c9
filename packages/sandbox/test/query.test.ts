import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { payByCard } from "../src/shopper/index.js"
import { isGenuine, MERCHANT, now, openWorld, order, query, readPlain, sign, type World } from "./shop.js"

const QUERY = "/Cashier/QueryTradeInfo/V5"

let world: World
beforeEach(async () => {
  world = await openWorld()
})
afterEach(() => world.close())

const ask = async (changes: Record<string, string> = {}) => {
  const fields = { MerchantID: MERCHANT, MerchantTradeNo: "nothing", TimeStamp: now(), ...changes }
  return world.call(QUERY, fields)
}
const status = async (changes: Record<string, string>) => readPlain(await (await ask(changes)).text()).TradeStatus

describe("QueryTradeInfo refuses", () => {
  it("a foreign signature with 10200073, and says nothing of the trade", async () => {
    const fields = { MerchantID: MERCHANT, MerchantTradeNo: "nothing", TimeStamp: now() }
    const response = await world.call(QUERY, fields, { hashKey: "a", hashIV: "b" })
    expect(readPlain(await response.text())).toMatchObject({ TradeStatus: "10200073", TradeNo: "" })
  })

  it("a merchant that nobody knows", async () => {
    expect(await status({ MerchantID: "1234567" })).toBe("10200073")
  })

  it("another merchant's order", async () => {
    const fields = order(world.shop)
    await payByCard(world.shop.startUrl(sign(fields)))
    const keys = { hashKey: "5294y06JbISpM5x9", hashIV: "v77hoKGq4kWxNNIS" }
    const asked = { MerchantID: "2000132", MerchantTradeNo: fields.MerchantTradeNo ?? "", TimeStamp: now() }
    const answer = readPlain(await (await world.call(QUERY, asked, keys)).text())
    expect(answer.TradeStatus).toBe("10200047")
  })

  it("a merchant who names himself as another's platform", async () => {
    const keys = { hashKey: "5294y06JbISpM5x9", hashIV: "v77hoKGq4kWxNNIS" }
    const asked = { MerchantID: MERCHANT, MerchantTradeNo: "nothing", TimeStamp: now(), PlatformID: "2000132" }
    const answer = readPlain(await (await world.call(QUERY, asked, keys)).text())
    expect(answer.TradeStatus).toBe("10200073")
  })

  it.each([
    ["no TimeStamp", ""],
    ["milliseconds", String(Date.now())],
    ["four minutes ago", String(Math.floor(Date.now() / 1000) - 240)],
    ["four minutes ahead", String(Math.floor(Date.now() / 1000) + 240)],
  ])("%s", async (_name, TimeStamp) => {
    expect(await status({ TimeStamp })).toBe("10100050")
  })

  it("a good TimeStamp once the clock skews", async () => {
    world.sandbox.gateway("ecpay").configure({ clockSkewSeconds: 200 })
    expect(await status({})).toBe("10100050")
  })

  it("a malformed number", async () => {
    expect(await status({ MerchantTradeNo: "" })).toBe("10200052")
    expect(await status({ MerchantTradeNo: "x".repeat(21) })).toBe("10200052")
  })
})

describe("QueryTradeInfo answers", () => {
  it("an unknown number in the short form, signed", async () => {
    const answer = readPlain(await (await ask({ MerchantTradeNo: "paidcli-probe-001" })).text())
    expect(isGenuine(answer)).toBe(true)
    expect(Object.keys(answer)).toEqual([
      "HandlingCharge",
      "ItemName",
      "MerchantID",
      "MerchantTradeNo",
      "PaymentDate",
      "PaymentType",
      "PaymentTypeChargeFee",
      "TradeAmt",
      "TradeDate",
      "TradeNo",
      "TradeStatus",
      "CheckMacValue",
    ])
  })

  it("exactly as the recording of 2026, signature included", async () => {
    const answer = readPlain(await (await ask({ MerchantTradeNo: "paidcli-probe-001" })).text())
    expect(answer.CheckMacValue).toBe("F874E8D5FE8B1306F6CE10A4C5E30D3E20C3F22B51DEB641440B9F7A8B7FB865")
  })

  it("without any escape, and signed over what it says", async () => {
    const fields = order(world.shop, { ItemName: "茶 100% 純 + 糖" })
    await payByCard(world.shop.startUrl(sign(fields)))
    const response = await ask({ MerchantTradeNo: fields.MerchantTradeNo ?? "" })
    const text = await response.text()
    expect(response.headers.get("content-type")).toContain("text/html")
    expect(text).toContain("ItemName=茶 100% 純 + 糖&")
    expect(isGenuine(readPlain(text))).toBe(true)
    expect(readPlain(text)).toMatchObject({ TradeStatus: "1", HandlingCharge: "21", gwsr: "13475885", eci: "5" })
  })

  it("eci 0 on the stage", async () => {
    world.sandbox.gateway("ecpay").configure({ behaviour: "stage" })
    const fields = order(world.shop)
    await payByCard(world.shop.startUrl(sign(fields)))
    expect((await query(world, fields.MerchantTradeNo ?? "")).eci).toBe("0")
  })

  it("an empty PlatformID is part of the signature", async () => {
    expect(await status({ PlatformID: "" })).toBe("10200047")
  })
})

describe("asking too fast", () => {
  it("shuts the merchant out for half an hour, on every API but create order", async () => {
    world.sandbox.gateway("ecpay").configure({ callsPerMinute: 3 })
    for (let i = 0; i < 3; i++) expect((await ask()).status).toBe(200)
    expect((await ask()).status).toBe(403)
    expect((await world.call("/CreditDetail/DoAction", { MerchantID: MERCHANT })).status).toBe(403)
    expect((await world.call("/Cashier/AioCheckOut/V5", order(world.shop))).status).toBe(302)
    await world.sandbox.advance(29 * 60_000)
    expect((await ask()).status).toBe(403)
    await world.sandbox.advance(2 * 60_000)
    expect((await ask()).status).toBe(200)
  })

  it("can be forced by a fault, for one path", async () => {
    world.sandbox.fault({ kind: "throttle", endpoint: QUERY })
    expect((await world.call("/Cashier/QueryPaymentInfo", { MerchantID: MERCHANT })).status).toBe(200)
    expect((await ask()).status).toBe(403)
  })
})

describe("faults of calls", () => {
  it("hang ends only when the caller gives up", async () => {
    world.sandbox.fault({ kind: "hang", endpoint: QUERY })
    const fields = sign({ MerchantID: MERCHANT, MerchantTradeNo: "x", TimeStamp: now() })
    const signal = AbortSignal.timeout(200)
    const asked = fetch(world.sandbox.url + QUERY, { method: "POST", body: new URLSearchParams(fields), signal })
    await expect(asked).rejects.toThrow("timeout")
    expect((await ask()).status).toBe(200)
  })

  it("slow answers late, and answers", async () => {
    world.sandbox.fault({ kind: "slow", milliseconds: 150 })
    const begun = performance.now()
    expect(await status({})).toBe("10200047")
    expect(performance.now() - begun).toBeGreaterThan(140)
  })

  it("http-500, garbage and 20 MB do nothing", async () => {
    const fields = order(world.shop)
    for (const kind of ["http-500", "garbage", "oversized"]) {
      world.sandbox.fault({ kind, endpoint: "/Cashier/AioCheckOut/V5" })
      const response = await world.call("/Cashier/AioCheckOut/V5", fields)
      expect(response.status).toBe(kind === "http-500" ? 500 : 200)
      await response.arrayBuffer()
    }
    expect((await world.call("/Cashier/AioCheckOut/V5", fields)).status).toBe(302)
  })

  it("lost-reply does it, then cuts the connection", async () => {
    const fields = order(world.shop)
    await payByCard(world.shop.startUrl(sign(fields)))
    const [trade] = world.sandbox.gateway("ecpay").trades()
    world.sandbox.fault({ kind: "lost-reply", endpoint: "/CreditDetail/DoAction" })
    const release = { MerchantID: MERCHANT, MerchantTradeNo: trade?.reference ?? "", TradeNo: trade?.id ?? "" }
    await expect(
      world.call("/CreditDetail/DoAction", { ...release, Action: "N", TotalAmount: "1060" }),
    ).rejects.toThrow()
    expect(world.sandbox.gateway("ecpay").trades()[0]?.details["Card state"]).toBe("已取消")
  })

  it("leave a trace in the trade's timeline", async () => {
    const fields = order(world.shop)
    await payByCard(world.shop.startUrl(sign(fields)))
    world.sandbox.fault({ kind: "http-500", endpoint: QUERY })
    await ask({ MerchantTradeNo: fields.MerchantTradeNo ?? "" })
    await world.sandbox.settled()
    const [trade] = world.sandbox.gateway("ecpay").trades()
    const timeline = world.sandbox.journal.about("ecpay", trade?.id ?? "")
    expect(timeline.map(({ direction, status }) => [direction, status])).toEqual([
      ["in", 302],
      ["out", 200],
      ["in", 500],
    ])
    expect(JSON.stringify(timeline)).not.toContain("4311952222222222")
  })
})
