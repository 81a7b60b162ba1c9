import { afterEach, beforeEach, describe, expect, it } from "vitest"
import {
  type CloseState,
  type Command,
  carryOut,
  newClosing,
  type RefundState,
  refusalOf,
} from "../src/gateways/newebpay/model/closing.js"
import { checkCode, type Fields, openCbc, phpQuery, sealCbc, tradeSha } from "../src/gateways/newebpay/wire/codec.js"
import { type NewebpayCardShopper, payNewebpayByCard, payNewebpayByWallet } from "../src/shopper/index.js"
import { BY_HAND, type Merchant, openMerchant, SHOP, type Shop } from "./newebpay-merchant.js"
import { now } from "./shop.js"

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

let shop: Merchant
beforeEach(async () => {
  shop = await openMerchant()
})
afterEach(() => shop.world.close())

const gateway = () => shop.world.sandbox.gateway("newebpay")
const night = () => gateway().command("run-night", {})
const bankFile = () => gateway().command("run-bank-file", {})

async function paid(changes: Fields = {}, account: Shop = BY_HAND, shopper: NewebpayCardShopper = {}) {
  const { url, orderNo } = shop.startUrl(changes, account)
  await payNewebpayByCard(url, shopper)
  await shop.world.sandbox.settled()
  return orderNo
}

const states = async (orderNo: string, account: Shop = BY_HAND) => {
  const { TradeStatus, CloseStatus, BackStatus, BackBalance } = (await shop.query(orderNo, {}, account)).Result
  return [TradeStatus, CloseStatus, BackStatus, BackBalance].join(" ")
}

describe("the back office", () => {
  it.each<[string, Shop, RegExp, RegExp]>([
    ["by itself", SHOP, /已開啟自動請款.*MS300000002.*21:00/, /自動請款 on.*MS300000002.*21:00/],
    ["when the shop asks", BY_HAND, /已關閉自動請款.*B031/, /自動請款 off.*B031/],
  ])("says of a card that is captured %s how that comes about", async (_how, account, chinese, english) => {
    await paid({}, account)
    const path = `${shop.world.sandbox.url}/_sandbox/newebpay/trades/${shop.trade().id}`
    for (const [language, words] of [["zh-TW", chinese] as const, ["en", english] as const]) {
      const page = await (await fetch(path, { headers: { "accept-language": language } })).text()
      expect(/<p id="note"[^>]*>([^<]*)/.exec(page)?.[1]).toMatch(words)
    }
    if (account === BY_HAND) await shop.act("capture")
    expect(await (await fetch(path)).text()).toMatch(/id="note"[^>]*>[^<]*21:00/)
    await night()
    await bankFile()
    expect(await (await fetch(path)).text()).not.toContain('id="note"')
  })
})

describe("the state machine", () => {
  const COMMANDS: Command[] = ["cancel", "capture", "cancel-capture", "refund", "cancel-refund"]

  it.each<[CloseState, string]>([
    ["authorised", "- - TRA10035 TRA10035 TRA10035"],
    ["cancel-queued", "TRA10047 TRA10035 TRA10035 TRA10035 TRA10035"],
    ["waiting", "TRA10048 TRA10048 - TRA10035 TRA10035"],
    ["processing", "TRA10048 TRA10048 TRA10095 - TRA10035"],
    ["closed", "TRA20011 TRA10035 TRA10095 - TRA10035"],
    ["cancelled", "TRA10047 TRA10035 TRA10035 TRA10035 TRA10035"],
  ])("%s answers cancel, capture, uncapture, refund, unrefund: %s", (state, answers) => {
    const closing = { ...newClosing("card", 1060), state }
    expect(COMMANDS.map((command) => refusalOf(closing, command) ?? "-").join(" ")).toBe(answers)
  })

  it.each<[RefundState, string]>([
    ["none", "- TRA10035"],
    ["waiting", "TRA20027 -"],
    ["processing", "TRA20027 TRA10095"],
    ["done", "- TRA10095"],
    ["failed", "- TRA10045"],
  ])("a refund that is %s answers refund, unrefund: %s", (state, answers) => {
    const closing = { ...newClosing("card", 1060), state: "closed" as const }
    if (state !== "none") closing.refunds.push({ amount: 60, state, at: new Date() })
    expect([refusalOf(closing, "refund") ?? "-", refusalOf(closing, "cancel-refund") ?? "-"].join(" ")).toBe(answers)
  })

  it("has nothing for what was never authorised", () => {
    expect(COMMANDS.map((command) => refusalOf(null, command))).not.toContain(null)
  })

  it("takes back what waits", () => {
    const closing = newClosing("card", 1060)
    carryOut(closing, "capture", 1000, new Date())
    carryOut(closing, "cancel-capture", 1000, new Date())
    expect(closing).toEqual(newClosing("card", 1060))
  })
})

