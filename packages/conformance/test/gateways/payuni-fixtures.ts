import type { Form, RawMessage, WireRequest, WireResponse } from "@taiwan-payments/medusa/toolkit"
import {
  buildQuery,
  type Fields,
  type Keys,
  readQuery,
  seal,
  unseal,
} from "../../../sandbox/src/gateways/payuni/wire/codec.js"
import type { Facts, WireFixtures } from "../../src/index.js"

export interface PayuniShop extends Keys {
  readonly merId: string
}

/** Shops from this number on capture cards themselves; the others leave it to PAYUNi. */
export const MANUAL_FROM = 1000

/** The n-th shop of the kit's own. */
export function shopAt(index: number): PayuniShop {
  const digits = String(index).padStart(4, "0")
  return { merId: `S8800${digits}`, hashKey: `kit-payuni-hash-key-of-shop-${digits}`, hashIV: `kit-payuni-i${digits}` }
}

const shopOf = (merId: string) => shopAt(Number(merId.slice(5)))

const STRANGER: Keys = { hashKey: "another-shops-hash-key-32-letter", hashIV: "another-shops-iv" }
const CONSIGNEE = "0987600123"
const REFERENCE = "1747907897637487065"

interface Verdict {
  readonly Status: string
  readonly TradeStatus: string
}

const VERDICTS: Readonly<Record<string, Verdict>> = {
  paid: { Status: "SUCCESS", TradeStatus: "1" },
  declined: { Status: "CREDIT03001", TradeStatus: "2" },
  undecided: { Status: "UNKNOWN", TradeStatus: "8" },
  issued: { Status: "SUCCESS", TradeStatus: "0" },
}

function verdictOf({ meaning }: Facts): Verdict {
  const known = typeof meaning === "string" ? VERDICTS[meaning] : undefined
  return known ?? { Status: "SUCCESS", TradeStatus: typeof meaning === "string" ? "" : meaning.code }
}

/** `yyyy-MM-dd HH:mm:ss` on the wall in Taipei, by the platform's own calendar. */
function taipei(instant: Date): string {
  const format = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Taipei", dateStyle: "short", timeStyle: "medium" })
  return format.format(instant)
}

const CARD: Fields = { Card6No: "414763", Card4No: "0001", CardInst: "1", AuthCode: "000000", AuthType: "1" }

/** The result of a card, on its way to the shop or in the browser's hands (#34), with a parcel to be sent. */
function paymentNotice(facts: Facts): Fields {
  const [day = "", time = ""] = taipei(facts.at).split(" ")
  return {
    ...verdictOf(facts),
    Message: "授權成功",
    MerID: facts.merchant,
    MerTradeNo: facts.tradeNo,
    TradeNo: REFERENCE,
    TradeAmt: String(facts.amount),
    PaymentType: "1",
    MerchantAccount: "2",
    ...CARD,
    ResCode: "00",
    ResCodeMsg: facts.simulated ? "授權成功(模擬)" : "授權成功",
    AuthDay: day.replaceAll("-", ""),
    AuthTime: time.replaceAll(":", ""),
    ShipTradeNo: "S0001",
    ConsigneeMobile: CONSIGNEE,
  }
}

function deadline({ at }: Facts): string {
  return `${taipei(new Date(at.getTime() + 3 * 86_400_000)).slice(0, 10)} 23:59:59`
}

/** The result of asking for an ATM account (#34). */
function numberNotice(facts: Facts): Fields {
  return {
    ...verdictOf(facts),
    Message: "建立成功",
    MerID: facts.merchant,
    MerTradeNo: facts.tradeNo,
    TradeNo: REFERENCE,
    TradeAmt: String(facts.amount),
    PaymentType: "2",
    MerchantAccount: "2",
    BankType: "822",
    PayNo: "99269634855337",
    PaySet: "1",
    ExpireDate: deadline(facts),
  }
}

