import type { RawMessage, WireRequest, WireResponse } from "@taiwan-payments/medusa/toolkit"
import {
  type Fields,
  formBody,
  type Keys,
  plainBody,
  readForm,
  signed,
} from "../../../sandbox/src/gateways/ecpay/wire/codec.js"
import type { Facts, WireFixtures } from "../../src/index.js"

/** ECPay's published test account (準備事項 › 測試介接資訊). */
export const PUBLISHED = { merchantId: "3002607", hashKey: "pwFHCqoQZGmho4w6", hashIV: "EkRm7iFT261dpevs" }

export interface EcpayAccount extends Keys {
  readonly merchantId: string
}

/** The n-th account of the kit's own. */
export function accountAt(index: number): EcpayAccount {
  const digits = String(index).padStart(4, "0")
  return { merchantId: `390${digits}`, hashKey: `K1tHashKey00${digits}`, hashIV: `K1tHashIv000${digits}` }
}

/** The account behind a 特店編號. */
function accountOf(merchantId: string): EcpayAccount {
  return accountAt(Number(merchantId.slice(3)))
}

const STRANGER: Keys = { hashKey: "AnotherShopsKey0", hashIV: "AnotherShopsIv00" }
const PAYER_ACCOUNT = "8273645546372819"

const CODES: Readonly<Record<string, string>> = { paid: "1", declined: "10100058", undecided: "10300066", issued: "2" }

function codeOf({ meaning }: Facts): string {
  return typeof meaning === "string" ? (CODES[meaning] ?? "") : meaning.code
}

/** `yyyy/MM/dd HH:mm:ss` on the wall in Taipei, by the platform's own calendar. */
function taipei(instant: Date): string {
  return new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Taipei", dateStyle: "short", timeStyle: "medium" })
    .format(instant)
    .replaceAll("-", "/")
}

function fromTaipei(text: string | undefined): Date | null {
  const date = new Date(`${text?.replaceAll("/", "-").replace(" ", "T")}+08:00`)
  return Number.isNaN(date.getTime()) ? null : date
}

function about({ merchant, tradeNo, amount }: Facts): Fields {
  const custom = { CustomField1: "", CustomField2: "", CustomField3: "", CustomField4: "" }
  return {
    ...custom,
    MerchantID: merchant,
    MerchantTradeNo: tradeNo,
    StoreID: "",
    TradeAmt: String(amount),
    TradeNo: "2802291034561234",
  }
}

const CARD: Fields = {
  PaymentType: "Credit_CreditCard",
  gwsr: "13475885",
  auth_code: "777777",
  card6no: "431195",
  card4no: "2222",
  eci: "5",
  stage: "0",
  red_de_amt: "0",
}

/** 付款結果通知 with 額外回傳的參數. */
function paymentNotice(facts: Facts): Fields {
  const at = taipei(facts.at)
  return {
    ...about(facts),
    ...CARD,
    ATMAccBank: "822",
    ATMAccNo: PAYER_ACCOUNT,
    PaymentDate: codeOf(facts) === "1" ? at : "0001/01/01 00:00:00",
    PaymentTypeChargeFee: "21",
    RtnCode: codeOf(facts),
    RtnMsg: codeOf(facts) === "1" ? "交易成功" : "付款失敗",
    SimulatePaid: facts.simulated ? "1" : "0",
    TradeDate: at,
  }
}

/** 取號結果通知 of an ATM account. */
function numberNotice(facts: Facts): Fields {
  const expires = taipei(new Date(facts.at.getTime() + 3 * 86_400_000)).slice(0, 10)
  return {
    ...about(facts),
    BankCode: "118",
    ExpireDate: expires,
    PaymentType: "ATM_PANHSIN",
    RtnCode: codeOf(facts),
    RtnMsg: "Get VirtualAccount Succeeded",
    TradeDate: taipei(facts.at),
    vAccount: "9900140673104366",
  }
}

