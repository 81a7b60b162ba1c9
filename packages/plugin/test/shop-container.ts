import type { MedusaContainer } from "@medusajs/framework/types"
import type { OrderRow } from "../src/payments/medusa/facts"
import type { MethodAccount } from "../src/payments/method-account"
import type { Shop } from "./shop-database"

/** What a test wants Medusa to know beside the rows of its database. */
export interface Known {
  readonly order?: OrderRow
  readonly cart?: Readonly<Record<string, unknown>> & { readonly id: string }
}

/** Medusa's container as far as routes of this package ask it, with one payment provider. */
export function containerOf(
  shop: Shop,
  providerId: string,
  methodAccount: MethodAccount,
  known: Known = {},
): MedusaContainer {
  return containerOfSeveral(shop, new Map([[providerId, methodAccount]]), known)
}

/** The same with several payment providers, by their ids. */
export function containerOfSeveral(
  shop: Shop,
  providers: ReadonlyMap<string, MethodAccount>,
  known: Known = {},
): MedusaContainer {
  const payment = {
    listPaymentProviders: async () => [...providers.keys()].map((id) => ({ id })),
    paymentProviderService_: { retrieveProvider: (id: string) => ({ methodAccount: providers.get(id) }) },
  }
  const bus = { emit: async (event: Shop["emitted"][number]) => void shop.emitted.push(event) }
  const services: Readonly<Record<string, unknown>> = {
    ...{ __pg_connection__: shop.db, logger: shop.context.logger, event_bus: bus, payment },
    query: { graph: (question: Question) => answer(shop, known, question) },
    workflows: { run: async () => ({}) },
  }
  return { resolve: (name: string) => services[name] } as MedusaContainer
}

interface Question {
  readonly entity: string
  readonly filters: Readonly<Record<string, string | readonly string[]>>
}

async function answer(
  { db }: Shop,
  { cart, order }: Known,
  { entity, filters }: Question,
): Promise<{ data: unknown[] }> {
  if (entity === "cart_payment_collection") return { data: cart ? [{ cart }] : [] }
  if (entity === "order_cart") return { data: [] }
  if (entity === "order_payment_collection") return { data: order ? [{ order }] : [] }
  if (entity === "cart" || entity === "order") return { data: [cart ?? order].filter((each) => each !== undefined) }
  const rows = db(entity).whereNull("deleted_at")
  for (const [column, wanted] of Object.entries(filters)) rows.whereIn(column, [wanted].flat())
  return { data: await rows }
}
