import type { Bank, Facts, Notice, Session, Trade } from "../facts.js"
import { attempt, must, type Outcome } from "../finding.js"
import { PRICE } from "../shop/sale.js"
import type { Api, Json } from "./api.js"
import { PROVIDER } from "./folder.js"
import { ADMIN, TITLE } from "./goods.js"
import { tradeNamedBy } from "./trade-of.js"

/** A cart whose buyer has left for the bank. */
export interface CartSale {
  readonly cart: string
  readonly collection: string
  readonly session: Session
  readonly trade: Trade
  /** False where neither trade nor session names the other: then it is the newest trade, in a shop of one buyer. */
  readonly isNamed: boolean
}

/** What Medusa's staff see of a session's payment. */
export interface PaymentSeen {
  readonly id: string
  readonly amount: number
  readonly isCanceled: boolean
  readonly captured: number
  readonly refunded: number
}

export interface OrderSeen {
  readonly id: string
  readonly status: string
  readonly collections: readonly string[]
}

const rows = (value: unknown): Json[] => (Array.isArray(value) ? value : [])
const total = (value: unknown) => rows(value).reduce((sum, { amount }) => sum + Number(amount), 0)

/** The provider id of a service. */
export const providerOf = (identifier: string) => `pp_${identifier}_${PROVIDER}`

/** Buyers, staff and the bank's server before a whole Medusa. */
export class Store {
  private variant = ""
  private region = ""

  constructor(
    readonly api: Api,
    readonly identifier: string,
    private readonly facts: Pick<Facts, "currency" | "patienceMs" | "depart">,
  ) {}

  get providerId(): string {
    return providerOf(this.identifier)
  }

  /** Prices and a region in the money of the facts, with this provider alone, or with these. */
  async fit(offered: readonly string[] = [this.providerId]): Promise<void> {
    const { api, facts } = this
    api.token = String((await api.post("/auth/user/emailpass", ADMIN)).token)
    const [product] = rows((await api.get(`/admin/products?title=${TITLE}&fields=id,*variants`)).products)
    this.variant = String(rows(product?.variants)[0]?.id)
    const prices = [{ currency_code: facts.currency, amount: PRICE }]
    await api.post(`/admin/products/${product?.id}/variants/${this.variant}`, { prices })
    this.region = await this.openRegion()
    await api.post(`/admin/regions/${this.region}`, { payment_providers: offered })
  }

  private async openRegion(): Promise<string> {
    const [found] = rows((await this.api.get("/admin/regions?name=prove")).regions)
    if (found) return String(found.id)
    const region = { name: "prove", currency_code: this.facts.currency, countries: ["tw"], automatic_taxes: false }
    return String(Object((await this.api.post("/admin/regions", region)).region).id)
  }

  try<T>(work: () => Promise<T>, patienceMs = Math.max(this.facts.patienceMs, 30_000)): Promise<Outcome<T>> {
    return attempt(work, patienceMs)
  }

  /** A cart with one thing in it, ready to be paid. */
  async fill(metadata: Json = {}): Promise<string> {
    const items = [{ variant_id: this.variant, quantity: 1 }]
    const address = { first_name: "小明", last_name: "王", address_1: "1", city: "Taipei", country_code: "tw" }
    const body = { region_id: this.region, email: "buyer@example.com", items, shipping_address: address, metadata }
    return String(Object((await this.api.post("/store/carts", body)).cart).id)
  }

  async open(bank: Bank, cartId?: string, data: Json = {}): Promise<CartSale> {
    const cart = cartId ?? (await this.fill())
    const { collection, session } = await this.checkOut(cart, data)
    const named = this.facts.depart ? await this.leave(session) : tradeNamedBy(bank.trades(), session)
    const trade = named ?? bank.trades().at(-1)
    must(trade, "the session was given out, and the bank has no trade")
    return { cart, collection, session, trade, isNamed: Boolean(named) }
  }

  /** A payment session of a cart. */
  async checkOut(cart: string, data: Json = {}): Promise<{ collection: string; session: Session }> {
    const made = await this.api.post("/store/payment-collections", { cart_id: cart })
    const collection = String(Object(made.payment_collection).id)
    return { collection, session: await this.openSession(collection, data) }
  }

  private async openSession(collection: string, data: Json): Promise<Session> {
    const asked = { provider_id: this.providerId, data }
    const answer = await this.api.post(`/store/payment-collections/${collection}/payment-sessions`, asked)
    const [found] = rows(Object(answer.payment_collection).payment_sessions)
    must(found, "Medusa gave out no session")
    return { id: String(found.id), data: Object(found.data), status: String(found.status) }
  }

  private leave(session: Session): Promise<Trade> | Trade | undefined {
    const resolve = (name: string): never => {
      throw new Error(`${name} is in the server's process.`)
    }
    return this.facts.depart?.(session, fetch, { resolve, server: this.api.url })
  }

  /** The order's id; null when the cart stays a cart. */
  async complete({ cart }: Pick<CartSale, "cart">): Promise<string | null> {
    const answer = await this.api.post(`/store/carts/${cart}/complete`)
    return answer.type === "order" ? String(Object(answer.order).id) : null
  }

  addItem({ cart }: Pick<CartSale, "cart">): Promise<Json> {
    return this.api.post(`/store/carts/${cart}/line-items`, { variant_id: this.variant, quantity: 1 })
  }

  notify({ body, headers }: Notice): Promise<number> {
    return this.api.hook(`${this.identifier}_${PROVIDER}`, body, headers)
  }

  async payments({ id }: Pick<Session, "id">): Promise<PaymentSeen[]> {
    const fields = "id,amount,canceled_at,*captures,*refunds"
    const { payments } = await this.api.get(`/admin/payments?payment_session_id=${id}&fields=${fields}`)
    return rows(payments).map((row) => ({
      id: String(row.id),
      amount: Number(row.amount),
      isCanceled: row.canceled_at !== null,
      captured: total(row.captures),
      refunded: total(row.refunds),
    }))
  }

  async orders(): Promise<OrderSeen[]> {
    const fields = "id,status,payment_collections.id"
    const { orders } = await this.api.get(`/admin/orders?limit=500&order=-created_at&fields=${fields}`)
    return rows(orders).map((row) => ({
      id: String(row.id),
      status: String(row.status),
      collections: rows(row.payment_collections).map(({ id }) => String(id)),
    }))
  }

  async ordersOf({ collection }: Pick<CartSale, "collection">): Promise<OrderSeen[]> {
    return (await this.orders()).filter(({ collections }) => collections.includes(collection))
  }
}
