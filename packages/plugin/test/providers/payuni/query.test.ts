import { describe, expect, it } from "vitest"
import { open } from "../../../src/providers/payuni/wire"
import type { WireResponse } from "../../../src/toolkit/contract/conversation"
import type { TradeKey } from "../../../src/toolkit/contract/gateway"
import type { PaymentError } from "../../../src/toolkit/payment-error"
import type { Fields } from "../../../src/toolkit/redact"
import { twd } from "../../../src/toolkit/twd"
import { answer, fieldsOf, held, LOST } from "../../scripted-gateway"
import {
  answered,
  answeredRows,
  captured,
  gatewayOf,
  KEYS,
  MER_ID,
  methodOf,
  moment,
  NOON,
  OTHER_KEYS,
  REFERENCE,
  row,
  sealed,
  TRADE_NO,
  without,
} from "./messages"

const KEY: TradeKey = {
  tradeNo: TRADE_NO,
  method: methodOf("credit"),
  amount: twd(1060),
  reference: REFERENCE,
  startedAt: NOON,
  voucherKnown: false,
}

async function ask(reply: WireResponse | PaymentError, key: Partial<TradeKey> = {}, capture?: "manual") {
  const gateway = gatewayOf(capture ? { capture } : {})
  return (await held(gateway.query({ ...KEY, ...key }, moment), () => reply)).result
}

const askRows = (...rows: Fields[]) => ask(answeredRows(...rows))

const VOUCHER: Fields = {
  MerTradeNo: TRADE_NO,
  TradeNo: REFERENCE,
  TradeAmt: "1060",
  TradeStatus: "0",
  PaymentType: "2",
  DataSource: "A",
  OffChannel: "822",
  OffPayNo: "9900140673104366",
  OffExpireTime: "2026-11-25 23:59:59",
}

describe("an answer is no state of a trade", () => {
  it.each<[string, WireResponse | PaymentError, string]>([
    ["that never came", LOST, "unreachable"],
    ["that is empty", answer(""), "unreadable"],
    ["that is a page", answer("<html>System busy</html>"), "unreadable"],
    ["that is a list", answer("[]"), "unreadable"],
    ["with another HTTP status", answer(answeredRows(row()).text, 500), "unreadable"],
    ["of unsealed success", answer(JSON.stringify({ Status: "SUCCESS", ...row() })), "unreadable"],
    ["without a Status", answer("{}"), "unreadable"],
    ["sealed with other keys", answer(JSON.stringify(sealed({ MerID: MER_ID }, OTHER_KEYS))), "signature"],
    ["about another merchant", answered({ MerID: "S01111111", Status: "SUCCESS" }), "unreadable"],
    ["about another trade", answeredRows(row({ MerTradeNo: "T0" })), "unreadable"],
    ["without a row", answered({ Status: "SUCCESS" }), "unreadable"],
    ["that is undecided", answered({ Status: "UNKNOWN" }), "unreadable"],
    ["to an identical question", answer(JSON.stringify({ Status: "API00009", Message: "" })), "unreadable"],
  ])("%s", async (_what, reply, kind) => {
    await expect(ask(reply)).rejects.toMatchObject({ kind })
  })

  it.each(["DEF01007", "API00003", "QUERY04001"])("that refuses with %s, sealed or not", async (Status) => {
    const refused = { kind: "refused", facts: { code: Status } }
    await expect(ask(answer(JSON.stringify({ Status, Message: "否" })))).rejects.toMatchObject(refused)
    await expect(ask(answered({ Status, Message: "否" }))).rejects.toMatchObject(refused)
  })

  it("whose outer Status says success over an inner refusal", async () => {
    const inner = { MerID: MER_ID, Status: "QUERY02001" }
    const reply = answer(JSON.stringify(sealed(inner, KEYS, { Status: "SUCCESS" })))
    await expect(ask(reply)).rejects.toMatchObject({ facts: { code: "QUERY02001" } })
  })
})

describe("a second payment under the same number", () => {
  const second = "1747907897637487999"
  it.each([
    ["of the same amount", {}, 1060],
    ["of another amount", { TradeAmt: "900" }, 900],
  ])("%s is told beside the first", async (_what, changes, amount) => {
    const told = await askRows(row({ TradeNo: second, ...changes }), row())
    expect(told).toMatchObject({ reference: REFERENCE, state: "captured", alsoPaid: [{ reference: second, amount }] })
  })

  it.each([
    ["that failed", { TradeStatus: "2" }],
    ["that is awaited", { TradeStatus: "9" }],
    ["that went back", { RefundStatus: "2", RemainAmt: "0" }],
  ])("%s is none", async (_what, changes) => {
    expect((await askRows(row(), row({ TradeNo: second, ...changes }))).alsoPaid).toBeUndefined()
  })
})

