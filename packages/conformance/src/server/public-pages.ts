import { claim, claimEqual, claimSilent, show } from "../claims.js"
import { step } from "../scenario.js"
import { checkoutOf, formOf, numberAt, statusOf, storeApi, type Visitor } from "./visitor.js"
import { ask, read, readList } from "./web.js"

/** What the shopper's browser can read of the session. */
export const dataIsOurs = step<Visitor>(
  "the Store API shows nothing that the shopper slipped in, and no secret",
  async (visitor) => {
    const { cartId, amount, sessionId } = checkoutOf(visitor)
    const fields = "id,*payment_collection.payment_sessions"
    const { json } = await storeApi(visitor, `/store/carts/${cartId}?fields=${fields}`)
    const session = readList(json, "cart", "payment_collection", "payment_sessions").find(
      (each) => read(each, "id") === sessionId,
    )
    const data = read(session, "data")
    claimEqual([read(data, "amount"), read(data, "session_id")], [amount, sessionId], "amount and session")
    claim(!JSON.stringify(data).includes("evil"), `the data holds what the shopper sent: ${show(data)}`)
    claimSilent(JSON.stringify(json), visitor.subject.wire.secrets, "the Store API")
  },
)

const STATUS_FIELDS = [
  "amount",
  "amount_asked",
  "currency_code",
  "gateway",
  "message",
  "method",
  "order_id",
  "order_number",
  "poll_after",
  "reference",
  "return_url",
  "session_id",
  "start_url",
  "state",
  "voucher",
]

export const statusIsPublic = step<Visitor>(
  "the status has just its fields: nothing personal, no secret",
  async (visitor) => {
    const status = await statusOf(visitor)
    claim(typeof status === "object" && status !== null, "no status")
    claimEqual(Object.keys(status).sort(), STATUS_FIELDS, "the fields of the status")
    const { secrets, personal } = visitor.subject.wire
    claimSilent(JSON.stringify(status), [...secrets, ...personal, "@", "0912", "小明"], "the status")
  },
)

/** Neighbours of a real id, and ids that mean something elsewhere. */
export const guessedPagesAreNotThere = step<Visitor>("guessed ids lead nowhere", async (visitor) => {
  const { sessionId, cartId } = checkoutOf(visitor)
  claim(sessionId.length >= 26, `a session's id of ${sessionId.length} characters can be guessed`)
  const next = `${sessionId.slice(0, -1)}${sessionId.endsWith("0") ? "1" : "0"}`
  for (const id of [
    next,
    sessionId.toLowerCase(),
    cartId,
    "%27%20or%201=1",
    "..%2F..",
    "__proto__",
    numberAt(visitor),
  ]) {
    for (const path of [`/pay/sessions/${id}/status`, `/pay/sessions/${id}`]) {
      const { status } = await ask(`${visitor.shop.url}${path}`)
      claim(status === 404 || status === 400, `${path} answers HTTP ${status}`)
    }
  }
})

export const pageIsStrict = step<Visitor>(
  "the departure page is strict: no store, no cookie, no foreign script",
  ({ answers }) => {
    const [page] = answers
    const policy = page?.headers.get("content-security-policy") ?? ""
    claim(/default-src 'none'/.test(policy) && /frame-ancestors 'none'/.test(policy), `the policy is ${policy}`)
    claim(!policy.includes("unsafe-inline"), `the policy is ${policy}`)
    claimEqual(page?.headers.get("cache-control"), "no-store", "cache-control")
    claimEqual(page?.headers.get("set-cookie"), null, "set-cookie")
  },
)

export const lookAheads = step<Visitor>("a mail program and a browser look ahead", async (visitor) => {
  const { startUrl } = checkoutOf(visitor)
  visitor.answers = [
    await ask(startUrl, { method: "HEAD" }),
    await ask(startUrl, { headers: { "sec-purpose": "prefetch" } }),
  ]
  for (const { text } of visitor.answers) claim(formOf(text) === null, "a look ahead departs")
})
