import { readFileSync } from "node:fs"
import { linepay, signature } from "@taiwan-payments/medusa/gateways/linepay"
import type { TradeView } from "@taiwan-payments/sandbox"
import { type Page, payWithLinePay } from "@taiwan-payments/sandbox/shopper"
import { API_GATEWAY_LACKS } from "../../src/api-gateway-lacks.js"
import { openApiSandbox, refundsIn } from "../../src/harness/api-sandbox.js"
import type { Facts, GatewayUnderTest, Sandbox, TradeThere, Vector, Visit, WireFixtures } from "../../src/index.js"
import { noSignedNotices } from "../../src/no-signed-notices.js"

const CHECK = "/v4/payments/requests/:transactionId/check"
const REFUND = "/v4/payments/:transactionId/refund"
const DETAILS = "/v4/payments"
const CONFIRM_LOST = { kind: "lost-reply", endpoint: "/v4/payments/:transactionId/confirm" }

const channelAt = (index: number) => ({
  channelId: String(1_660_000_000 + index),
  channelSecret: `kit-linepay-secret-${index}`,
})

const CHECK_CODES: Readonly<Record<string, string>> = { paid: "0123", declined: "0122", undecided: "0000" }

function checkAnswer({ meaning }: Facts): string {
  const code = typeof meaning === "string" ? CHECK_CODES[meaning] : meaning.code
  return JSON.stringify({ returnCode: code, returnMessage: "-" })
}

/** Payment details of an example in LINE Pay's guide, about the transaction that was asked about, with an id as a bare number. */
function detailsAnswer({ meaning, tradeNo, amount, at }: Facts, transactionId: string | null): string {
  if (meaning === "declined" || meaning === "undecided") return '{"returnCode":"1150","returnMessage":"-"}'
  const rest = JSON.stringify({
    ...(transactionId === null ? {} : { transactionId }),
    orderId: tradeNo,
    transactionDate: at.toISOString(),
    transactionType: "PAYMENT",
    payStatus: typeof meaning === "string" ? "CAPTURE" : meaning.code,
    currency: "TWD",
    payInfo: [{ method: "CREDIT_CARD", amount }],
  })
  const row = `{"originalTransactionId":2023042201206549311,${rest.slice(1)}`
  return `{"returnCode":"0000","returnMessage":"success","info":[${row}]}`
}

const wire: WireFixtures = {
  ...noSignedNotices("LINE Pay"),
  answer: ({ url }, facts) => ({
    status: 200,
    headers: {},
    text: url.endsWith("/check")
      ? checkAnswer(facts)
      : detailsAnswer(facts, new URL(url).searchParams.get("transactionId")),
  }),
  strangeAnswer: () => ({
    status: 200,
    headers: {},
    text: JSON.stringify({ returnCode: "5000", returnMessage: "Busy" }),
  }),
  codes: [],
  secrets: ["kit-linepay-secret-"],
  personal: [],
}

const PRESSES: Readonly<Partial<Record<Visit, string>>> = {
  pays: "approve",
  "pays and closes the window": "approve-and-close",
  declines: "cancel",
  leaves: "leave",
}

function pay(startUrl: string, visit: Visit): Promise<Page> {
  const outcome = PRESSES[visit]
  if (!outcome) throw new Error(`Nobody ${visit} at LINE Pay.`)
  return payWithLinePay(startUrl, { outcome })
}

function books(trade: TradeView): TradeThere {
  const captured = trade.details.Captured
  if (captured !== undefined) return { state: "captured", kept: Number(captured) - refundsIn(trade) }
  if (trade.state === "authorized") return { state: "authorized", kept: trade.amount }
  return { state: trade.state === "voided" ? "released" : "unpaid", kept: 0 }
}

export function openLinepaySandbox(channels: number): Promise<Sandbox & { close(): Promise<void> }> {
  const accounts = Array.from({ length: channels }, (_, index) => ({ ...channelAt(index), captureSeparation: true }))
  return openApiSandbox({
    id: "linepay",
    options: { linepay: { accounts } },
    question: /\/check$/,
    command: /\/confirm\b/,
    approval: "authenticate",
    mishaps: {
      "the query hangs": { kind: "hang", endpoint: CHECK },
      "the query answers nonsense": { kind: "garbage", endpoint: CHECK },
      "the refund answers nonsense": { kind: "garbage", endpoint: REFUND },
      "the refund's reply is lost": { kind: "lost-reply", endpoint: REFUND },
      "nobody can say what became of the refund": { kind: "garbage", endpoint: DETAILS },
      "the confirm's reply is lost": CONFIRM_LOST,
      "the confirm's reply is lost, and nobody can say what became of it": [
        CONFIRM_LOST,
        { kind: "garbage", endpoint: DETAILS },
      ],
    },
    pay,
    books,
  })
}

/** The first channel, for the example's backend. */
export function linepayShopEnv(sandboxUrl: string): Record<string, string> {
  const { channelId, channelSecret } = channelAt(0)
  return { ECPAY_ENVIRONMENT: sandboxUrl, LINEPAY_CHANNEL_ID: channelId, LINEPAY_CHANNEL_SECRET: channelSecret }
}

interface SignatureVector {
  readonly id: string
  readonly kind: Vector["kind"]
  readonly secret: string
  readonly path: string
  readonly payload: string
  readonly nonce: string
  readonly expected: string
}

function vectors(): Vector[] {
  const file = new URL("../../../../vectors/linepay/signature.json", import.meta.url)
  const all: SignatureVector[] = JSON.parse(readFileSync(file, "utf8")).signature
  return all.map(({ id, kind, secret, path, payload, nonce, expected }) => ({
    id,
    kind,
    holds: () => signature(secret, path, payload, nonce) === expected,
  }))
}

const NEVER_CALLS = "LINE Pay's server never calls: there is no notice of any kind"

/** LINE Pay, by what it has and how it speaks. */
export const linepaySubject: GatewayUnderTest = {
  name: "linepay",
  kind: linepay,
  has: {
    ...API_GATEWAY_LACKS,
    codec: true,
    books: true,
    "movement codes": true,
    notices: NEVER_CALLS,
    "signed notices": NEVER_CALLS,
    confirm: true,
    "merchant confirmation": true,
    "undecided payments": "a confirm has its result at once; an unclear one is looked up",
    "late failures": NEVER_CALLS,
    "manual capture": true,
    "partial capture": true,
    refund: true,
    "partial refund": true,
    "published test keys": "LINE Pay publishes no test channel",
  },
  methods: { main: "linepay" },
  options: ({ sandbox, backendUrl, storefrontUrl }, { environment, capture, rounding, merchant = 0 }) => ({
    ...channelAt(merchant),
    environment: environment === "production" ? "production" : { sandbox },
    backendUrl,
    storefrontUrl,
    ...(capture ? { capture } : {}),
    ...(rounding ? { rounding } : {}),
  }),
  wire,
  vectors: vectors(),
}