describe("cancel", () => {
  it("lets an authorisation go, with a CheckCode", async () => {
    const orderNo = await paid()
    const answer = await shop.cancel(orderNo, {}, BY_HAND)
    expect(answer).toMatchObject({
      Status: "SUCCESS",
      Message: "放棄授權成功",
      Result: { Amt: 1060, MerchantOrderNo: orderNo },
    })
    expect(answer.Result.CheckCode).toBe(checkCode(answer.Result as never, BY_HAND))
    expect(await states(orderNo)).toBe("3 0 0 1060")
    expect((await shop.cancel(orderNo, {}, BY_HAND)).Status).toBe("TRA10047")
  })

  it("goes by TradeNo as well", async () => {
    await paid()
    const byTradeNo = { IndexType: "2", TradeNo: shop.trade().id, MerchantOrderNo: "" }
    expect((await shop.cancel("", byTradeNo, BY_HAND)).Status).toBe("SUCCESS")
  })

  it("finds no such order, and has a CheckCode over nothing", async () => {
    const { Status, Result } = await shop.cancel("nothing", {}, BY_HAND)
    expect(Status).toBe("TRA10021")
    expect(Result).toMatchObject({ MerchantOrderNo: "", TradeNo: "" })
    expect(Result.CheckCode).toBe(checkCode(Result as never, BY_HAND))
  })

  it("waits for the night where so set, or by fault", async () => {
    const orderNo = await paid()
    shop.world.sandbox.fault({ kind: "queue-cancel" })
    expect((await shop.cancel(orderNo, {}, BY_HAND)).Status).toBe("TRA20001")
    expect(await states(orderNo)).toBe("1 0 0 1060")
    expect((await shop.cancel(orderNo, {}, BY_HAND)).Status).toBe("TRA10047")
    expect((await shop.close(orderNo, "1", {}, BY_HAND)).Status).toBe("TRA10035")
    await shop.world.sandbox.advance(DAY)
    expect(await states(orderNo)).toBe("3 0 0 1060")
    gateway().configure({ queueCancellations: true })
    expect((await shop.cancel(await paid(), {}, BY_HAND)).Status).toBe("TRA20001")
  })

  it.each<[string, Fields, string]>([
    ["another amount", { Amt: "1000" }, "TRA10050"],
    ["no amount", { Amt: "" }, "TRA10003"],
    ["an unknown RespondType", { RespondType: "XML" }, "TRA10036"],
    ["another version", { Version: "2.0" }, "TRA10018"],
    ["an old TimeStamp", { TimeStamp: "1600000000" }, "TRA40014"],
    ["an unknown IndexType", { IndexType: "3" }, "TRA10032"],
    ["no number", { IndexType: "2", TradeNo: "" }, "TRA10018"],
  ])("refuses %s", async (_name, changes, code) => {
    expect((await shop.cancel(await paid(), changes, BY_HAND)).Status).toBe(code)
  })

  it("refuses what it cannot open, and shops it does not know", async () => {
    const bare = (fields: Fields) => shop.text("/API/CreditCard/Cancel", fields).then(JSON.parse)
    expect(await bare({ MerchantID_: SHOP.merchantId, PostData_: "00" })).toMatchObject({
      Status: "TRA10008",
      Result: [],
    })
    expect(await bare({ MerchantID_: "MS1" })).toMatchObject({ Status: "TRA10009" })
  })

  it("answers in one row", async () => {
    const inner = {
      RespondType: "String",
      Version: "1.0",
      Amt: "1060",
      MerchantOrderNo: await paid(),
      IndexType: "1",
      TimeStamp: now(),
    }
    const PostData_ = sealCbc(phpQuery(inner), BY_HAND, 16)
    const text = await shop.text("/API/CreditCard/Cancel", { MerchantID_: BY_HAND.merchantId, PostData_ })
    expect(text).toMatch(/^Status=SUCCESS&Message=放棄授權成功&MerchantID=MS300000002&Amt=1060&MerchantOrderNo=/)
  })
})

