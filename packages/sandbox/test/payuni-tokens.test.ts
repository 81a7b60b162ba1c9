import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { payWithPayuni } from "../src/shopper/index.js"
import { type Merchant, openMerchant, rowsOf, SHOP } from "./payuni-merchant.js"

type Fields = Record<string, string>

let merchant: Merchant
beforeEach(async () => {
  merchant = await openMerchant()
})
afterEach(() => merchant.close())

async function keepCard(): Promise<string> {
  const fields = merchant.order({ UseTokenType: "3", CreditToken: "buyer-1" })
  await payWithPayuni(merchant.startUrl(fields), { expiry: "12/30" })
  await merchant.world.sandbox.settled()
  const [notice] = merchant.receivedAt("/notify")
  expect(notice).toMatchObject({ Status: "SUCCESS", CreditLife: "1230" })
  return notice?.CreditHash ?? ""
}

let serial = 0
const charge = (CreditHash: string, changes: Fields = {}) => {
  serial += 1
  const order = {
    MerTradeNo: `C${serial}`,
    TradeAmt: "500",
    ProdDesc: "茶",
    NotifyURL: `${merchant.world.shop.url}/charge`,
  }
  return merchant.call("/api/credit", { ...order, CreditHash, ...changes }, { version: "1.3" })
}

describe("a saved card", () => {
  it("is not charged for a call that lacks something, twice under one number, or by a hash of nobody", async () => {
    const hash = await keepCard()
    const codes = [
      await charge(hash, { MerTradeNo: "" }),
      await charge(hash, { TradeAmt: "0" }),
      await charge(hash, { ProdDesc: "" }),
      await charge(""),
      await charge("0".repeat(64)),
      await charge(hash, { MerTradeNo: "TWICE" }),
      await charge(hash, { MerTradeNo: "TWICE", TradeAmt: "501" }),
    ].map(({ inner }) => inner.Status)
    expect(codes).toEqual([
      ...["CREDIT02002", "CREDIT02007", "CREDIT02014", "CREDIT02011", "CREDIT02025"],
      ...["SUCCESS", "CREDIT04001"],
    ])
  })

  it("is not charged for a shop without the product", async () => {
    const hash = await keepCard()
    merchant.world.sandbox.gateway("payuni").addAccount({ ...SHOP, tokens: false })
    expect((await charge(hash)).inner.Status).toBe("UPP02087")
  })

  it("can be declined, and the bank may be silent and answer later", async () => {
    const hash = await keepCard()
    merchant.world.sandbox.fault({ kind: "token-decline", gateway: "payuni" })
    expect((await charge(hash)).inner).toMatchObject({ Status: "CREDIT03001", TradeStatus: "2", ResCode: "05" })
    merchant.world.sandbox.fault({ kind: "token-unknown", gateway: "payuni" })
    expect((await charge(hash)).inner).toMatchObject({ Status: "UNKNOWN", TradeStatus: "8" })
    expect(merchant.receivedAt("/charge")).toEqual([])
    await merchant.act("confirm")
    await merchant.world.sandbox.settled()
    expect(merchant.receivedAt("/charge")).toMatchObject([{ Status: "SUCCESS", TradeStatus: "1" }])
  })

  it("is charged without the buyer, notified nowhere, answered as Version 1.2", async () => {
    const { outer, inner } = await charge(await keepCard())
    await merchant.world.sandbox.settled()
    expect(outer).toMatchObject({ Status: "SUCCESS", Version: "1.2" })
    expect(inner).toMatchObject({ TradeStatus: "1", Gateway: "1", TradeAmt: "500", Card4No: "0001", AuthType: "1" })
    expect(merchant.receivedAt("/charge")).toEqual([])
    expect(await merchant.query(inner.MerTradeNo ?? "")).toMatchObject([{ TradeStatus: "1", Gateway: "1" }])
  })

  it("is looked up, cancelled, and then not charged", async () => {
    const CreditHash = await keepCard()
    const ask = async (inner: Fields) => (await merchant.call("/api/credit_bind/query", inner)).inner
    expect((await ask({})).Status).toBe("QUERY02001")
    expect((await ask({ CreditHash, CreditToken: "buyer-1" })).Status).toBe("QUERY02001")
    expect((await ask({ CreditToken: "nobody" })).Status).toBe("QUERY03001")
    expect((await ask({ CreditToken: "buyer-1", CreditTokenType: "2" })).Status).toBe("QUERY03001")
    const row = { CreditHash, CreditToken: "buyer-1", CreditTokenStatus: "1", Card6No: "414763", Card4No: "0001" }
    expect(rowsOf(await ask({ CreditToken: "buyer-1" }))).toMatchObject([row])
    const drop = async (inner: Fields) => (await merchant.call("/api/credit_bind/cancel", inner)).inner.Status
    expect(await drop({})).toBe("CANCEL02005")
    expect(await drop({ UseTokenType: "3" })).toBe("CANCEL02006")
    expect(await drop({ UseTokenType: "1" })).toBe("CANCEL02007")
    expect(await drop({ UseTokenType: "1", BindVal: "buyer-1" })).toBe("CANCEL03001")
    expect(await drop({ UseTokenType: "1", BindVal: CreditHash })).toBe("SUCCESS")
    expect(await drop({ UseTokenType: "1", BindVal: CreditHash })).toBe("CANCEL03001")
    expect(rowsOf(await ask({ CreditHash }))).toMatchObject([{ CreditTokenStatus: "3" }])
    expect((await charge(CreditHash)).inner.Status).toBe("CREDIT02025")
  })

  it("runs out with its month", async () => {
    const hash = await keepCard()
    await merchant.world.sandbox.advance(5 * 366 * 24 * 60 * 60_000)
    const { inner } = await merchant.call("/api/credit_bind/query", { CreditHash: hash })
    expect(rowsOf(inner)).toMatchObject([{ CreditTokenStatus: "4" }])
    expect((await charge(hash)).inner.Status).toBe("CREDIT02025")
  })
})
