import { readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { accountKey, type MethodAccount, openMethodAccount } from "../../src/payments/method-account"
import { recordMessage } from "../../src/payments/record-message"
import { ecpay } from "../../src/providers/ecpay/gateway"
import { jkopay } from "../../src/providers/jkopay/gateway"
import { linepay } from "../../src/providers/linepay/gateway"
import { newebpay } from "../../src/providers/newebpay/gateway"
import { payuni } from "../../src/providers/payuni/gateway"
import { readRow } from "../../src/providers/payuni/query"
import { tappay } from "../../src/providers/tappay/gateway"
import type { Gateway, Trade } from "../../src/toolkit/contract/gateway"
import { twd } from "../../src/toolkit/twd"
import { markVerified } from "../../src/toolkit/verified"
import { inBoth } from "../in-both"
import { answer, held } from "../scripted-gateway"
import { newAttempt, newId, type Shop, useShop } from "../shop-database"
import { KEYS as TAPPAY_KEYS } from "./tappay/merchant"

const place = useShop()

const SHOP = {
  environment: { sandbox: "http://localhost:4545" },
  backendUrl: "https://api.shop.tw",
  storefrontUrl: "https://shop.tw",
}
const LONG_KEYS = { hashKey: "0123456789abcdef0123456789ABCDEF", hashIv: "fedcba9876543210" }

/** What must be found nowhere, each in words that stand in no other field. */
const PERSON = {
  name: "王小明",
  email: "wang@mail.example",
  phone: "0912345678",
  id: "A123456789",
  address: "台北市信義區市府路45號",
  account: "00012345654321",
  card: "4311952222222222",
  carrier: "/ABC+123",
}
const SENTENCE = `付款成功 ${PERSON.email} ${PERSON.phone} ${PERSON.id} ${PERSON.card} ${PERSON.carrier}`

/** What no table names, and what a gateway might put there one day. */
const UNKNOWN = {
  NewField: PERSON.name,
  Nickname: PERSON.email,
  CustomerName: PERSON.name,
  CustomField1: PERSON.address,
  CardNo: PERSON.card,
  payment_url: `https://pay.example/?token=${PERSON.id}`,
}

type Texts = Readonly<Record<string, string>>

function vector(path: string, list: string, id: string, fields: string): Texts {
  const text = readFileSync(new URL(`../../../../vectors/${path}`, import.meta.url), "utf8")
  const found = JSON.parse(text)[list].find((each: { id: string }) => each.id === id)
  return found[fields]
}

function accountAt(gateway: Gateway, options: object, methodId?: string): MethodAccount {
  const method = gateway.methods.find(({ id }) => id === methodId) ?? gateway.methods[0]
  if (!method) throw new Error(`${gateway.id} has no method.`)
  return openMethodAccount(gateway, method, { ...SHOP, ...options })
}

function heard(at: MethodAccount, fields: Texts): Trade {
  const { notice } = at.account
  if (notice?.kind !== "signed") throw new Error("It signs no notices.")
  return notice.read(markVerified(fields))
}

async function asked(at: MethodAccount, tradeNo: string, text: string): Promise<Trade> {
  const { method } = at
  const key = { tradeNo, method, amount: twd(1000), reference: null, startedAt: new Date(), voucherKnown: false }
  const { result } = await held(at.account.query(key, { now: new Date(), nonce: () => "n" }), () => answer(text))
  return result
}

/** Everything that stands in the tables, of whatever row. */
async function stored({ db }: Shop): Promise<string> {
  const tables = ["attempt", "event", "operation", "alarm", "outbox"]
  return JSON.stringify(await Promise.all(tables.map((name) => db(`taiwan_payment_${name}`))))
}

async function keep(at: MethodAccount, told: (tradeNo: string) => Trade | Promise<Trade>): Promise<string> {
  const { context } = place.shop
  const attempt = await context.ledger.open(newAttempt({ ...accountKey(at.account), method: at.method.id }))
  const trade = { ...(await told(attempt.trade_no)), tradeNo: attempt.trade_no, merchant: at.account.merchant }
  const { verdict } = await recordMessage(context, at, { ...trade, amount: twd(1000) }, "notice", newId("digest"))
  expect(verdict).toBe("accepted")
  return stored(place.shop)
}

const ECPAY = accountAt(ecpay, { merchantId: "3002607", hashKey: "pwFHCqoQZGmho4w6", hashIv: "EkRm7iFT261dpevs" })
const NEWEBPAY = accountAt(newebpay, { merchantId: "MS1234567890", ...LONG_KEYS })
const PAYUNI = accountAt(payuni, { merId: "SHOP1", ...LONG_KEYS })
const JKOPAY = accountAt(jkopay, { apiKey: "api-key-1", secretKey: "secret-key-1", storeId: "store-1" })
const LINEPAY = accountAt(linepay, { channelId: "1650000001", channelSecret: "sandbox-linepay-contracted-secret" })
const TAPPAY = accountAt(tappay, TAPPAY_KEYS)

const CASES: readonly (readonly [string, MethodAccount, (tradeNo: string) => Trade | Promise<Trade>])[] = [
  [
    "ECPay's notice of a transfer",
    ECPAY,
    () =>
      heard(ECPAY, {
        ...vector("ecpay/published.json", "checkmacvalue", "sdkphp-GetCheckoutResponse", "params"),
        ...UNKNOWN,
        RtnMsg: SENTENCE,
        ATMAccBank: "822",
        ATMAccNo: PERSON.account,
        ItemName: PERSON.name,
      }),
  ],
  [
    "ECPay's card in a field that changed its meaning",
    ECPAY,
    () => heard(ECPAY, { RtnCode: "1", PaymentDate: "2026/11/22 10:00:00", card4no: PERSON.card, ...UNKNOWN }),
  ],
  [
    "NewebPay's notice",
    NEWEBPAY,
    () =>
      heard(NEWEBPAY, {
        ...textsOf(vector("newebpay/digests.json", "digests", firstDigest(), "fields")),
        ...UNKNOWN,
        Status: "SUCCESS",
        PayTime: "2026-11-22 10:00:00",
        PaymentType: "VACC",
        PayerAccount5Code: PERSON.account,
        StoreName: PERSON.name,
        StoreAddr: PERSON.address,
        CVSCOMName: PERSON.name,
        CVSCOMPhone: PERSON.phone,
        Email: PERSON.email,
        Exp: PERSON.id,
        Message: SENTENCE,
      }),
  ],
  [
    "PAYUNi's row",
    PAYUNI,
    () =>
      readRow(
        {
          ...vector("payuni/captured.json", "rows", "query-row-auto-captured", "fields"),
          ...UNKNOWN,
          CardExp: PERSON.id,
          CreditLife: PERSON.id,
          Consignee: PERSON.name,
          UsrMail: PERSON.email,
          Account5No: PERSON.account,
          ResCodeMsg: SENTENCE,
        },
        "SHOP1",
        "automatic",
      ),
  ],
  [
    "JKOPAY's answer",
    JKOPAY,
    (tradeNo) =>
      asked(
        JKOPAY,
        tradeNo,
        JSON.stringify({
          result: "000",
          message: SENTENCE,
          result_object: {
            transactions: [
              {
                ...{ platform_order_id: tradeNo, status: 0, currency: "TWD", final_price: 1000, channel_type: "card" },
                ...{ maskNo: PERSON.card, invoice_vehicle: PERSON.carrier, ...UNKNOWN },
              },
            ],
          },
        }),
      ),
  ],
  [
    "LINE Pay's answer",
    LINEPAY,
    (tradeNo) =>
      asked(
        LINEPAY,
        tradeNo,
        JSON.stringify({
          returnCode: "0000",
          returnMessage: SENTENCE,
          info: [
            {
              ...{
                orderId: tradeNo,
                transactionType: "PAYMENT",
                payStatus: "CAPTURE",
                transactionId: "2021113000697317",
              },
              payInfo: [{ method: "CREDIT_CARD", amount: 1000, maskedCreditCardNumber: PERSON.card }],
              ...{ shipping: { address: PERSON.address }, ...UNKNOWN },
            },
          ],
        }),
      ),
  ],
  [
    "TapPay's answer",
    TAPPAY,
    (tradeNo) =>
      asked(
        TAPPAY,
        tradeNo,
        JSON.stringify({
          ...{ status: 2, msg: SENTENCE, number_of_transactions: 1 },
          trade_records: [
            {
              ...{ bank_transaction_id: tradeNo, record_status: 1, original_amount: 1000, currency: "TWD" },
              ...{ partial_card_number: PERSON.card, cardholder: { name: PERSON.name, email: PERSON.email } },
              ...{ card_info: { last_four: "2222", issuer: PERSON.email }, bank_result_msg: SENTENCE },
              ...{ details: PERSON.address, ...UNKNOWN },
            },
          ],
        }),
      ),
  ],
]

function textsOf(fields: object): Texts {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, String(value)]))
}

