import { readFileSync } from "node:fs"
import { type PayuniOptions, payuni } from "../../../src/providers/payuni/gateway"
import { seal } from "../../../src/providers/payuni/wire"
import type { WireResponse } from "../../../src/toolkit/contract/conversation"
import type { MerchantAccount, Moment, RawMessage, SignedNotice, Trade } from "../../../src/toolkit/contract/gateway"
import type { KeyPair } from "../../../src/toolkit/key-pair"
import type { Fields } from "../../../src/toolkit/redact"
import { methodOf as methodOfKind } from "../../ecpay-account"
import { answer } from "../../scripted-gateway"

export const KEYS: KeyPair = { hashKey: "aB3dE6gH9jK2mN5pqR8sT1uV4wX7yZ0a", hashIv: "Zy9xW8vU7tS6rQ5p" }
export const OTHER_KEYS: KeyPair = { hashKey: "0123456789abcdefFEDCBA9876543210", hashIv: "fedcba9876543210" }

export const MER_ID = "S09876543"
export const TRADE_NO = "T20261122A0001ABCDEF"
export const REFERENCE = "1747907897637487065"
/** Noon in Taipei. */
export const NOON = new Date("2026-11-22T04:00:00Z")

export const OPTIONS: PayuniOptions = {
  environment: "production",
  backendUrl: "https://api.shop.example.tw",
  storefrontUrl: "https://shop.example.tw",
  merId: MER_ID,
  ...KEYS,
}

export const gatewayOf = (options: Partial<PayuniOptions> = {}): MerchantAccount =>
  payuni.openAccount({ ...OPTIONS, ...options }).account

export const methodOf = (id: string) => methodOfKind(id, payuni)

export const moment: Moment = { now: NOON, nonce: () => "nonce" }

/** The outer fields around some inner ones, as PAYUNi seals them. */
export function sealed(inner: Fields, keys: KeyPair = KEYS, outer: Fields = {}): Fields {
  return { Status: inner.Status ?? "SUCCESS", ...seal(inner, "2.0", keys), ...outer }
}

export function raw(outer: Fields): RawMessage {
  return { body: Buffer.from(new URLSearchParams({ ...outer }).toString()), headers: {}, query: "" }
}

export function noticeOf(gateway: MerchantAccount): SignedNotice {
  if (gateway.notice?.kind === "signed") return gateway.notice
  throw new Error("PAYUNi seals its notices.")
}

/** As it arrives: form, envelope, reading. */
export function heard(inner: Fields, options: Partial<PayuniOptions> = {}): Trade {
  const notice = noticeOf(gatewayOf(options))
  return notice.read(notice.verify(raw(sealed(inner))))
}

/** A sealed answer of a server call. */
export function answered(inner: Fields): WireResponse {
  return answer(JSON.stringify(sealed(inner, KEYS, { MerID: inner.MerID ?? MER_ID })))
}

/** Rows of trade/query, flattened as PHP does. */
export function answeredRows(...rows: readonly Fields[]): WireResponse {
  const cells = rows.flatMap((row, index) =>
    Object.entries(row).map(([name, value]) => [`Result[${index}][${name}]`, value]),
  )
  return answered({ Status: "SUCCESS", Message: "查詢成功", ...Object.fromEntries(cells) })
}

export const PAID: Fields = {
  Status: "SUCCESS",
  Message: "授權成功",
  MerID: MER_ID,
  MerTradeNo: TRADE_NO,
  TradeNo: REFERENCE,
  TradeAmt: "1060",
  TradeStatus: "1",
  PaymentType: "1",
  Gateway: "2",
  Card6No: "414763",
  Card4No: "0001",
  CardInst: "1",
  FirstAmt: "1060",
  EachAmt: "0",
  ResCode: "00",
  ResCodeMsg: "授權成功",
  AuthCode: "000000",
  AuthBank: "812",
  AuthBankName: "台新國際商業銀行",
  AuthType: "1",
  AuthDay: "20261122",
  AuthTime: "120000",
  CardBank: "812",
}

const LATER: Fields = {
  Status: "SUCCESS",
  Message: "建立成功",
  MerID: MER_ID,
  MerTradeNo: TRADE_NO,
  TradeNo: REFERENCE,
  TradeAmt: "1060",
  TradeStatus: "0",
  ExpireDate: "2026-11-25 23:59:59",
}

export const ATM_ISSUED: Fields = {
  ...LATER,
  PaymentType: "2",
  BankType: "822",
  PayNo: "9900140673104366",
  PaySet: "1",
}
export const CVS_ISSUED: Fields = { ...LATER, PaymentType: "3", PayNo: "CSA26112200001", Store: "SEVEN" }

export const ATM_PAID: Fields = {
  Status: "SUCCESS",
  Message: "付款成功",
  MerID: MER_ID,
  TradeNo: REFERENCE,
  MerTradeNo: TRADE_NO,
  NewMerTradeNo: "",
  TradeAmt: "1060",
  PayNo: "9900140673104366",
  PayBank: "822",
  PaySet: "1",
  Gateway: "2",
  Account5No: "54321",
  TradeStatus: "1",
  PayTime: "2026-11-22 12:00:00",
  PaymentType: "2",
}

interface Captured {
  readonly id: string
  readonly fields: Fields
}

/** What PAYUNi's sandbox answered, by the id of its recording. @throws when there is none */
export function captured(id: string): Fields {
  const url = new URL("../../../../../vectors/payuni/captured.json", import.meta.url)
  const rows: Captured[] = JSON.parse(readFileSync(url, "utf8")).rows
  const found = rows.find((row) => row.id === id)
  if (!found) throw new Error(`There is no recording ${id}.`)
  return found.fields
}

/** A row of trade/query: the recorded one, about our trade. */
export function row(changes: Fields = {}): Fields {
  return {
    ...captured("query-row-auto-captured"),
    MerTradeNo: TRADE_NO,
    TradeNo: REFERENCE,
    TradeAmt: "1060",
    CloseAmt: "1060",
    RemainAmt: "1060",
    ...changes,
  }
}

export function without(fields: Fields, ...names: string[]): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)))
}
