import { readFileSync } from "node:fs"
import { digest, jkopay } from "@taiwan-payments/medusa/gateways/jkopay"
import type { RawMessage } from "@taiwan-payments/medusa/toolkit"
import type { TradeView } from "@taiwan-payments/sandbox"
import { type JkopayShopper, type Page, payWithJkopay } from "@taiwan-payments/sandbox/shopper"
import { API_GATEWAY_LACKS } from "../../src/api-gateway-lacks.js"
import { openApiSandbox, refundsIn } from "../../src/harness/api-sandbox.js"
import type { Facts, GatewayUnderTest, Sandbox, TradeThere, Vector, Visit, WireFixtures } from "../../src/index.js"
import { noSignedNotices } from "../../src/no-signed-notices.js"

const INQUIRY = "/platform/inquiry"
const REFUND = "/platform/refund"

/** The example of JKOPAY's document (簽章規則). */
const PUBLISHED_SECRET = "r0odDC1e9LHXDmxuvmOv9bgaWLf2CXB2c4gMheoFucVKNMi1K0Id9zwRHJF1r-kdtAKriKgb11VDlo7Kb8R-FQ"

const storeAt = (index: number) => ({
  apiKey: `kit-jkopay-api-${index}`,
  secretKey: `kit-jkopay-secret-${index}`,
  storeId: `kit-store-${index}`,
})

const STATUSES: Readonly<Record<string, number>> = { paid: 0, declined: 100, undecided: 101 }

/** On the wall in Taipei, by the platform's own calendar. */
function taipei(instant: Date): string {
  const format = new Intl.DateTimeFormat("sv-SE", {
    timeZone: "Asia/Taipei",
    dateStyle: "short",
    timeStyle: "medium",
  })
  return format.format(instant)
}

function transactionOf({ meaning, tradeNo, amount, at }: Facts): Record<string, unknown> {
  return {
    platform_order_id: tradeNo,
    status: typeof meaning === "string" ? STATUSES[meaning] : meaning.code,
    tradeNo: "J0081521125050800003",
    trans_time: taipei(at),
    currency: "TWD",
    final_price: String(amount),
    redeem_amount: "0",
    debit_amount: String(amount),
    channel_type: "account",
    refund_history: [],
  }
}

function inquiryAnswer(facts: Facts): string {
  return JSON.stringify({ result: "000", message: null, result_object: { transactions: [transactionOf(facts)] } })
}

/** As JKOPAY's server sends it, or anybody who knows the address. */
function callback(message: unknown): RawMessage {
  const headers = { "content-type": "application/json" }
  return { body: Buffer.from(JSON.stringify(message)), headers, query: "" }
}

const wire: WireFixtures = {
  ...noSignedNotices("JKOPAY"),
  answer: (_request, facts) => ({ status: 200, headers: {}, text: inquiryAnswer(facts) }),
  hint: (facts) => callback({ transaction: transactionOf(facts) }),
  gateQuestion: ({ tradeNo }) => callback({ platform_order_id: tradeNo }),
  strangeAnswer: () => ({
    status: 200,
    headers: {},
    text: JSON.stringify({ result: "2-GW-0504", message: "Gateway time-out", result_object: null }),
  }),
  codes: ["0", "1"],
  secrets: ["kit-jkopay-secret-", "kit-jkopay-api-"],
  personal: [],
}

const OUTCOMES: Readonly<Partial<Record<Visit, JkopayShopper["outcome"]>>> = {
  pays: "approve",
  "pays and closes the window": "approve-and-close",
  declines: "decline",
  leaves: "leave",
}

function pay(startUrl: string, visit: Visit): Promise<Page> {
  const outcome = OUTCOMES[visit]
  if (!outcome) throw new Error(`Nobody ${visit} at JKOPAY.`)
  return payWithJkopay(startUrl, { outcome })
}

const PAID = new Set(["paid", "partly-refunded", "refunded"])

