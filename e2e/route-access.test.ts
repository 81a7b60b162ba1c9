import { randomBytes } from "node:crypto"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { publishableKey } from "../scripts/demo/stack.mjs"
import { fuzz } from "../scripts/fuzz/run.mjs"
import { gatewaySecrets } from "../scripts/fuzz/secrets.mjs"
import { runMedusa } from "../scripts/lib/medusa.mjs"
import { pluginRoutes } from "../scripts/lib/plugin-routes.mjs"
import { departOnly } from "./support/departure"
import { attemptOf } from "./support/ledger"
import { type Customer, grant, POLICIES, registerCustomer, staffToken } from "./support/people"
import { checkout } from "./support/purchase"
import { type Access, ROUTE_ACCESS } from "./support/route-access"
import { openShop, type Shop, storefront } from "./support/shop"

const RBAC = { MEDUSA_FF_RBAC: "true" }
/** Staff who may do all of it, and who may do none of it. */
const CHIEF = "role_chief"
const PACKER = "role_packer"

const roleOf = (policy: string) => `role_${policy.replace(":", "_")}`

let shop: Shop
let ming: Customer
let mei: Customer
/** By role. */
const staff = new Map<string, string>()
/** What opens each route that has a key. */
const keys = { session: "", attempt: "", card: "card_of_mei" }

beforeAll(async () => {
  const options = { cardKeys: randomBytes(32).toString("base64") }
  shop = await openShop({ env: { ...RBAC, TAPPAY_OPTIONS: JSON.stringify(options) }, throughLine: withRoles })
  await grant(shop, PACKER, ["order:read"])
  await grant(shop, CHIEF, POLICIES)
  for (const policy of POLICIES) await grant(shop, roleOf(policy), [...new Set(["payment:read", policy])])
  for (const role of [PACKER, CHIEF, ...POLICIES.map(roleOf)]) staff.set(role, await staffToken(shop, role))
  ming = await registerCustomer(shop)
  mei = await registerCustomer(shop)
  const session = await checkout(shop)
  await departOnly(session.data.start_url)
  Object.assign(keys, { session: session.id, attempt: (await attemptOf(shop, session.id)).id })
  await keepCard(keys.card, mei.id)
})
afterAll(() => shop?.close())

/** Medusa has no tables of roles where nobody asked for them. */
async function withRoles(databaseUrl: string): Promise<string> {
  await runMedusa({ args: ["db:migrate"], databaseUrl, env: RBAC })
  return databaseUrl
}

async function keepCard(id: string, customerId: string): Promise<void> {
  await shop.database.query(
    `insert into taiwan_payment_card (id, customer_id, gateway, environment, merchant, brand, last4, expiry, fingerprint, sealed)
     values ($1, $2, 'tappay', 'sandbox', 'GlobalTesting_CTBC', 'VISA', '4242', '2030-01', 'f', 's')`,
    [id, customerId],
  )
}

const rows = Object.entries(ROUTE_ACCESS).map(([asked, access]) => ({ asked, access }))

interface Asking {
  readonly token?: string
  /** In the places of the address's parts. */
  readonly parts?: Readonly<Record<string, string>>
  readonly query?: string
  readonly body?: string
}

/** Asks a route as its row names it; the status. */
async function ask(asked: string, { token, parts = {}, query = "", body = "{}" }: Asking): Promise<number> {
  const [method = "", route = ""] = asked.split(" ")
  const path = route.replaceAll(/:(\w+)/g, (_, name) => parts[name] ?? "tpa_nobody")
  const headers = {
    "content-type": "application/json",
    "x-publishable-api-key": publishableKey,
    ...(token ? { authorization: `Bearer ${token}` } : {}),
  }
  const sent = method === "GET" || method === "OPTIONS" ? {} : { body }
  const response = await fetch(shop.url + path + query, { method, headers, redirect: "manual", ...sent })
  await response.text()
  return response.status
}

const isIn = (status: number) => status !== 401 && status !== 403