describe("close", () => {
  it("captures, waits for 21:00, then for the bank's file; refunds go the same way", async () => {
    const orderNo = await paid()
    expect(await states(orderNo)).toBe("1 0 0 1060")
    expect(await shop.close(orderNo, "1", { Amt: "1000" }, BY_HAND)).toMatchObject({
      Status: "SUCCESS",
      Message: "請款資料新增成功_模擬信用卡請款成功",
      Result: { Amt: 1000, MerchantOrderNo: orderNo },
    })
    expect(await states(orderNo)).toBe("1 1 0 1000")
    await shop.world.sandbox.advance(11 * 60 * MINUTE)
    expect(await states(orderNo)).toBe("1 2 0 1000")
    expect((await shop.close(orderNo, "2", { Amt: "400" }, BY_HAND)).Status).toBe("SUCCESS")
    expect((await shop.close(orderNo, "2", { Amt: "1" }, BY_HAND)).Status).toBe("TRA20027")
    expect(await states(orderNo)).toBe("1 2 1 600")
    await shop.world.sandbox.advance(12 * 60 * MINUTE)
    expect(await states(orderNo)).toBe("1 3 1 600")
    await night()
    expect(await states(orderNo)).toBe("1 3 2 600")
    await bankFile()
    expect(await states(orderNo)).toBe("1 3 3 600")
    expect((await shop.close(orderNo, "2", { Amt: "601" }, BY_HAND)).Status).toBe("TRA10036")
    expect((await shop.close(orderNo, "2", { Amt: "600" }, BY_HAND)).Status).toBe("SUCCESS")
    await night()
    await bankFile()
    expect(await states(orderNo)).toBe("1 3 3 0")
    expect((await shop.close(orderNo, "2", { Amt: "1" }, BY_HAND)).Status).toBe("TRA20028")
    gateway().configure({ refundedTradeStatus: "6" })
    expect(await states(orderNo)).toBe("6 3 3 0")
  })

  it("takes back a capture or a refund before 21:00, of its very amount", async () => {
    const orderNo = await paid()
    await shop.close(orderNo, "1", {}, BY_HAND)
    expect((await shop.close(orderNo, "1", { Cancel: "1", Amt: "1" }, BY_HAND)).Status).toBe("TRA10050")
    expect((await shop.close(orderNo, "1", { Cancel: "1" }, BY_HAND)).Status).toBe("SUCCESS")
    expect(await states(orderNo)).toBe("1 0 0 1060")
    await shop.close(orderNo, "1", {}, BY_HAND)
    await night()
    expect((await shop.close(orderNo, "1", { Cancel: "1" }, BY_HAND)).Status).toBe("TRA10095")
    await shop.close(orderNo, "2", { Amt: "60" }, BY_HAND)
    expect((await shop.close(orderNo, "2", { Cancel: "1", Amt: "60" }, BY_HAND)).Status).toBe("SUCCESS")
    expect(await states(orderNo)).toBe("1 2 0 1060")
  })

  it("by itself where the shop has it so: then there is nothing to cancel or to capture", async () => {
    const orderNo = await paid({}, SHOP)
    expect(await states(orderNo, SHOP)).toBe("1 1 0 1060")
    expect((await shop.cancel(orderNo)).Status).toBe("TRA10048")
    expect((await shop.close(orderNo, "1")).Status).toBe("TRA10048")
    expect((await shop.close(orderNo, "2")).Status).toBe("TRA10035")
    await shop.world.sandbox.advance(DAY)
    expect((await shop.cancel(orderNo)).Status).toBe("TRA20011")
  })

  it.each<[string, Fields, NewebpayCardShopper, string, string]>([
    ["more than was authorised", {}, {}, "1061", "TRA10028"],
    ["a part in instalments", { CREDIT: "", InstFlag: "3" }, { method: "InstFlag" }, "60", "TRA10675"],
    ["a part with bonus points", { CREDIT: "", CreditRed: "1" }, { method: "CreditRed" }, "60", "TRA10675"],
    ["a part by UnionPay", { CREDIT: "", UNIONPAY: "1" }, { method: "UNIONPAY" }, "60", "TRA10031"],
  ])("does not capture %s", async (_name, changes, shopper, Amt, code) => {
    expect((await shop.close(await paid(changes, BY_HAND, shopper), "1", { Amt }, BY_HAND)).Status).toBe(code)
  })

  it("does not refund in part what is in instalments, nor more than the shop has", async () => {
    const inParts = await paid({ CREDIT: "", InstFlag: "3" }, SHOP, { method: "InstFlag" })
    gateway().addAccount({ ...SHOP, merchantId: "MS9", balance: 5 })
    const poor = await paid({}, { ...SHOP, merchantId: "MS9" })
    await night()
    expect((await shop.close(inParts, "2", { Amt: "60" })).Status).toBe("TRA10675")
    expect((await shop.close(poor, "2", { Amt: "60" }, { ...SHOP, merchantId: "MS9" })).Status).toBe("TRA20028")
  })

  it.each<[string, Fields]>([
    ["another version", { Version: "9" }],
    ["no CloseType", { CloseType: "3" }],
  ])("refuses %s", async (_name, changes) => {
    expect((await shop.close(await paid(), "1", changes, BY_HAND)).Status).toBe("TRA10018")
  })

  it("knows cards of this shop only", async () => {
    const { url, orderNo } = shop.startUrl({ CREDIT: "", LINEPAY: "1" })
    await payNewebpayByWallet(url)
    expect((await shop.close(orderNo, "2")).Status).toBe("TRA10021")
    const card = await paid()
    expect((await shop.close(card, "1")).Status).toBe("TRA10021")
    const byTradeNo = { IndexType: "2", TradeNo: shop.trade().id }
    expect((await shop.close("", "1", byTradeNo)).Status).toBe("TRA10021")
  })

  it("does the same at the back office", async () => {
    await paid()
    await shop.act("capture")
    await night()
    await expect(shop.act("refund", { amount: "2000" })).rejects.toThrow("退款金額")
    await shop.act("refund", { amount: "60" })
    expect(shop.trade()).toMatchObject({ state: "partly-refunded", details: { BackBalance: "1000" } })
    await shop.act("cancel-refund")
    await expect(shop.act("cancel")).rejects.toThrow("cancel")
  })
})

