import { describe, expect, it } from "vitest"
import { factsOf as ecpay, verifyMessage } from "../../src/providers/ecpay/trade"
import { sign } from "../../src/providers/ecpay/wire"
import { factsOf as newebpay } from "../../src/providers/newebpay/trade"
import { factsOf as payuni } from "../../src/providers/payuni/trade"
import type { Details } from "../../src/toolkit/contract/trade"
import type { Fields } from "../../src/toolkit/redact"
import { STAGE_KEYS } from "../ecpay-account"

type Row = [field: string, value: string, detail: string, looksLikeNone: string[]]

/** What staff see of a payment, the vendor's field that tells it, and what is not shown though it stands there. */
const TOLD: Record<string, { read: (fields: Fields) => Details; rows: Row[] }> = {
  ecpay: {
    read: (fields) => ecpay(fields, "1").details,
    rows: [
      ["PaymentType", "Credit_CreditCard", "payment_type", ["", "0"]],
      ["gwsr", "11958723", "authorization_id", ["0"]],
      ["auth_code", "777777", "authorization_code", [""]],
      ["card6no", "431195", "card_first6", ["43119", "4311951", "x431195", "431195x", "43119*"]],
      ["card4no", "2222", "card_last4", ["222", "22222", "x2222", "2222x"]],
      ["eci", "5", "eci", ["0"]],
      ["stage", "3", "installments", ["0"]],
      ["red_de_amt", "20", "bonus_amount", ["0"]],
      ["PaymentTypeChargeFee", "2.5", "fee", ["0"]],
      ["ATMAccBank", "004", "payer_bank", [""]],
      ["ATMAccNo", "1234567890", "payer_account_last5", ["", "1234x"]],
      ["WebATMAccBank", "822", "payer_bank", [""]],
      ["WebATMAccNo", "54321", "payer_account_last5", ["", "x4321"]],
      ["PayFrom", "family", "paid_at_store", [""]],
      ["TWQRTradeNo", "W1", "wallet_trade_no", [""]],
    ],
  },
  payuni: {
    read: (fields) => payuni(fields).details,
    rows: [
      ["AuthCode", "A1B2", "authorization_code", ["", "A 1", " A1", "A1 "]],
      ["Card6No", "431195", "card_first6", ["43119", "4311951", "43119*"]],
      ["Card4No", "2222", "card_last4", ["222", "22222", "222*"]],
      ["CardInst", "12", "installments", ["1", "0", "012", "3x", "x3"]],
      ["TradeFee", "25", "fee", ["0", "00", "2x", "x2"]],
      ["PayBank", "004", "payer_bank", ["04", "0044", "00x"]],
      ["Account5No", "12345", "payer_account_last5", ["1234", "123456", "1234x"]],
      ["PayStore", "SEVEN", "paid_at_store", [""]],
      ["JKoTradeNo", "J1", "wallet_trade_no", [""]],
      ...[..."1 card,2 atm,3 cvs,6 icash,7 aftee,9 linepay,11 jkopay".split(",")].map((each): Row => {
        const [number = "", name = ""] = each.split(" ")
        return ["PaymentType", number, `payment_type ${name}`, ["4", "constructor", ""]]
      }),
    ],
  },
  newebpay: {
    read: (fields) => newebpay(fields, "", "").details,
    rows: [
      ["PaymentType", "CREDIT", "payment_type", [""]],
      ["PaymentMethod", "APPLEPAY", "payment_method", [""]],
      ["Auth", "930637", "authorization_code", [""]],
      ["AuthBank", "KGI", "authorization_bank", [""]],
      ["CardBank", "Esun", "card_bank", [""]],
      ["Card6No", "400022", "card_first6", ["40002", "4000222", "x400022", "400022x"]],
      ["Card4No", "1111", "card_last4", ["111", "11111", "x1111", "1111x"]],
      ["ECI", "5", "eci", [""]],
      ["Inst", "3", "installments", ["0"]],
      ["RedAmt", "20", "bonus_amount", ["0"]],
      ["PayBankCode", "004", "payer_bank", [""]],
      ["PayerAccount5Code", "12345", "payer_account_last5", ["123456", "1234x", "x1234"]],
      ["StoreID", "7-11", "paid_at_store", [""]],
      ["PayStore", "family", "paid_at_store", [""]],
      ["ChannelID", "LINEPAY", "wallet_channel", [""]],
      ["ChannelNo", "C1", "wallet_trade_no", [""]],
      ["PayAmt", "980", "paid_by_buyer", ["0"]],
      ["CryptoAmount", "1.5", "crypto_amount", ["0"]],
      ["CryptoCurrency", "USDT", "crypto_currency", [""]],
    ],
  },
}