function firstDigest(): string {
  const text = readFileSync(new URL("../../../../vectors/newebpay/digests.json", import.meta.url), "utf8")
  return JSON.parse(text).digests[0].id
}

describe("what stands in the tables after", () => {
  it.each(CASES)("%s: nobody, and no field that is named nowhere", async (_what, at, told) => {
    const kept = await keep(at, told)
    expect(Object.values(PERSON).filter((words) => kept.includes(words))).toEqual([])
    expect(Object.keys(UNKNOWN).filter((name) => kept.includes(`"${name}"`))).toEqual([])
    expect(kept).toContain("1000")
  })

  it.each([ECPAY, NEWEBPAY, PAYUNI, JKOPAY, LINEPAY, TAPPAY].map((at) => [at.gateway.id, at] as const))(
    "an operation, an alarm and an event of %s's in its own words: nobody either",
    async (_id, at) => {
      const { context } = place.shop
      const attempt = await context.ledger.open(newAttempt({ ...accountKey(at.account), method: at.method.id }))
      const { id } = attempt
      const facts = { attempt_id: id, kind: "refund" as const, amount: twd(1), requested: "1" }
      const { operation } = await context.ledger.begin({ ...facts, idempotency_key: newId("key") })
      await context.ledger.finish(operation, { state: "refused", code: PERSON.phone, message: SENTENCE })
      const noted = { ...facts, idempotency_key: newId("key"), code: null, message: SENTENCE }
      await context.ledger.operations.note(noted, 1)
      const alarm = { kind: "not_refunded" as const, attempt_id: id, subject: id, amount: 1, order_id: null }
      await context.ledger.raise({ ...alarm, detail: inBoth(SENTENCE) })
      const kept = await stored(place.shop)
      expect(Object.values(PERSON).filter((words) => kept.includes(words))).toEqual([])
    },
  )
})