function books(trade: TradeView): TradeThere {
  if (!PAID.has(trade.state)) return { state: "unpaid", kept: 0 }
  return { state: "captured", kept: trade.amount - refundsIn(trade) }
}

export function openJkopaySandbox(stores: number): Promise<Sandbox & { close(): Promise<void> }> {
  const accounts = Array.from({ length: stores }, (_, index) => {
    const { storeId, ...keys } = storeAt(index)
    return { ...keys, storeIds: [storeId] }
  })
  return openApiSandbox({
    id: "jkopay",
    options: { jkopay: { accounts } },
    question: /inquiry/,
    approval: "pay",
    mishaps: {
      "the notice is lost": { kind: "drop", endpoint: "result_url" },
      "the notice comes twice": { kind: "duplicate", endpoint: "result_url" },
      "the notice has a wrong amount": { kind: "wrong-amount", endpoint: "result_url" },
      "the query hangs": { kind: "hang", endpoint: INQUIRY },
      "the query answers nonsense": { kind: "garbage", endpoint: INQUIRY },
      "the refund answers nonsense": { kind: "garbage", endpoint: REFUND },
      "the refund's reply is lost": { kind: "lost-reply", endpoint: REFUND },
      "nobody can say what became of the refund": { kind: "garbage", endpoint: INQUIRY },
    },
    orders: { "the refund is refused": ["refuse-next", { outcome: "unreimbursed" }] },
    pay,
    books,
  })
}

/** The first store, for the example's backend. */
export function jkopayShopEnv(sandboxUrl: string): Record<string, string> {
  const { apiKey, secretKey, storeId } = storeAt(0)
  return {
    ECPAY_ENVIRONMENT: sandboxUrl,
    JKOPAY_API_KEY: apiKey,
    JKOPAY_SECRET_KEY: secretKey,
    JKOPAY_STORE_ID: storeId,
  }
}

interface DigestVector {
  readonly id: string
  readonly kind: Vector["kind"]
  readonly secretKey: string
  readonly payload: string
  readonly expected: string
}

function vectors(): Vector[] {
  const file = new URL("../../../../vectors/jkopay/digest.json", import.meta.url)
  const all: DigestVector[] = JSON.parse(readFileSync(file, "utf8")).digest
  return all.map(({ id, kind, secretKey, payload, expected }) => ({
    id,
    kind,
    holds: () => digest(secretKey, payload) === expected,
  }))
}

const UNSIGNED = "JKOPAY's callback is unsigned: it is a hint, and only the inquiry is believed"

/** JKOPAY, by what it has and how it speaks. */
export const jkopaySubject: GatewayUnderTest = {
  name: "jkopay",
  kind: jkopay,
  has: {
    ...API_GATEWAY_LACKS,
    codec: true,
    books: true,
    "movement codes": true,
    notices: true,
    "signed notices": UNSIGNED,
    "unsigned notices": true,
    "merchant confirmation": true,
    gate: true,
    "refund ids": true,
    confirm: "JKOPAY takes the money itself; there is nothing for the merchant to confirm",
    "undecided payments": "a payment has its result at once; the link may only be tried again",
    "late failures": "JKOPAY calls only when a payment succeeded",
    "manual capture": "JKOPAY captures with the payment",
    "partial capture": "JKOPAY captures with the payment",
    refund: true,
    "partial refund": true,
    "published test keys": true,
  },
  methods: { main: "jkopay" },
  options: ({ sandbox, backendUrl, storefrontUrl }, { environment, rounding, merchant = 0 }) => ({
    ...storeAt(merchant),
    environment: environment === "production" ? "production" : { sandbox },
    backendUrl,
    storefrontUrl,
    ...(rounding ? { rounding } : {}),
  }),
  publishedOptions: ({ backendUrl, storefrontUrl }) => ({
    ...storeAt(0),
    secretKey: PUBLISHED_SECRET,
    environment: "production",
    backendUrl,
    storefrontUrl,
  }),
  wire,
  vectors: vectors(),
}