describe("refunds of wallets and loans", () => {
  const OrderDetail = JSON.stringify([{ ItemName: "茶", ItemAmt: 1060, ItemOrderNo: "A1" }])

  async function bought(changes: Fields, account: Shop = SHOP) {
    const { url, orderNo } = shop.startUrl({ CREDIT: "", ...changes }, account)
    await payNewebpayByWallet(url)
    await shop.world.sandbox.settled()
    return orderNo
  }

  /** The envelope and the answer in it. */
  async function uid(path: string, inner: Record<string, unknown>, changes: Fields = {}, account: Shop = SHOP) {
    const isWallet = path === "/API/EWallet/refund"
    const text = isWallet ? JSON.stringify(inner) : phpQuery(inner as Fields)
    const EncryptData_ = sealCbc(text, account, 32)
    const outer = {
      UID_: account.merchantId,
      Version_: "1.1",
      EncryptData_,
      RespondType_: "JSON",
      HashData_: tradeSha(EncryptData_, account),
      ...changes,
    }
    const answer = JSON.parse(await shop.text(path, outer))
    const sealed = openCbc(answer.EncryptData, account)
    return { status: answer.Status, answer, inner: sealed?.startsWith("{") ? JSON.parse(sealed) : sealed }
  }

  const wallet = (orderNo: string, PaymentType: string, Amount: unknown = 1060, changes: Fields = {}) =>
    uid("/API/EWallet/refund", { MerchantOrderNo: orderNo, Amount, TimeStamp: now(), PaymentType }, changes)
  const lender = (
    path: string,
    orderNo: string,
    PaymentType: string,
    Amt = "1060",
    account: Shop = SHOP,
    changes: Fields = {},
  ) =>
    uid(
      `/API/Bnpl/${path}`,
      { MerchantOrderNo: orderNo, Amt, TimeStamp: now(), PaymentType, Reason: "退貨" },
      changes,
      account,
    )

  it("gives back in parts, with Status 1000 and a sealed answer", async () => {
    const orderNo = await bought({ LINEPAY: "1" })
    const { answer, inner } = await wallet(orderNo, "LINEPAY", "60")
    expect(answer).toMatchObject({
      Status: "1000",
      Message: "退款申請完成",
      UID: SHOP.merchantId,
      Version: "1.1",
      Encoding: "",
    })
    expect(answer.HashData).toBe(tradeSha(answer.EncryptData, SHOP))
    expect(inner).toMatchObject({
      MerchantOrderNo: orderNo,
      RefundAmount: "60",
      BankCode: "",
      TradeNo: shop.trade().id,
    })
    expect((await shop.query(orderNo)).Result).toMatchObject({ TradeStatus: "1", BackStatus: "3", AuthBank: "Linepay" })
    expect((await wallet(orderNo, "LINEPAY", 1001)).status).toBe("1105")
    expect((await wallet(orderNo, "LINEPAY", 1000)).status).toBe("1000")
  })

  it.each<[string, Fields, string]>([
    ["no shop", { UID_: "" }, "4101"],
    ["an unknown shop", { UID_: "MS1" }, "1102"],
    ["another version", { Version_: "9" }, "4102"],
    ["nothing sealed", { EncryptData_: "" }, "4103"],
    ["a row", { RespondType_: "String" }, "4104"],
    ["a wrong sum", { HashData_: "00" }, "4105"],
    ["noise", { EncryptData_: "00", HashData_: tradeSha("00", SHOP) }, "4106"],
  ])("refuses an envelope with %s", async (_name, changes, code) => {
    const { answer } = await wallet(await bought({ LINEPAY: "1" }), "LINEPAY", 1, changes)
    expect(answer).toMatchObject({ Status: code, EncryptData: "" })
  })

  it.each<[string, object, string]>([
    ["an unknown order", { MerchantOrderNo: "nothing" }, "1103"],
    ["another wallet", { PaymentType: "TWQR" }, "1106"],
    ["nothing", { Amount: 0 }, "2100"],
    ["no number", { Amount: "x" }, "4106"],
    ["an old TimeStamp", { TimeStamp: "1600000000" }, "4106"],
  ])("refuses %s", async (_name, changes, code) => {
    const inner = {
      MerchantOrderNo: await bought({ LINEPAY: "1" }),
      Amount: 1,
      TimeStamp: now(),
      PaymentType: "LINEPAY",
    }
    expect((await uid("/API/EWallet/refund", { ...inner, ...changes })).status).toBe(code)
  })

  it("keeps each wallet's time and parts", async () => {
    const [esun, taiwan, line] = [
      await bought({ ESUNWALLET: "1" }),
      await bought({ TAIWANPAY: "1" }),
      await bought({ LINEPAY: "1" }),
    ]
    expect((await wallet(esun, "ESUNWALLET", 1)).status).toBe("1104")
    await shop.world.sandbox.advance(11 * MINUTE)
    expect((await wallet(esun, "ESUNWALLET", 1)).status).toBe("1000")
    expect((await wallet(taiwan, "TAIWANPAY", 1)).status).toBe("1108")
    await shop.world.sandbox.advance(30 * DAY)
    expect((await wallet(taiwan, "TAIWANPAY")).status).toBe("1104")
    expect((await wallet(line, "LINEPAY", 1)).status).toBe("1000")
    await shop.world.sandbox.advance(31 * DAY)
    expect((await wallet(line, "LINEPAY", 1)).status).toBe("1104")
  })

  it("has none for BitoPay, for what is unpaid, or from an empty shop", async () => {
    expect((await wallet(await bought({ BITOPAY: "1" }), "BITOPAY")).status).toBe("1110")
    const { url, orderNo } = shop.startUrl({ CREDIT: "", LINEPAY: "1" })
    await payNewebpayByWallet(url, { outcome: "decline" })
    expect((await wallet(orderNo, "LINEPAY")).status).toBe("1104")
    gateway().addAccount({ ...SHOP, balance: 5 })
    expect((await wallet(await bought({ LINEPAY: "1" }), "LINEPAY", 6)).status).toBe("1116")
  })

  it("waits for the bank's file where so set, one at a time, and may fail", async () => {
    gateway().configure({ walletRefunds: "by-bank-file" })
    const orderNo = await bought({ LINEPAY: "1" })
    await wallet(orderNo, "LINEPAY", 60)
    expect((await shop.query(orderNo)).Result.BackStatus).toBe("2")
    expect((await wallet(orderNo, "LINEPAY", 60)).status).toBe("1109")
    await shop.act("fail-refund")
    expect((await shop.query(orderNo)).Result.BackStatus).toBe("4")
    await wallet(orderNo, "LINEPAY", 1060)
    await bankFile()
    expect((await shop.query(orderNo)).Result.BackStatus).toBe("3")
    expect(shop.trade().state).toBe("refunded")
  })

  it("a loan before its capture is cancelled whole", async () => {
    const orderNo = await bought({ AFTEE: "1", OrderDetail, BNPL_Capture: "2" })
    expect((await lender("refund", orderNo, "AFTEE", "60")).status).toBe("1108")
    const { answer, inner } = await lender("refund", orderNo, "AFTEE")
    expect(answer.Status).toBe("SUCCESS")
    expect(inner).toMatchObject({ RefundType: "cancel", RefundAmount: "1060" })
    expect((await shop.query(orderNo)).Result.TradeStatus).toBe("3")
    expect((await lender("refund", orderNo, "AFTEE")).status).toBe("1104")
  })

  it("a loan is captured by hand, then refunded in parts", async () => {
    const orderNo = await bought({ OPPAY: "1", OrderDetail }, BY_HAND)
    expect((await lender("settle", orderNo, "OPPAY", "60", BY_HAND)).status).toBe("1105")
    const settled = await lender("settle", orderNo, "OPPAY", "1060", BY_HAND)
    expect(settled.inner).toMatchObject({ Amount: "1060", MerchantOrderNo: orderNo })
    expect((await lender("settle", orderNo, "OPPAY", "1060", BY_HAND)).status).toBe("1104")
    expect((await shop.query(orderNo, {}, BY_HAND)).Result.CloseStatus).toBe("2")
    const { inner } = await lender("refund", orderNo, "OPPAY", "60", BY_HAND, { RespondType_: "String" })
    expect(inner).toContain("RefundAmount=60&")
    expect((await shop.query(orderNo, {}, BY_HAND)).Result).toMatchObject({ BackStatus: "3", BackBalance: "1000" })
  })

  it("a loan's time is over, and a wallet is none", async () => {
    const orderNo = await bought({ AFTEE: "1", OrderDetail, BNPL_Capture: "2" })
    const line = await bought({ LINEPAY: "1" })
    expect((await lender("refund", line, "LINEPAY")).status).toBe("1110")
    await shop.world.sandbox.advance(90 * DAY)
    expect((await lender("settle", orderNo, "AFTEE")).status).toBe("1104")
    await shop.world.sandbox.advance(280 * DAY)
    expect((await lender("refund", orderNo, "AFTEE")).status).toBe("1104")
  })
})