/** A row of trade/query (#172). */
function rowOf(facts: Facts): Fields {
  const row = {
    MerTradeNo: facts.tradeNo,
    TradeNo: REFERENCE,
    TradeAmt: String(facts.amount),
    TradeStatus: verdictOf(facts).TradeStatus,
    MerchantAccount: "2",
    DataSource: "A",
    CreateDay: taipei(facts.at),
  }
  return facts.message === "number"
    ? {
        ...row,
        PaymentType: "2",
        OffChannel: "822",
        OffPayNo: "99269634855337",
        OffExpireTime: deadline(facts),
        PaymentDay: "",
      }
    : { ...row, PaymentType: "1", ...CARD, CloseStatus: "2", PaymentDay: taipei(facts.at) }
}

function answerFields(facts: Facts): Fields {
  const cells = Object.entries(rowOf(facts)).map(([name, value]) => [`Result[0][${name}]`, value])
  return { Status: "SUCCESS", Message: "查詢成功", ...Object.fromEntries(cells) }
}

function outerOf(inner: Fields, merId: string, keys: Keys): Fields {
  return { Status: inner.Status ?? "", MerID: merId, Version: "2.0", ...seal(buildQuery(inner), keys) }
}

function raw(body: string): RawMessage {
  return { body: Buffer.from(body), headers: { "content-type": "application/x-www-form-urlencoded" }, query: "" }
}

function answer(outer: Fields): WireResponse {
  return { status: 200, headers: { "content-type": "text/html" }, text: JSON.stringify(outer) }
}

function sealedAnswer(_request: WireRequest, facts: Facts): Fields {
  return outerOf(answerFields(facts), facts.merchant, shopOf(facts.merchant))
}

/** What stands inside of a notice or a form. Throws for what was not sealed with the shop's keys. */
export function opened(outer: Fields): Fields {
  const { MerID = "", EncryptInfo = "" } = outer
  const plain = unseal(EncryptInfo, shopOf(MerID))
  if (plain === null) throw new Error("Not sealed with the shop's keys.")
  return readQuery(plain)
}

const insideOf = ({ fields }: Form) => opened({ ...fields })

/** PAYUNi's side, in the sandbox's codec: the plugin's own is never used here. */
export const payuniFixtures: WireFixtures = {
  notice: (facts, signer) => {
    const inner = facts.message === "payment" ? paymentNotice(facts) : numberNotice(facts)
    const keys = signer === "gateway" ? shopOf(facts.merchant) : STRANGER
    return raw(new URLSearchParams(outerOf(inner, facts.merchant, keys)).toString())
  },
  fieldsOf: ({ body }) => [...new URLSearchParams(body.toString("utf8"))],
  compose: (fields) =>
    raw(new URLSearchParams(fields.map(([name, value]): [string, string] => [name, value])).toString()),
  opened: (outer) => Object.entries(opened(Object.fromEntries(outer))),
  outside: ["Status", "Version"],
  signature: "HashInfo",
  foldsCase: false,
  answer: (request, facts) => answer(sealedAnswer(request, facts)),
  strangeAnswer: (_request, { merchant }) =>
    answer(outerOf({ Status: "SYS00001", Message: "系統忙碌中", MerID: merchant }, merchant, shopOf(merchant))),
  alteredAnswer: (request, facts) => {
    const { EncryptInfo = "", ...rest } = sealedAnswer(request, facts)
    return answer({ ...rest, EncryptInfo: `${EncryptInfo.startsWith("4") ? "5" : "4"}${EncryptInfo.slice(1)}` })
  },
  orderedAt: (form) => new Date(Number(insideOf(form).Timestamp) * 1000),
  amountOf: (form) => Number(insideOf(form).TradeAmt),
  tradeNoOf: (form) => insideOf(form).MerTradeNo ?? null,
  codes: ["0", "1", "2", "3"],
  secrets: ["kit-payuni-hash-key", "kit-payuni-i"],
  personal: [CONSIGNEE],
}
