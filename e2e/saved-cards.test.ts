import { randomBytes, randomUUID } from "node:crypto"
import { getTapPayPrime, payWithTapPay } from "@taiwan-payments/sandbox/shopper"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { startPayment } from "../scripts/demo/checkout.mjs"
import { type Api, medusaApi } from "../scripts/demo/medusa-api.mjs"
import { publishableKey } from "../scripts/demo/stack.mjs"
import { reaches } from "./support/purchase"
import { openShop, returnUrl, type Shop, storefront } from "./support/shop"

const PROVIDER = "pp_tappay-card_main"
const CARDS = "/store/taiwan-payments/cards"

interface Customer {
  readonly token: string
  readonly store: Api
}

interface Card {
  readonly id: string
}

interface Answer {
  readonly status: number
  readonly body: Readonly<Record<string, unknown>> & { readonly url?: string | null; readonly cards?: readonly Card[] }
}

let shop: Shop
let guest: Customer
let ming: Customer
let mei: Customer
beforeAll(async () => {
  const options = { cardKeys: randomBytes(32).toString("base64") }
  shop = await openShop({ env: { TAPPAY_OPTIONS: JSON.stringify(options) } })
  guest = { token: "", store: shop.store }
  ming = await register()
  mei = await register()
})
afterAll(() => shop?.close())

async function register(): Promise<Customer> {
  const login = { email: `${randomUUID()}@example.com`, password: "a long password" }
  const { token: fresh } = await shop.store.post("/auth/customer/emailpass/register", login)
  await apiOf(fresh).post("/store/customers", { email: login.email, first_name: "小明", last_name: "王" })
  const { token } = await shop.store.post("/auth/customer/emailpass", login)
  return { token, store: apiOf(token) }
}

function apiOf(token: string): Api {
  return medusaApi(shop.url, { "x-publishable-api-key": publishableKey, authorization: `Bearer ${token}` })
}

async function ask({ token }: Customer, path: string, method = "GET", body?: object): Promise<Answer> {
  const headers = {
    "content-type": "application/json",
    "x-publishable-api-key": publishableKey,
    origin: storefront,
    ...(token ? { authorization: `Bearer ${token}` } : {}),
  }
  const init = { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) }
  const response = await fetch(`${shop.url}${path}`, init)
  return { status: response.status, body: Object(await response.json()) }
}

const begin = ({ store }: Customer) => startPayment(store, PROVIDER, returnUrl)
const cardsOf = async (customer: Customer) => (await ask(customer, `${CARDS}?provider_id=${PROVIDER}`)).body.cards ?? []

/** Charges a session; the buyer passes 3-D Secure. */
async function pay(customer: Customer, sessionId: string, means: object): Promise<Answer> {
  const answer = await ask(customer, `/pay/sessions/${sessionId}/charge`, "POST", means)
  if (answer.body.url) await payWithTapPay(answer.body.url, { outcome: "approve-and-close" })
  return answer
}

async function payAndSave(customer: Customer): Promise<void> {
  const { id } = await begin(customer)
  await pay(customer, id, { token: (await getTapPayPrime(shop.sandbox.url)).prime, save: true })
  await reaches(shop, id, "paid")
}

describe("saved cards", () => {
  it("are nobody's without a login", async () => {
    expect((await ask(guest, `${CARDS}?provider_id=${PROVIDER}`)).status).toBe(401)
    expect((await ask(guest, `${CARDS}/tpk_1`, "DELETE")).status).toBe(401)
  })

  it("are not kept for a guest who wishes it", async () => {
    const { id } = await begin(guest)
    const { prime } = await getTapPayPrime(shop.sandbox.url)
    expect((await pay(guest, id, { token: prime, save: true })).status).toBe(200)
    await reaches(shop, id, "paid")
    const { rows } = await shop.database.query("select id from taiwan_payment_card")
    expect(rows).toEqual([])
  })

  it("are kept by who is logged in, listed for them, and pay their next order", async () => {
    await payAndSave(ming)
    const [card, ...others] = await cardsOf(ming)
    expect([card, others]).toEqual([
      {
        id: expect.stringMatching(/^tpk_/),
        brand: "visa",
        last4: "4242",
        expiry: "2035-12",
        created_at: expect.any(String),
      },
      [],
    ])
    const { id, data } = await begin(ming)
    expect(JSON.stringify(data)).not.toMatch(/card_key|card_token|partner_/)
    await pay(ming, id, { card: card?.id })
    await reaches(shop, id, "paid")
  })

  it("of another customer are not there, whoever asks and however", async () => {
    const [card] = await cardsOf(ming)
    const means = { card: card?.id }
    expect(await cardsOf(mei)).toEqual([])
    expect((await ask(mei, `${CARDS}/${card?.id}`, "DELETE")).status).toBe(404)
    const own = await begin(mei)
    expect((await pay(mei, own.id, means)).status).toBe(410)
    const { id } = await begin(ming)
    expect((await pay(mei, id, means)).status).toBe(410)
    expect((await pay(guest, id, means)).status).toBe(410)
    expect(await cardsOf(ming)).toHaveLength(1)
  })

  it("are forgotten here and at TapPay", async () => {
    const [card] = await cardsOf(ming)
    const { rows } = await shop.database.query("select sealed from taiwan_payment_card")
    expect(rows.map(({ sealed }) => sealed)).toEqual([expect.stringMatching(/^v1\./)])
    shop.sandbox.fault({ kind: "garbage", endpoint: "/tpc/card/remove", gateway: "tappay" })
    expect((await ask(ming, `${CARDS}/${card?.id}`, "DELETE")).status).toBe(503)
    expect(await cardsOf(ming)).toHaveLength(1)
    expect(await ask(ming, `${CARDS}/${card?.id}`, "DELETE")).toMatchObject({ status: 200, body: { deleted: true } })
    expect(await cardsOf(ming)).toEqual([])
    const { id } = await begin(ming)
    expect((await pay(ming, id, { card: card?.id })).status).toBe(410)
  })

  it("give Medusa an account holder that holds no secret", async () => {
    const { rows } = await shop.database.query("select external_id, data from account_holder")
    expect(rows.length).toBeGreaterThan(0)
    for (const { external_id, data } of rows) expect(data).toEqual({ customer_id: external_id })
  })
})
