import { API_GATEWAY_LACKS, noSignedNotices } from "@taiwan-payments/conformance"
import { openApiSandbox } from "@taiwan-payments/conformance/harness"
import { openPage } from "@taiwan-payments/sandbox/shopper"
import { taiwanBank } from "../dist/gateway.js"
import { taiwanBank as bankInSandbox } from "../sandbox.mjs"

/** What the kit has to know of 台X銀行: what it lacks, how it speaks, and how its buyers act. */

const KEY = "sk_test_taixbank"
const cents = (/** @type {number} */ dollars) => String(dollars * 100)

/** @typedef {import("@taiwan-payments/conformance").Facts} Facts */

/** @param {Facts} facts */
function sayingOf({ meaning, tradeNo, amount, at }) {
  const states = { paid: "03", declined: "ZF", undecided: "ZP", issued: "ZP" }
  const order_status = typeof meaning === "string" ? states[meaning] : meaning.code
  const sums = { tx_amt: cents(amount), settle_amt: cents(amount), refund_trans_amt: "0" }
  const purchase_date = new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 19).replace("T", " ")
  return JSON.stringify({ params: { ret_code: "00", order_no: tradeNo, order_status, purchase_date, ...sums } })
}

/** @type {import("@taiwan-payments/conformance").WireFixtures} */
const wire = {
  ...noSignedNotices("The bank"),
  answer: (_request, facts) => ({ status: 200, headers: {}, text: sayingOf(facts) }),
  hint: (facts) => ({ body: Buffer.from(sayingOf(facts)), headers: { "content-type": "application/json" }, query: "" }),
  codes: [],
  secrets: [KEY],
  personal: [],
}

/** @param {string} startUrl @param {import("@taiwan-payments/conformance").Visit} visit */
async function pay(startUrl, visit) {
  const closes = visit === "pays and closes the window"
  const page = await openPage(startUrl, closes ? { closeBefore: ({ url }) => url.includes("/return?") } : {})
  if (visit === "leaves") return page
  if (visit === "declines") return page.submit("pay", {}, "decline")
  if (visit === "pays" || closes) return page.submit("pay", {}, "pay")
  throw new Error(`Nobody ${visit} at this bank.`)
}

export const openSandbox = () =>
  openApiSandbox({
    id: "taixbank",
    options: { gateways: [bankInSandbox({ apiKey: KEY })] },
    question: /other/,
    mishaps: {
      "the notice is lost": { kind: "drop", endpoint: "result_url" },
      "the notice comes twice": { kind: "duplicate", endpoint: "result_url" },
      "the query hangs": { kind: "hang", endpoint: "/restapi/other.ashx" },
      "the query answers nonsense": { kind: "garbage", endpoint: "/restapi/other.ashx" },
      "the refund answers nonsense": { kind: "garbage", endpoint: "/restapi/other.ashx" },
      "the refund's reply is lost": { kind: "lost-reply", endpoint: "/restapi/other.ashx" },
      "nobody can say what became of the refund": { kind: "garbage", endpoint: "/restapi/other.ashx" },
    },
    orders: { "the refund is refused": ["refuse-next", {}] },
    pay,
    books: ({ state, amount, details }) => {
      if (state === "authorized") return { state, kept: amount }
      if (state === "voided") return { state: "released", kept: 0 }
      const paid = state === "captured" || state === "refunded"
      return paid
        ? { state: "captured", kept: Number(details.Captured) - Number(details.Refunded) }
        : { state: "unpaid", kept: 0 }
    },
  })

/** @type {import("@taiwan-payments/conformance").GatewayUnderTest} */
export const subject = {
  name: "taixbank",
  kind: taiwanBank,
  has: {
    ...API_GATEWAY_LACKS,
    codec: "the bank signs and seals nothing: plain JSON over TLS",
    notices: true,
    "signed notices": "the bank's notice is unsigned: it is a hint, and only the query is believed",
    "unsigned notices": true,
    confirm: "the bank takes the money itself; there is nothing for the merchant to confirm",
    "undecided payments": "a card is accepted or declined at once",
    "late failures": "a payment that succeeded is never told as failed",
    "manual capture": true,
    "partial capture": true,
    refund: true,
    "partial refund": true,
    books: true,
    "published test keys": "the bank publishes none",
  },
  methods: { main: "card" },
  options: ({ sandbox, backendUrl, storefrontUrl }, { environment, rounding, capture, merchant = 0 }) => ({
    apiKey: KEY,
    merchantId: `999000123456${String(merchant).padStart(3, "0")}`,
    environment: environment === "production" ? "production" : { sandbox },
    backendUrl,
    storefrontUrl,
    ...(rounding ? { rounding } : {}),
    ...(capture ? { capture } : {}),
  }),
  wire,
  vectors: [],
}
