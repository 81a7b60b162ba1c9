import { asValue } from "@medusajs/framework/awilix"
import type { MedusaContainer } from "@medusajs/framework/types"
import { createMedusaContainer, Modules } from "@medusajs/framework/utils"
import { MedusaWorkflow } from "@medusajs/framework/workflows-sdk"
import type { MethodAccount } from "../src/payments/method-account"
import { newId, type Shop } from "./shop-database"

/** A workflow run as Medusa was asked for it. */
interface Run {
  readonly workflow: string
  readonly input: Readonly<Record<string, unknown>>
}

/** What a workflow does; `container` is the one that it was run with. */
type Act = (input: Run["input"], container: MedusaContainer) => Promise<unknown>

/** Medusa on its real tables, with workflows that do what a test tells them. */
export interface FakeMedusa {
  readonly container: MedusaContainer
  readonly runs: Run[]
  readonly locks: Set<string>
  /** Says what a workflow does; one that nobody spoke of does nothing. */
  on(workflow: string, act: Act): void
}

export function fakeMedusa(shop: Shop, providerId: string, methodAccount: MethodAccount): FakeMedusa {
  const runs: Run[] = []
  const acts = new Map<string, Act>()
  const locks = new Set<string>()
  const container = createMedusaContainer()
  const run = async (workflow: string, input: Run["input"], asked: MedusaContainer = container) => {
    runs.push({ workflow, input })
    return acts.get(workflow)?.(input, asked)
  }
  const payment = {
    listPaymentProviders: async () => [{ id: providerId }],
    paymentProviderService_: { retrieveProvider: () => ({ methodAccount }) },
    updatePaymentCollections: (id: string, { metadata, status }: { metadata?: object; status?: string }) =>
      shop
        .db("payment_collection")
        .where({ id })
        .update({ ...(metadata && { metadata: JSON.stringify(metadata) }), ...(status && { status }) }),
    cancelPayment: (id: string) => shop.db("payment").where({ id }).update({ canceled_at: new Date() }),
  }
  const services: Readonly<Record<string, unknown>> = {
    ...{ __pg_connection__: shop.db, logger: shop.context.logger, [Modules.PAYMENT]: payment },
    [Modules.WORKFLOW_ENGINE]: { run: (workflow: string, { input }: { input: Run["input"] }) => run(workflow, input) },
    [Modules.EVENT_BUS]: { emit: async (event: Shop["emitted"][number]) => void shop.emitted.push(event) },
    [Modules.LOCKING]: locking(locks),
    [Modules.ORDER]: orderModule(shop),
    [Modules.CART]: {
      updateCarts: ([cart]: { id: string }[]) =>
        shop
          .db("cart")
          .where({ id: cart?.id })
          .update(cart ?? {}),
    },
    query: { graph: (question: Question) => answer(shop, question) },
    link: { create: (links: Link[]) => addLinks(shop, links), dismiss: (links: Link[]) => dropLinks(shop, links) },
  }
  for (const [name, service] of Object.entries(services)) container.register(name, asValue(service))
  for (const workflow of ["complete-cart", "split-and-complete"]) {
    MedusaWorkflow.unregisterWorkflow(workflow)
    const completing = ({ input, container: asked }: { input: Run["input"]; container: MedusaContainer }) =>
      run(workflow, input, asked)
    MedusaWorkflow.registerWorkflow(workflow, { run: completing })
  }
  return { container, runs, locks, on: (workflow, act) => void acts.set(workflow, act) }
}

/** Locks that are never waited for. */
function locking(held: Set<string>) {
  return {
    acquire: async (keys: string | string[]) => {
      for (const key of [keys].flat()) {
        if (held.has(key)) throw new Error(`Failed to acquire lock for key "${key}"`)
        held.add(key)
      }
    },
    release: async (keys: string | string[]) => {
      for (const key of [keys].flat()) held.delete(key)
    },
  }
}

/** As much of Medusa's order module as is asked for here. */
function orderModule({ db }: Shop) {
  return {
    createOrders: async (orders: { id?: string }[]) => {
      const rows = orders.map(({ id = newId("order") }) => ({ id, ...ORDER }))
      await db("order").insert(rows)
      return rows
    },
    deleteOrders: async (ids: string[]) => {
      await db("order_item").whereIn("order_id", ids).delete()
      await db("order").whereIn("id", ids).delete()
    },
    deleteOrderChanges: (ids: string[]) => db("order_change").whereIn("id", ids).delete(),
    addOrderTransactions: async (transactions: Record<string, unknown> | Record<string, unknown>[]) => {
      const rows = [transactions].flat().map((row) => ({
        id: newId("ordtrx"),
        ...row,
        raw_amount: JSON.stringify({ value: row.amount }),
      }))
      await db("order_transaction").insert(rows)
    },
  }
}

const ORDER = { currency_code: "twd", email: "shopper@example.com", status: "pending" }

type Link = Readonly<Record<string, Readonly<Record<string, string>>>>

