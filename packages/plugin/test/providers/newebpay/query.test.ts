import { describe, expect, it } from "vitest"
import { newebpay } from "../../../src/providers/newebpay/gateway"
import type { WireResponse } from "../../../src/toolkit/contract/conversation"
import type { Trade } from "../../../src/toolkit/contract/gateway"
import { twd } from "../../../src/toolkit/twd"
import { methodOf } from "../../ecpay-account"
import { answer, fieldsOf, held } from "../../scripted-gateway"
import { answered, at, BOOKS, books, codeOf, gatewayOf, KEYS, NOON, OTHER_KEYS, TRADE_NO } from "./speech"

const KEY = {
  tradeNo: TRADE_NO,
  method: methodOf("credit", newebpay),
  amount: twd(1000),
  reference: null,
  voucherKnown: false,
  startedAt: NOON,
}

async function ask(reply: WireResponse, options = {}): Promise<Trade> {
  return (await held(gatewayOf(options).query(KEY, at()), () => reply)).result
}

const said = (told: object) => answer(JSON.stringify(told))

describe("an answer is not believed", () => {
  it.each([
    ["without a CheckCode", said({ Status: "SUCCESS", Message: "", Result: BOOKS })],
    ["with a CheckCode of other keys", answered(BOOKS, {}, OTHER_KEYS)],
    ["with an empty one", said({ Status: "SUCCESS", Message: "", Result: { ...BOOKS, CheckCode: "" } })],
    [
      "about another amount",
      said({ Status: "SUCCESS", Result: { ...BOOKS, CheckCode: codeOf({ ...BOOKS, Amt: 1 }) } }),
    ],
    ["without a Result", said({ Status: "SUCCESS", Message: "", Result: [] })],
  ])("%s", async (_what, reply) => {
    await expect(ask(reply)).rejects.toMatchObject({ kind: "signature" })
  })

  it.each([
    ["a page", answer("<html>")],
    ["an error of the server", answer(JSON.stringify({ Status: "SUCCESS" }), 500)],
    ["the firewall's", answer("Access Denied", 403)],
    ["no Status", said({ Result: BOOKS })],
    ["a list", answer("[]")],
  ])("that is %s", async (_what, reply) => {
    await expect(ask(reply)).rejects.toMatchObject({ kind: "unreadable" })
  })

  it("that is a refusal", async () => {
    await expect(ask(answered([], { Status: "TRA10054" }))).rejects.toMatchObject({
      kind: "refused",
      facts: { code: "TRA10054" },
    })
  })
})

it.each([
  ["TRA10071", 4],
  ["TRA10702", 1],
  ["TRA11002", 4],
])("%s shuts us out for %i hours", async (Status, hours) => {
  const retryAt = new Date(NOON.getTime() + hours * 3_600_000)
  await expect(ask(answered([], { Status }))).rejects.toMatchObject({ kind: "refused", facts: { retryAt } })
})

it("a trade that NewebPay does not know is absent, and has no amount", async () => {
  const none = answered([], { Status: "TRA10021", Message: "查無交易資料" })
  expect(await ask(none)).toMatchObject({ state: "absent", amount: null, tradeNo: TRADE_NO, code: "TRA10021" })
})

describe("the books say", () => {
  it.each([
    ["0", "pending"],
    ["1", "captured"],
    ["2", "failed"],
    ["3", "voided"],
    ["6", "refunded"],
    ["4", "unknown"],
    ["01", "unknown"],
    ["constructor", "unknown"],
    ["", "unknown"],
  ])("TradeStatus %j is %s", async (TradeStatus, state) => {
    expect(await ask(books({ TradeStatus }))).toMatchObject({ state, code: `trade ${TradeStatus}` })
  })

  it("an authorisation, where the shop captures by itself", async () => {
    expect((await ask(books({ CloseStatus: "0" }), { capture: "manual" })).state).toBe("authorized")
  })

  it.each([
    ["1", null, "captured"],
    ["2", "1000", "captured"],
    ["3", "1000", "captured"],
    ["3", "600", "authorized"],
    ["4", "1000", "authorized"],
  ])("what was closed in the portal, too: CloseStatus %s of %s is %s", async (CloseStatus, CloseAmt, state) => {
    expect((await ask(books({ CloseStatus, CloseAmt }), { capture: "manual" })).state).toBe(state)
  })

  const unpaid = {
    TradeStatus: "0",
    PayTime: "0000-00-00 00:00:00",
    RespondCode: null,
    ExpireDate: "2026-11-29 23:59:59",
  }

  it.each([
    ["VACC", "(004)TestAccount12345", { kind: "atm", bank_code: "004", account: "TestAccount12345" }],
    ["CVS", "TEST1234567890", { kind: "cvs", code: "TEST1234567890" }],
    ["BARCODE", "TEST1,TEST2,TEST3", { kind: "barcode", barcodes: ["TEST1", "TEST2", "TEST3"] }],
  ])("the number that was issued: %s", async (PaymentType, PayInfo, voucher) => {
    const trade = await ask(books({ ...unpaid, PaymentType, PayInfo }))
    expect(trade).toMatchObject({ state: "issued", paidAt: null })
    expect(trade.voucher).toMatchObject({ ...voucher, amount: 1000, expires_at: "2026-11-29T15:59:59.000Z" })
  })

  it("a number that is not there yet is no number", async () => {
    const none = await ask(books({ ...unpaid, PaymentType: "VACC", PayInfo: null }))
    expect(none).toMatchObject({ state: "pending", voucher: null })
  })
})

describe("the question", () => {
  const sent = async (options = {}) => (await held(gatewayOf(options).query(KEY, at()), () => books())).sent[0]

  it("is named by number and amount, dated, and by a name that no firewall turns away", async () => {
    const request = await sent()
    expect(request?.url).toBe("https://core.newebpay.com/API/QueryTradeInfo")
    expect(request?.headers["user-agent"]).toBe("taiwan-payments-medusa/1")
    expect(request && fieldsOf(request)).toMatchObject({
      MerchantID: "MS9990001",
      Version: "1.3",
      RespondType: "JSON",
      MerchantOrderNo: TRADE_NO,
      Amt: "1000",
      TimeStamp: String(NOON.getTime() / 1000),
    })
    expect(request && fieldsOf(request)).not.toHaveProperty("Gateway")
  })

  it("of a composite shop says so", async () => {
    const request = await held(gatewayOf({ merchantId: "MS59990001" }).query(KEY, at()), () =>
      answered({ ...BOOKS, MerchantID: "MS59990001" }),
    )
    expect(request.sent.map(fieldsOf)[0]).toMatchObject({ Gateway: "Composite" })
  })

  it("is answered under the keys of before a rotation, too", async () => {
    const rotated = { ...OTHER_KEYS, previousKeys: [KEYS] }
    expect((await ask(books(), rotated)).state).toBe("captured")
  })
})