function fieldsOfNotice(facts: Facts): Fields {
  return facts.message === "payment" ? paymentNotice(facts) : numberNotice(facts)
}

/** 查詢訂單: what was paid, with `TradeStatus` in place of `RtnCode`. */
function tradeInfo(facts: Facts): Fields {
  const { RtnCode: _code, RtnMsg: _message, SimulatePaid: _simulated, ...fields } = paymentNotice(facts)
  const status = typeof facts.meaning === "string" ? (STATUS[facts.meaning] ?? "") : facts.meaning.code
  return { ...fields, HandlingCharge: "21", ItemName: "高山烏龍 x 2#A+B 100%", TradeStatus: status }
}

const STATUS: Readonly<Record<string, string>> = { paid: "1", declined: "10200095", undecided: "0", issued: "0" }

function answerFields({ url }: WireRequest, facts: Facts): Fields {
  if (url.endsWith("/QueryPaymentInfo")) return numberNotice(facts)
  return tradeInfo(facts.message === "number" ? { ...facts, meaning: "undecided" } : facts)
}

function raw(body: string): RawMessage {
  return { body: Buffer.from(body), headers: { "content-type": "application/x-www-form-urlencoded" }, query: "" }
}

function plain(fields: Fields): WireResponse {
  return { status: 200, headers: { "content-type": "text/html" }, text: plainBody(fields) }
}

/** A DoAction or QueryTrade/V2 is never signed; as an answer to one, this says that the card is closed. */
function cardAnswer({ url }: WireRequest, { amount, tradeNo, merchant }: Facts): WireResponse | null {
  if (url.endsWith("/DoAction"))
    return plain({ MerchantID: merchant, MerchantTradeNo: tradeNo, TradeNo: "", RtnCode: "1", RtnMsg: "Succeeded" })
  if (!url.endsWith("/QueryTrade/V2")) return null
  const closing = { status: "已關帳", sno: "1", amount, datetime: "2028/02/28 20:15:00" }
  const value = {
    TradeID: 13475885,
    amount,
    clsamt: amount,
    authtime: "2028/02/28 10:00:00",
    status: "已授權",
    close_data: [closing],
  }
  return { status: 200, headers: {}, text: JSON.stringify({ RtnMsg: "", RtnValue: value }) }
}

/** ECPay's side, in the sandbox's codec: the plugin's own is never used here. */
export const ecpayFixtures: WireFixtures = {
  notice: (facts, signer) => {
    const keys = signer === "gateway" ? accountOf(facts.merchant) : STRANGER
    return raw(formBody(signed(fieldsOfNotice(facts), keys)))
  },
  fieldsOf: ({ body }) => [...new URLSearchParams(body.toString("utf8"))],
  compose: (fields) =>
    raw(new URLSearchParams(fields.map(([name, value]): [string, string] => [name, value])).toString()),
  signature: "CheckMacValue",
  foldsCase: true,
  answer: (request, facts) =>
    cardAnswer(request, facts) ?? plain(signed(answerFields(request, facts), accountOf(facts.merchant))),
  strangeAnswer: (_request, { merchant, tradeNo }) =>
    plain({ MerchantID: merchant, MerchantTradeNo: tradeNo, TradeNo: "", RtnCode: "5000003", RtnMsg: "系統忙碌中" }),
  alteredAnswer: (request, facts) => {
    const fields = signed(answerFields(request, facts), accountOf(facts.merchant))
    return plain({ ...fields, TradeAmt: "9999" })
  },
  orderedAt: ({ fields }) => fromTaipei(fields.MerchantTradeDate),
  amountOf: ({ fields }) => (/^\d+$/.test(fields.TotalAmount ?? "") ? Number(fields.TotalAmount) : null),
  tradeNoOf: ({ fields }) => fields.MerchantTradeNo ?? null,
  codes: ["0", "1", "2"],
  secrets: ["K1tHashKey00", "K1tHashIv000"],
  personal: [PAYER_ACCOUNT],
}

export { readForm }