describe("the status of a row", () => {
  it.each([
    ["0", "pending"],
    ["2", "failed"],
    ["3", "voided"],
    ["4", "expired"],
    ["8", "pending"],
    ["9", "pending"],
    ["5", "unknown"],
    ["01", "unknown"],
    ["", "unknown"],
    ["constructor", "unknown"],
  ])("%j of a card is %s", async (TradeStatus, state) => {
    const told = { state, code: `status ${TradeStatus}`, paidAt: null, voucher: null }
    expect(await askRows(row({ TradeStatus }))).toMatchObject(told)
  })

  it("is none while PAYUNi is still working on it", async () => {
    for (const TradeStatus of ["1", "2", "4"])
      expect((await askRows(row({ TradeStatus, DataSource: "B" }))).state).toBe("pending")
    expect((await askRows(row({ DataSource: "C" }))).state).toBe("unknown")
  })

  it.each([
    ["1", "captured"],
    ["2", "captured"],
    ["7", "captured"],
    ["3", "authorized"],
    ["9", "authorized"],
    ["5", "authorized"],
  ])("1 with CloseStatus %s is %s where the merchant captures by hand, else captured", async (CloseStatus, state) => {
    expect((await ask(answeredRows(row({ CloseStatus })), {}, "manual")).state).toBe(state)
    expect((await askRows(row({ CloseStatus }))).state).toBe("captured")
  })

  it("1 with a part captured by somebody else stays authorised, for the ledger would take it for the whole", async () => {
    expect((await ask(answeredRows(row({ CloseAmt: "600" })), {}, "manual")).state).toBe("authorized")
  })

  it("1 of what was given back whole is no money", async () => {
    expect((await askRows(row({ RefundStatus: "2", RemainAmt: "0" }))).state).toBe("refunded")
    expect((await askRows(row({ RefundStatus: "2", RemainAmt: "60" }))).state).toBe("captured")
  })

  it("0 of a code is a voucher", async () => {
    expect(await askRows(VOUCHER)).toMatchObject({
      state: "issued",
      voucher: { kind: "atm", bank_code: "822", account: "9900140673104366", expires_at: "2026-11-25T15:59:59.000Z" },
    })
    const store = { ...VOUCHER, PaymentType: "3", OffChannel: "SEVEN" }
    expect((await askRows(store)).voucher).toMatchObject({ kind: "cvs", chain: "7-eleven" })
  })
})

describe("an answer", () => {
  it("to what PAYUNi does not have is absent", async () => {
    const told = { state: "absent", code: "QUERY03001", tradeNo: TRADE_NO, merchant: MER_ID, amount: null }
    expect(await ask(answered({ Status: "QUERY03001", Message: "查無資料" }))).toMatchObject(told)
  })

  it("as PAYUNi's sandbox recorded it is money, auto-captured", async () => {
    const { MerTradeNo: tradeNo = "" } = captured("query-row-auto-captured")
    const reply = answeredRows(captured("query-row-auto-captured"))
    expect(await ask(reply, { tradeNo, amount: twd(30), reference: null })).toMatchObject({
      tradeNo,
      merchant: MER_ID,
      amount: 30,
      state: "captured",
      reference: REFERENCE,
      paidAt: new Date("2025-05-22T09:58:17Z"),
      details: { payment_type: "card", card_first6: "414763", card_last4: "0001", fee: "1" },
    })
  })

  it("with several rows is of the one that is paid, whichever number we knew before", async () => {
    const failed = row({ TradeNo: "1747907897637487001", TradeStatus: "2" })
    const paid = row({ TradeNo: "1747907897637487002" })
    for (const rows of [
      [failed, paid],
      [paid, failed],
    ])
      expect(await ask(answeredRows(...rows), { reference: "1747907897637487001" })).toMatchObject({
        state: "captured",
        reference: "1747907897637487002",
      })
  })

  it("with two paid rows is of the one that we knew", async () => {
    const rows = ["1747907897637487001", REFERENCE, "1747907897637487003"].map((TradeNo) => row({ TradeNo }))
    expect((await askRows(...rows)).reference).toBe(REFERENCE)
  })

  it("with rows of other amounts is of ours, though another is paid", async () => {
    const ours = row({ TradeStatus: "9" })
    expect(await askRows(row({ TradeAmt: "1" }), ours)).toMatchObject({ state: "pending", amount: 1060 })
  })

  it("with another amount only keeps it, for the payment flow to see", async () => {
    expect(await askRows(row({ TradeAmt: "1" }))).toMatchObject({ state: "captured", amount: 1 })
    expect(await askRows(without(row(), "TradeAmt"))).toMatchObject({ amount: null })
  })
})

describe("the question", () => {
  it("is sealed, names our number and the time, and who asks", async () => {
    const { sent } = await held(gatewayOf().query(KEY, moment), () => answeredRows(row()))
    const [request] = sent
    if (!request) throw new Error("Nothing was asked.")
    expect(request).toMatchObject({
      call: "trade/query",
      method: "POST",
      url: "https://api.payuni.com.tw/api/trade/query",
      headers: { "user-agent": "payuni" },
      moves: false,
    })
    expect(fieldsOf(request)).toMatchObject({ MerID: MER_ID, Version: "2.0" })
    expect(open(fieldsOf(request), [KEYS]).fields).toEqual({
      MerID: MER_ID,
      MerTradeNo: TRADE_NO,
      Timestamp: "1795320000",
    })
  })
})