function tableOf(link: Link): string {
  return Modules.CART in link ? "order_cart" : "order_payment_collection"
}

async function addLinks({ db }: Shop, links: readonly Link[]): Promise<void> {
  for (const link of links) {
    const columns = Object.assign({}, ...Object.values(link))
    await db(tableOf(link)).insert({ id: newId("link"), ...columns })
  }
}

async function dropLinks({ db }: Shop, links: readonly Link[]): Promise<void> {
  for (const link of links)
    await db(tableOf(link))
      .where(Object.assign({}, ...Object.values(link)))
      .delete()
}

interface Question {
  readonly entity: string
  readonly filters: Readonly<Record<string, string | readonly string[]>>
}

const LINKED: Readonly<Record<string, string>> = {
  cart_payment_collection: "cart",
  order_payment_collection: "order",
  order_cart: "order",
}

async function answer({ db }: Shop, { entity, filters }: Question): Promise<{ data: unknown[] }> {
  const asked = db(entity).whereNull("deleted_at")
  for (const [column, wanted] of Object.entries(filters)) asked.whereIn(column, [wanted].flat())
  const rows: Record<string, string>[] = await asked
  const linked = LINKED[entity] ?? null
  if (linked === null) return { data: rows }
  const ids = rows.flatMap((row) => row[`${linked}_id`] ?? [])
  const found = await db(linked).whereIn("id", ids)
  return { data: found.map((each) => ({ ...rows.find((row) => row[`${linked}_id`] === each.id), [linked]: each })) }
}

/** A cart whose collection a session pays; its id. */
export async function addCart({ db }: Shop, sessionId: string): Promise<string> {
  const id = newId("cart")
  await db("cart").insert({ id, currency_code: "twd", email: "shopper@example.com" })
  const link = { id: newId("link"), cart_id: id, payment_collection_id: await collectionOf(db, sessionId) }
  await db("cart_payment_collection").insert(link)
  return id
}

/** How far a completion comes: the order's row, its links, the cart's completion. */
export interface Reached {
  readonly cartLink?: boolean
  readonly collectionLink?: boolean
  readonly completed?: boolean
}

/** An order of a session's cart, whole unless said otherwise; its id. */
export async function addOrder(
  { db }: Shop,
  sessionId: string,
  cartId: string,
  { cartLink = true, collectionLink = true, completed = true }: Reached = {},
  id = newId("order"),
): Promise<string> {
  await db("order")
    .insert({ id, ...ORDER })
    .onConflict()
    .ignore()
  if (cartLink) await db("order_cart").insert({ id: newId("link"), order_id: id, cart_id: cartId })
  const collection = { id: newId("link"), order_id: id, payment_collection_id: await collectionOf(db, sessionId) }
  if (collectionLink) await db("order_payment_collection").insert(collection)
  if (completed) await db("cart").where({ id: cartId }).update({ completed_at: new Date() })
  return id
}

/** A line of an order whose stock Medusa manages, from the filled shop; the line's id, and what it takes of which item. */
export async function addManagedLine({ db }: Shop, orderId: string): Promise<{ lineId: string; item: string }> {
  const { rows } = await db.raw(
    `select variant.id, kit.inventory_item_id as item, place.sales_channel_id as channel from product_variant variant
       join product_variant_inventory_item kit on kit.variant_id = variant.id
       join inventory_level level on level.inventory_item_id = kit.inventory_item_id
       join sales_channel_stock_location place on place.stock_location_id = level.location_id
     where variant.manage_inventory order by variant.id limit 1`,
  )
  const { id: variant_id, item, channel } = rows[0]
  const lineId = newId("ordli")
  const none = { value: "0" }
  const counts = ["fulfilled", "shipped", "return_requested", "return_received", "return_dismissed", "written_off"]
  const raw = counts.map((name) => [`raw_${name}_quantity`, JSON.stringify(none)])
  const sent = Object.fromEntries([...counts.map((name) => [`${name}_quantity`, 0]), ...raw])
  await db("order").where({ id: orderId }).update({ sales_channel_id: channel })
  const price = { unit_price: 100, raw_unit_price: JSON.stringify({ value: "100" }) }
  await db("order_line_item").insert({ id: lineId, title: "Tea", variant_id, ...price })
  const quantity = { quantity: 2, raw_quantity: JSON.stringify({ value: "2" }), version: 1 }
  await db("order_item").insert({ id: newId("orditem"), order_id: orderId, item_id: lineId, ...quantity, ...sent })
  return { lineId, item }
}

/** Stock that is set aside for a line. */
export async function addReservation({ db }: Shop, lineId: string, item: string): Promise<void> {
  const { location_id } = await db("inventory_level").where({ inventory_item_id: item }).first()
  const amount = { quantity: 2, raw_quantity: JSON.stringify({ value: "2" }) }
  await db("reservation_item").insert({
    id: newId("resitem"),
    line_item_id: lineId,
    inventory_item_id: item,
    location_id,
    ...amount,
  })
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
