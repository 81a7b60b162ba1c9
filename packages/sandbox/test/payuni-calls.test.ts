import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { type Merchant, openMerchant, SHOP } from "./payuni-merchant.js"

type Fields = Record<string, string>

let merchant: Merchant
beforeEach(async () => {
  merchant = await openMerchant()
})
afterEach(() => merchant.close())

const close = (TradeNo: string, CloseType: string, TradeAmt: string) =>
  merchant.say("trade/close", { TradeNo, CloseType, TradeAmt })

describe("calls", () => {
  it("that are the very same while the first is answered are API00009", async () => {
    const { TradeNo } = await merchant.pay()
    merchant.world.sandbox.fault({ kind: "busy", gateway: "payuni", milliseconds: 1_500 })
    const refund = () => close(TradeNo, "2", "60")
    const first = refund()
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(await refund()).toBe("API00009 已有相同資料處理中")
    expect(await first).toContain("SUCCESS")
    expect(await close(TradeNo, "2", "1001")).toContain("CLOSE03001")
  })

  it("that are the very same some seconds later are, too, where the switch says so", async () => {
    merchant.configure({ replaySeconds: 60 })
    const envelope = merchant.envelope({ MerID: SHOP.merId, MerTradeNo: "A", Timestamp: "1795312800" })
    const post = async () => {
      const body = new URLSearchParams(envelope)
      const response = await fetch(`${merchant.world.sandbox.url}/api/trade/query`, { method: "POST", body })
      return ((await response.json()) as Fields).Status
    }
    expect([await post(), await post()]).toEqual(["QUERY03001", "API00009"])
    await merchant.world.sandbox.advance(61_000)
    expect(await post()).toBe("QUERY03001")
  })

  it("from an IP that is not bound are refused with it, where the switch says so", async () => {
    const { TradeNo, reference } = await merchant.pay()
    merchant.configure({ ipBinding: "money" })
    expect(await close(TradeNo, "2", "1")).toBe("CLOSE01008 設定允許幕後IP不符合，127.0.0.1")
    expect(await merchant.query(reference)).toHaveLength(1)
    merchant.configure({ ipBinding: "charges" })
    expect(await close(TradeNo, "2", "1")).toContain("SUCCESS")
    expect(await merchant.say("credit", {}, SHOP, "1.3")).toBe("UPP02087 商店未提供約定信用卡幕後交易，127.0.0.1")
    merchant.world.sandbox.gateway("payuni").addAccount({ ...SHOP, ips: ["127.0.0.1"] })
    expect(await merchant.say("credit", {}, SHOP, "1.3")).toContain("CREDIT02002")
  })
})

describe("the control plane", () => {
  it("refuses strangers: accounts, settings, trades, actions, commands", async () => {
    const gateway = merchant.world.sandbox.gateway("payuni")
    expect(() => gateway.addAccount({ merId: "S1", hashKey: "short", hashIV: "short" })).toThrow("32 bytes")
    expect(() => gateway.configure({ openOrders: "maybe" })).toThrow("one of")
    await expect(gateway.act("1", "pay", {})).rejects.toThrow("no trade")
    await expect(gateway.command("fly", {})).rejects.toThrow("no command")
    await merchant.pay()
    await expect(merchant.act("fly")).rejects.toThrow("no action")
    await expect(merchant.act("cancel-authorisation")).rejects.toThrow("cannot be done")
    await expect(merchant.act("refund", { amount: "2000" })).rejects.toThrow("CLOSE03001")
  })

  it("shows in a trade's timeline what was sealed", async () => {
    const { reference, TradeNo } = await merchant.pay()
    await merchant.query(reference)
    const notes = merchant.world.sandbox.journal
      .about("payuni", TradeNo)
      .filter(({ direction }) => direction === "note")
    expect(notes.map(({ endpoint }) => endpoint)).toEqual([
      ...["/api/upp, opened", "NotifyURL, opened", "/api/trade/query, opened"],
    ])
    expect(notes.every(({ sent }) => sent.includes(`MerTradeNo=${reference}`))).toBe(true)
    expect(notes[2]?.answered).toContain("TradeStatus%5D=1")
  })

  it("refunds in the portal, and forgets everything", async () => {
    const { reference } = await merchant.pay()
    await merchant.act("refund", { amount: "60" })
    expect(await merchant.query(reference)).toMatchObject([{ RefundAmt: "60" }])
    merchant.world.sandbox.reset()
    expect(await merchant.query(reference)).toEqual([])
  })
})
