import { readFileSync } from "node:fs"
import { decodeAnswer, tappay } from "@taiwan-payments/medusa/gateways/tappay"
import type { TradeView } from "@taiwan-payments/sandbox"
import { getTapPayPrime, openPage, type Page, payWithTapPay } from "@taiwan-payments/sandbox/shopper"
import { API_GATEWAY_LACKS } from "../../src/api-gateway-lacks.js"
import { openApiSandbox } from "../../src/harness/api-sandbox.js"
import type { Facts, GatewayUnderTest, Sandbox, TradeThere, Vector, Visit, WireFixtures } from "../../src/index.js"
import { noSignedNotices } from "../../src/no-signed-notices.js"

const QUERY = "/tpc/transaction/query"
const REFUND = "/tpc/transaction/refund"
const CHARGE_LOST = { kind: "lost-reply", endpoint: "/tpc/payment/pay-by-prime" }

interface TestAccount {
  readonly partnerKey: string
  readonly appId: string
  readonly appKey: string
  readonly merchantId: string
}

interface CardVector {
  readonly id: string
  readonly kind: Vector["kind"]
  readonly status: number
}

const PUBLISHED: { test_account: TestAccount[]; query_status: CardVector[] } = JSON.parse(
  readFileSync(new URL("../../../../vectors/tappay/published.json", import.meta.url), "utf8"),
)

const partnerAt = (index: number) => ({
  partnerKey: `kit-tappay-partner-${index}`,
  appId: String(20_000 + index),
  appKey: `kit-tappay-app-${index}`,
})

const merchantAt = (index: number) => `Kit_CARD_${index}`

const STATUSES: Readonly<Record<string, number>> = { paid: 1, declined: -1, undecided: 4 }

/** A row of the Record API, as TapPay writes it. */
function record({ meaning, tradeNo, amount, merchant, at }: Facts): Record<string, unknown> {
  return {
    rec_trade_id: "D20280229KIT001",
    merchant_id: merchantAt(Number(merchant) - 20_000),
    bank_transaction_id: tradeNo,
    order_number: tradeNo,
    currency: "TWD",
    amount,
    original_amount: amount,
    refunded_amount: 0,
    record_status: typeof meaning === "string" ? STATUSES[meaning] : meaning.code,
    is_captured: true,
    time: at.getTime(),
    cardholder: { name: "王小明", email: "payer@example.com", phone_number: "+886911222333" },
    card_info: { bin_code: "424242", last_four: "4242" },
  }
}

const wire: WireFixtures = {
  ...noSignedNotices("TapPay"),
  answer: (_request, facts) => ({
    status: 200,
    headers: {},
    text: JSON.stringify({ status: 2, msg: "", number_of_transactions: 1, trade_records: [record(facts)] }),
  }),
  hint: ({ tradeNo, amount }) => ({
    body: Buffer.from(JSON.stringify({ status: 0, bank_transaction_id: tradeNo, order_number: tradeNo, amount })),
    headers: { "content-type": "application/json" },
    query: "",
  }),
  strangeAnswer: () => ({
    status: 200,
    headers: {},
    text: JSON.stringify({ status: 77777, msg: "Busy" }),
  }),
  codes: ["0", "1", "2", "3", "-1"],
  secrets: ["kit-tappay-partner-"],
  personal: ["payer@example.com", "+886911222333"],
}

type Data = Readonly<Record<string, unknown>>

/** The app of the session's account, as the shop's page finds it. */
function appIn({ browser }: Data): { appId: number; appKey: string } {
  const { app_id: appId, app_key: appKey } = Object(browser)
  return { appId, appKey }
}

/** What the shop's page does before the buyer leaves it. */
async function charge(startUrl: string, token: string): Promise<string> {
  const headers = { "content-type": "application/json" }
  const response = await fetch(`${startUrl}/charge`, { method: "POST", headers, body: JSON.stringify({ token }) })
  const text = await response.text()
  const { url, status } = Object(JSON.parse(text))
  if (response.status !== 200) throw new Error(`The charge was answered ${response.status}: ${text}`)
  return url ?? status.return_url
}

const OUTCOMES: Readonly<Partial<Record<Visit, string>>> = {
  pays: "approve",
  "pays and closes the window": "approve-and-close",
  declines: "10003",
  leaves: "leave",
}

async function primeFor(sandboxUrl: string, data: Data, goesOn: boolean): Promise<string> {
  const card = goesOn ? "4242424242424242" : "4000000000000077"
  return (await getTapPayPrime(sandboxUrl, { ...appIn(data), card })).prime
}

async function pay(startUrl: string, visit: Visit, sandboxUrl: string, data: Data): Promise<Page> {
  const outcome = OUTCOMES[visit]
  if (!outcome) throw new Error(`Nobody ${visit} at TapPay.`)
  const way = await charge(startUrl, await primeFor(sandboxUrl, data, true))
  return way.startsWith(sandboxUrl) ? payWithTapPay(way, { outcome }) : openPage(way)
}

