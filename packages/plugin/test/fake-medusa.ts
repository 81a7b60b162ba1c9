import type { MedusaContainer } from "@medusajs/framework/types"
import type { MethodAccount } from "../src/payments/method-account"
import { newId, type Shop } from "./shop-database"

/** A workflow run as the engine was asked for it. */
interface Run {
  readonly workflow: string
  readonly input: Readonly<Record<string, unknown>>
}

type Act = (input: Readonly<Record<string, unknown>>) => Promise<unknown>

/** Medusa on its real tables, with a workflow engine that does what a test tells it. */
export interface FakeMedusa {
  readonly container: MedusaContainer
  readonly runs: Run[]
  /** Says what a workflow does; one that nobody spoke of does nothing. */
  on(workflow: string, act: Act): void
}

export function fakeMedusa(shop: Shop, providerId: string, methodAccount: MethodAccount): FakeMedusa {
  const runs: Run[] = []
  const acts = new Map<string, Act>()
  const payment = {
    listPaymentProviders: async () => [{ id: providerId }],
    paymentProviderService_: { retrieveProvider: () => ({ methodAccount }) },
  }
  const engine = {
    run: async (workflow: string, { input }: { input: Run["input"] }) => {
      runs.push({ workflow, input })
      return acts.get(workflow)?.(input)
    },
  }
  const services: Readonly<Record<string, unknown>> = {
    ...{ __pg_connection__: shop.db, logger: shop.context.logger, payment, workflows: engine },
    event_bus: { emit: async (event: Shop["emitted"][number]) => void shop.emitted.push(event) },
    query: { graph: (question: Question) => answer(shop, question) },
  }
  const container = { resolve: (name: string) => services[name] } as MedusaContainer
  return { container, runs, on: (workflow, act) => void acts.set(workflow, act) }
}

interface Question {
  readonly entity: string
  readonly filters: Readonly<Record<string, string>>
}

async function answer({ db }: Shop, { entity, filters }: Question): Promise<{ data: unknown[] }> {
  const rows: Record<string, string>[] = await db(entity).where({ ...filters, deleted_at: null })
  const linked = entity.endsWith("_payment_collection") ? entity.replace("_payment_collection", "") : null
  if (linked === null) return { data: rows }
  const ids = rows.flatMap((row) => row[`${linked}_id`] ?? [])
  return { data: (await db(linked).whereIn("id", ids)).map((row) => ({ [linked]: row })) }
}

/** A cart whose collection a session pays; its id. */
export async function addCart({ db }: Shop, sessionId: string): Promise<string> {
  const id = newId("cart")
  await db("cart").insert({ id, currency_code: "twd", email: "shopper@example.com" })
  const link = { id: newId("link"), cart_id: id, payment_collection_id: await collectionOf(db, sessionId) }
  await db("cart_payment_collection").insert(link)
  return id
}

/** An order of a session's collection; its id. */
export async function addOrder({ db }: Shop, sessionId: string, cartId: string, id = newId("order")): Promise<string> {
  await db("order").insert({ id, currency_code: "twd", email: "shopper@example.com", status: "pending" })
  await db("order_cart").insert({ id: newId("link"), order_id: id, cart_id: cartId })
  const link = { id: newId("link"), order_id: id, payment_collection_id: await collectionOf(db, sessionId) }
  await db("order_payment_collection").insert(link)
  return id
}

/** The payment of a session, captured, as the provider's answer makes Medusa write it. */
export async function addPayment({ db }: Shop, sessionId: string, tradeNo: string): Promise<string> {
  const { amount, raw_amount, provider_id, payment_collection_id } = await db("payment_session")
    .where({ id: sessionId })
    .first()
  const id = newId("pay")
  const money = { amount, raw_amount: JSON.stringify(raw_amount), currency_code: "twd" }
  const owner = { provider_id, payment_collection_id, payment_session_id: sessionId }
  await db("payment").insert({ id, ...money, ...owner, captured_at: new Date(), data: { trade_no: tradeNo } })
  return id
}

async function collectionOf(db: Shop["db"], sessionId: string): Promise<string> {
  return (await db("payment_session").where({ id: sessionId }).first()).payment_collection_id
}
