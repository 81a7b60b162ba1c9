import { describe, expect, it } from "vitest"
import type { EcpayOptions } from "../../../src/providers/ecpay/gateway"
import { sign, verify } from "../../../src/providers/ecpay/wire"
import type { WireResponse } from "../../../src/toolkit/contract/conversation"
import type { Trade, TradeKey } from "../../../src/toolkit/contract/gateway"
import type { KeyPair } from "../../../src/toolkit/key-pair"
import type { PaymentError } from "../../../src/toolkit/payment-error"
import type { Fields } from "../../../src/toolkit/redact"
import { twd } from "../../../src/toolkit/twd"
import { gatewayOf, LIVE_OPTIONS, methodOf, STAGE_KEYS, STAGE_OPTIONS } from "../../ecpay-account"
import { answer, fieldsOf, held, LOST, type Script } from "../../scripted-gateway"
import { AUTHORIZED, books, CANCELED, CLOSED, CLOSING, UNDONE } from "./card-talk"
import { vector } from "./vectors"

const NOW = new Date("2026-11-22T10:30:00.900Z")
const MOMENT = { now: NOW, nonce: () => "nonce" }

/** `name=value&…` with nothing escaped, as ECPay answers. */
function plain(fields: Fields): string {
  return Object.entries(fields)
    .map(([name, value]) => `${name}=${value}`)
    .join("&")
}

function signedAnswer(fields: Fields, keys = STAGE_KEYS) {
  return answer(plain(sign(fields, keys)))
}

function keysOf({ hashKey, hashIv }: Pick<EcpayOptions, "hashKey" | "hashIv">): KeyPair {
  return { hashKey, hashIv }
}

function without(fields: Fields, name: string): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([each]) => each !== name))
}

function keyOf(method: string, voucherKnown = false): TradeKey {
  const known = { amount: twd(1000), reference: null, startedAt: new Date(), voucherKnown }
  return { tradeNo: "T20261122A0001", method: methodOf(method), ...known }
}

const TRADE = {
  ItemName: "珍珠奶茶 x 1",
  MerchantID: "3002607",
  MerchantTradeNo: "T20261122A0001",
  PaymentDate: "",
  PaymentType: "ATM_CHINATRUST",
  TradeAmt: "125",
  TradeDate: "2026/11/22 18:30:05",
  TradeNo: "2611221832000042",
  TradeStatus: "0",
}

async function queried(script: Script, key = keyOf("credit"), options = {}): Promise<Trade> {
  return (await held(gatewayOf(options).query(key, MOMENT), script)).result
}

describe("an answer that cannot be trusted", () => {
  it.each([
    ["not signed", answer(plain(TRADE)), "signature"],
    ["signed by another", signedAnswer(TRADE, { hashKey: "x".repeat(16), hashIv: "y".repeat(16) }), "signature"],
    ["altered", answer(plain({ ...sign(TRADE, STAGE_KEYS), TradeStatus: "1" })), "signature"],
    ["a page", answer("<html>維護中</html>"), "unreadable"],
    ["empty", answer(""), "unreadable"],
    ["an error of the server", answer("Bad gateway", 502), "unreadable"],
    ["a redirect", answer("", 302), "unreadable"],
  ])("because it is %s throws and says nothing of the trade", async (_why, reply, kind) => {
    await expect(queried(() => reply)).rejects.toMatchObject({ kind })
  })

  it("passes a lost connection on", async () => {
    await expect(queried(() => LOST)).rejects.toBe(LOST)
  })

  it("tells until when ECPay shuts us out", async () => {
    await expect(queried(() => answer("Forbidden", 403))).rejects.toMatchObject({
      kind: "refused",
      facts: { code: "403", retryAt: new Date("2026-11-22T11:00:00.900Z") },
    })
  })
})

describe("an authorised card", () => {
  const PAID = {
    ...TRADE,
    MerchantID: "3999001",
    PaymentType: "Credit_CreditCard",
    TradeAmt: "1000",
    TradeStatus: "1",
    gwsr: "11958723",
  }
  const asked = async (record: WireResponse | PaymentError, options = {}, trade: Fields = PAID) => {
    const live = { ...LIVE_OPTIONS, capture: "manual" as const, ...options }
    const script: Script = ({ call }) => (call.startsWith("QueryTrade/") ? record : signedAnswer(trade, keysOf(live)))
    const { result, sent } = await held(gatewayOf(live).query(keyOf("credit"), MOMENT), script)
    return [result.state, sent.map(({ call }) => call)] as const
  }
  const BOTH = ["QueryTradeInfo/V5", "QueryTrade/V2"]

  it.each([
    ["reserved", AUTHORIZED, "authorized"],
    ["reserved again, its closing undone", UNDONE, "authorized"],
    ["being closed", CLOSING, "captured"],
    ["closed", CLOSED, "captured"],
    ["closed in part", books("已授權", [["已關帳", 600]]), "authorized"],
    ["released", CANCELED, "voided"],
    ["in a state that is in no table", books("未授權"), "authorized"],
    ["in a record that is out of order", answer("<html>"), "authorized"],
    ["in a record that nobody reaches", LOST, "authorized"],
  ])("is what its card record says, whoever moved it: %s", async (_what, record, state) => {
    expect(await asked(record)).toEqual([state, BOTH])
  })

  it("is asked about no further where it cannot be, or is captured by itself", async () => {
    expect(await asked(CANCELED, {}, without(PAID, "gwsr"))).toEqual(["authorized", BOTH.slice(0, 1)])
    expect(await asked(CANCELED, { capture: "automatic" })).toEqual(["captured", BOTH.slice(0, 1)])
    const stage = { ...STAGE_OPTIONS, capture: "manual" as const, creditCheckCode: "1" }
    expect(await asked(CANCELED, stage, { ...PAID, MerchantID: "3002607" })).toEqual(["authorized", BOTH.slice(0, 1)])
  })
})