describe.each(Object.entries(TOLD))("of %s's messages staff see", (_gateway, { read, rows }) => {
  it.each(rows)("%s, such as %j, as %s", (field, value, detail, looksLikeNone) => {
    const [name = "", shown = /Acc(ount)?(No|5)/.test(field) ? value.slice(-5) : value] = detail.split(" ")
    expect(read({ [field]: value })).toEqual({ [name]: shown })
    for (const none of looksLikeNone) expect(read({ [field]: none })).toEqual({})
  })
})

describe("a message of ECPay's is one in its own form", () => {
  const isRefused = (fields: Fields) =>
    expect(() => verifyMessage(sign({ MerchantID: "3002607", ...fields }, STAGE_KEYS), [STAGE_KEYS])).toThrow(
      "ECPay did not write the message like this",
    )
  const isRead = (fields: Fields) =>
    expect(verifyMessage(sign({ MerchantID: "3002607", ...fields }, STAGE_KEYS), [STAGE_KEYS]).fields).toMatchObject(
      fields,
    )

  const dates = ["TradeDate", "PaymentDate", "ExpireDate", "process_date"]
  const digits = ["TradeNo", "SimulatePaid", "BankCode", "vAccount", "BNPLInstallment", "gwsr", "amount", "eci"]
  const numbers = ["stage", "stast", "staed", "red_dan", "red_de_amt", "red_ok_amt", "red_yet"]
  const fees = ["PaymentTypeChargeFee", "HandlingCharge"]
  const stars = ["card6no", "card4no"]
  const codes = ["PaymentNo", "Barcode1", "Barcode2", "Barcode3"]

  it.each([
    ...dates.map((name) => [name, ["", "2026/11/22 12:00:00", "2026-11-22"], ["2026x", "x2026", "今日"]] as const),
    ...[...digits, ...numbers].map((name) => [name, ["", "0", "123"], ["12x", "x12", "1.2"]] as const),
    ...fees.map((name) => [name, ["", "2.5", "30"], ["2,5", "x2", "2x"]] as const),
    ...stars.map((name) => [name, ["", "4311", "43**"], ["43x", "x43"]] as const),
    ...codes.map((name) => [name, ["", "LLL17355880822"], ["lll", "LLL 1", "LLL-1"]] as const),
    ["MerchantTradeNo", ["", "A-1_b"], ["A 1", " A1", "A1 "]],
    [
      "PaymentType",
      ["", "ATM", "Credit_CreditCard", "BNPL_URICH"],
      ["credit", "Credit_", "_Credit", "Credit-1", "Credit_1 "],
    ],
    ["auth_code", ["", "777777"], ["7 7", " 7", "7 "]],
    ["TWQRTradeNo", ["", "W1"], ["W 1", " W", "W "]],
  ] as const)("where %s looks like one", (name, genuine, disguised) => {
    for (const value of genuine) isRead({ [name]: value })
    for (const value of disguised) isRefused({ [name]: value })
  })

  it("whose merchant is a number", () => {
    isRefused({ MerchantID: "3002607x" })
    isRefused({ MerchantID: "x3002607" })
  })
})