/** By the record that the back office shows; the void of an authorisation is a refund there. */
function books({ amount, details }: TradeView): TradeThere {
  const isCaptured = details.is_captured === "true"
  const kept = amount - Number(details.refunded_amount ?? 0)
  const status = details.record_status
  // What stands in a batch is captured by it, and by nobody else any more.
  if (status === "0") return { state: details.cap_millis ? "captured" : "authorized", kept }
  if (status === "3" && !isCaptured) return { state: "released", kept: 0 }
  return isCaptured ? { state: "captured", kept } : { state: "unpaid", kept: 0 }
}

export function openTappaySandbox(partners: number): Promise<Sandbox & { close(): Promise<void> }> {
  const accounts = Array.from({ length: partners }, (_, index) => ({
    ...partnerAt(index),
    merchants: [{ merchantId: merchantAt(index) }],
  }))
  return openApiSandbox({
    id: "tappay",
    options: { tappay: { accounts } },
    question: /query/,
    closing: "run-capture",
    mishaps: {
      "the notice is lost": { kind: "drop", endpoint: "backend_notify_url" },
      "the notice comes twice": { kind: "duplicate", endpoint: "backend_notify_url" },
      "the notice has a wrong amount": { kind: "wrong-amount", endpoint: "backend_notify_url" },
      "the query hangs": { kind: "hang", endpoint: QUERY },
      "the query answers nonsense": { kind: "garbage", endpoint: QUERY },
      "the refund answers nonsense": { kind: "garbage", endpoint: REFUND },
      // A part of what is not captured yet is refused by TapPay itself.
      "the refund is refused": [],
      "the refund's reply is lost": { kind: "lost-reply", endpoint: REFUND },
      "nobody can say what became of the refund": { kind: "garbage", endpoint: QUERY },
      "the charge's reply is lost": CHARGE_LOST,
      "the charge's reply is lost, and nobody can say what became of it": [
        CHARGE_LOST,
        { kind: "garbage", endpoint: QUERY },
      ],
    },
    token: primeFor,
    pay,
    books,
  })
}

/** The first partner, for the example's backend. */
export function tappayShopEnv(sandboxUrl: string): Record<string, string> {
  const { partnerKey, appId, appKey } = partnerAt(0)
  return {
    ECPAY_ENVIRONMENT: sandboxUrl,
    TAPPAY_PARTNER_KEY: partnerKey,
    TAPPAY_APP_ID: appId,
    TAPPAY_APP_KEY: appKey,
    TAPPAY_MERCHANT_IDS: JSON.stringify({ card: merchantAt(0) }),
  }
}

/** TapPay signs nothing; what it publishes of its answers is which numbers of a question mean yes. */
function vectors(): Vector[] {
  return PUBLISHED.query_status.map(({ id, kind, status }) => ({
    id,
    kind,
    holds: () => decodeAnswer({ status: 200, headers: {}, text: JSON.stringify({ status }) }).status === status,
  }))
}

const UNSIGNED = "TapPay's notice is unsigned: it is a hint, and only the record is believed"
const OWN_PAGE = "the shop's page makes a token; there is no form"

/** TapPay, by what it has and how it speaks. */
export const tappaySubject: GatewayUnderTest = {
  name: "tappay",
  kind: tappay,
  has: {
    ...API_GATEWAY_LACKS,
    codec: true,
    books: true,
    "movement codes": true,
    "start by form": OWN_PAGE,
    "start by token": true,
    notices: true,
    "signed notices": UNSIGNED,
    "unsigned notices": true,
    "refund ids": true,
    "full refund only": true,
    confirm: "TapPay takes the money itself; there is nothing for the merchant to confirm",
    "undecided payments": "a payment that the bank has not decided is asked about; its notice tells no more",
    "late failures": "TapPay tells of a failure only where nothing was paid",
    "manual capture": true,
    "partial capture": "TapPay captures a payment as a whole",
    refund: true,
    "partial refund": true,
    "published test keys": true,
    closing: "what is captured in the evening's batch can be given back in part only after it",
  },
  methods: { main: "card", fullRefundOnly: "installment" },
  options: ({ sandbox, backendUrl, storefrontUrl }, { environment, capture, rounding, merchant = 0 }) => ({
    ...partnerAt(merchant),
    merchantIds: { card: merchantAt(merchant), installment: merchantAt(merchant) },
    environment: environment === "production" ? "production" : { sandbox },
    backendUrl,
    storefrontUrl,
    ...(capture ? { capture } : {}),
    ...(rounding ? { rounding } : {}),
  }),
  publishedOptions: ({ backendUrl, storefrontUrl }) => {
    const [account] = PUBLISHED.test_account
    if (!account) throw new Error("TapPay publishes a test account.")
    const { partnerKey, appId, appKey, merchantId } = account
    const keys = { partnerKey, appId, appKey, merchantIds: { card: merchantId } }
    return { ...keys, environment: "production", backendUrl, storefrontUrl }
  },
  wire,
  vectors: vectors(),
}