describe("who may use a route", () => {
  it("is said of each, and of nothing else", () => {
    const derived = pluginRoutes().flatMap(({ route, verbs }) => verbs.map((verb) => `${verb} ${route}`))
    const missing = derived.filter((asked) => !(asked in ROUTE_ACCESS))
    const say = `Write into ROUTE_ACCESS of e2e/support/route-access.ts who may use ${missing.join(", ")}: for example \`${missing[0]}: { staff: "payment:read" }\`.`
    expect(missing, say).toEqual([])
    expect(rows.filter(({ asked }) => !derived.includes(asked))).toEqual([])
    expect(derived.length).toBeGreaterThanOrEqual(30)
  })

  const ofStaff = rows.flatMap(({ asked, access }) => ("staff" in access ? [{ asked, policy: access.staff }] : []))
  it.each(ofStaff)("$asked: staff with $policy, and nobody else", async ({ asked, policy }) => {
    expect(await ask(asked, {})).toBe(401)
    expect(await ask(asked, { token: ming.token })).toBe(401)
    expect(await ask(asked, { token: staff.get(PACKER) })).toBe(403)
    for (const each of POLICIES) {
      const status = await ask(asked, { token: staff.get(roleOf(each)) })
      expect(isIn(status), `${each}: ${status}`).toBe(each === policy || policy === "payment:read")
      expect(status, each).toBeLessThan(500)
    }
  })

  const ofCustomers = rows.filter(({ access }) => "customer" in access).map(({ asked }) => asked)
  it.each(ofCustomers)("%s: a customer who is logged in, and nobody else", async (asked) => {
    expect(await ask(asked, {})).toBe(401)
    expect(await ask(asked, { token: staff.get(CHIEF) })).toBe(401)
    expect(isIn(await ask(asked, { token: ming.token }))).toBe(true)
  })

  it("another customer's card is none of one's own: not to be seen, charged or deleted", async () => {
    const headers = { "x-publishable-api-key": publishableKey, authorization: `Bearer ${ming.token}` }
    const seen = await fetch(`${shop.url}/store/taiwan-payments/cards?provider_id=pp_tappay-card_main`, { headers })
    expect(await seen.json()).toEqual({ cards: [] })
    const card = { token: ming.token, parts: { id: keys.card } }
    expect(await ask("DELETE /store/taiwan-payments/cards/:id", card)).toBe(404)
    const { id } = await checkout(shop, "tappay-card")
    const body = JSON.stringify({ card: keys.card })
    for (const token of [ming.token, undefined])
      expect(await ask("POST /pay/sessions/:id/charge", { token, parts: { id }, body })).toBe(410)
    const kept = await shop.database.query("select deleted_at from taiwan_payment_card where id = $1", [keys.card])
    expect(kept.rows).toEqual([{ deleted_at: null }])
  })

  type Key = Extract<Access, { key: string }>["key"]
  const withKey = rows.flatMap(({ asked, access }) => ("key" in access ? [{ asked, key: access.key }] : []))
  const people = () => [undefined, ming.token, mei.token, staff.get(CHIEF)]

  /** A request that would be right, but for the key. */
  const guesses: Readonly<Record<Exclude<Key, "none">, Asking>> = {
    session: { parts: { id: "payses_nobody" }, body: `{"token":"x"}` },
    attempt: { parts: { provider: "ecpay-credit_main" }, query: "?attempt=tpa_nobody" },
    "order link": { parts: { token: `order_1.zzzzzz.${"x".repeat(43)}` } },
    "refund link": { parts: { token: "x".repeat(43) } },
    "number and e-mail": { body: `{"number":1,"email":"somebody.else@example.com"}` },
  }

  it.each(withKey.filter(({ key }) => key !== "none"))("$asked: whoever has its $key, whoever it is", async (row) => {
    if (row.key === "none") return
    for (const token of people())
      expect([404, 429], row.asked).toContain(await ask(row.asked, { ...guesses[row.key], token }))
  })

  it("a session's id opens its payment, an attempt's its way back, for whoever has it", async () => {
    for (const token of people()) {
      const session = { token, parts: { id: keys.session } }
      expect(await ask("GET /pay/sessions/:id/status", session)).toBe(200)
      const back = { token, parts: { provider: "ecpay-credit_main" }, query: `?attempt=${keys.attempt}` }
      expect(await ask("GET /pay/:provider/return", back)).toBe(303)
    }
  })

  it.each(withKey.filter(({ key }) => key === "none").map(({ asked }) => asked))(
    "%s: anybody, for nothing of anybody's can be reached",
    async (asked) => {
      for (const token of people()) {
        const status = await ask(asked, { token, parts: { provider: "nobody_main", id: "payses_nobody" } })
        expect(status).toBe(asked.startsWith("OPTIONS") ? 204 : 404)
      }
    },
  )
})

describe("altered messages to every route", () => {
  it("are believed by nobody, break nothing, tell nothing; and the truth is believed afterwards", async () => {
    const query = async (sql: string, values?: unknown[]) => (await shop.database.query(sql, values)).rows
    const { url, sandbox, store, medusa } = shop
    const tokens = { nobody: "", shopper: ming.token, staff: staff.get(CHIEF) ?? "" }
    const secrets = [...gatewaySecrets, ...Object.values(tokens).filter(Boolean)]
    const aimed = { url, sandbox, store, query, storefront, logFile: medusa.logFile }
    const told = await fuzz({ shop: aimed, seed: 20261128, requests: 1_200, tokens, publishableKey, secrets })
    expect(told.faults).toEqual([])
    expect([...told.sent.keys()].length).toBeGreaterThanOrEqual(9)
    expect(told.answers.get(200)).toBeGreaterThan(20)
  }, 300_000)
})