describe("the question", () => {
  it("is signed, with the Unix second, and asks the right host", async () => {
    const { sent } = await held(gatewayOf().query(keyOf("credit"), MOMENT), () => signedAnswer(TRADE))
    const [request] = sent
    expect(sent).toHaveLength(1)
    expect(request).toMatchObject({
      method: "POST",
      url: "https://payment-stage.ecpay.com.tw/Cashier/QueryTradeInfo/V5",
      headers: { "content-type": "application/x-www-form-urlencoded" },
    })
    const fields = request ? fieldsOf(request) : {}
    expect(fields).toMatchObject({ MerchantID: "3002607", MerchantTradeNo: "T20261122A0001", TimeStamp: "1795343400" })
    expect(verify(fields, [STAGE_KEYS]).fields).toEqual(fields)
  })

  it("names the platform of a platform's merchant", async () => {
    const gateway = gatewayOf({ platformId: "3002599" })
    const { sent } = await held(gateway.query(keyOf("credit"), MOMENT), () => signedAnswer(TRADE))
    expect(sent.map(fieldsOf)[0]).toMatchObject({ MerchantID: "3002607", PlatformID: "3002599" })
  })
})

describe("an answer", () => {
  it("is read as it stands: plus and percent signs are no escapes", async () => {
    const trade = await queried(() => signedAnswer({ ...TRADE, ItemName: "Tea + 50%25 ~'!*()", TradeStatus: "1" }))
    expect(trade).toMatchObject({ state: "captured", amount: 125, fields: { ItemName: "Tea + 50%25 ~'!*()" } })
  })

  it("with a name that has & in it is not believed either way", async () => {
    const sly = { ...TRADE, ItemName: "Tea&TradeStatus=1" }
    await expect(queried(() => signedAnswer(sly))).rejects.toMatchObject({ kind: "unreadable" })
    const { TradeStatus: _status, ...open } = sly
    await expect(queried(() => signedAnswer(open))).rejects.toMatchObject({ kind: "signature" })
  })

  it("about an unknown trade is read as recorded", async () => {
    const { fields, keys } = vector("live-query-notfound-2026")
    expect(await queried(() => signedAnswer(fields, keys))).toMatchObject({ state: "absent", amount: null })
  })

  it("signed with the keys before the rotation is believed", async () => {
    const { hashKey, hashIv } = LIVE_OPTIONS
    const rotated = {
      hashKey,
      hashIv,
      previousKeys: [{ hashKey: STAGE_OPTIONS.hashKey, hashIv: STAGE_OPTIONS.hashIv }],
    }
    expect(await queried(() => signedAnswer(TRADE), keyOf("credit"), rotated)).toMatchObject({ state: "pending" })
  })
})

describe("where a number may have been issued", () => {
  const number = {
    BankCode: "822",
    ExpireDate: "2026/11/25",
    MerchantID: "3002607",
    MerchantTradeNo: "T20261122A0001",
    PaymentType: "ATM_CHINATRUST",
    RtnCode: "2",
    RtnMsg: "Get VirtualAccount Succeeded",
    TradeAmt: "125",
    TradeNo: "2611221832000042",
    vAccount: "9103522850123456",
  }
  const script =
    (info: Fields, payment: Fields): Script =>
    ({ url }) =>
      signedAnswer(url.endsWith("/Cashier/QueryPaymentInfo") ? payment : info)

  it("the number is asked for and told", async () => {
    const { result, sent } = await held(gatewayOf().query(keyOf("atm"), MOMENT), script(TRADE, number))
    expect(result).toMatchObject({ state: "issued", voucher: { kind: "atm", account: "9103522850123456" } })
    expect(sent.map(({ call }) => call)).toEqual(["QueryTradeInfo/V5", "QueryPaymentInfo"])
  })

  it("the trade stays pending when there is none yet", async () => {
    const none = { MerchantID: "3002607", MerchantTradeNo: "T20261122A0001", RtnCode: "10200047", RtnMsg: "" }
    expect(await queried(script(TRADE, none), keyOf("atm"))).toMatchObject({ state: "pending", voucher: null })
  })

  it("nothing more is asked of a card, of a paid trade, or of a number that is known", async () => {
    const paid = { ...TRADE, TradeStatus: "1" }
    for (const [key, info] of [
      [keyOf("credit"), TRADE],
      [keyOf("atm"), paid],
      [keyOf("atm", true), TRADE],
    ] as const) {
      const { sent } = await held(gatewayOf().query(key, MOMENT), script(info, number))
      expect(sent).toHaveLength(1)
    }
  })
})
