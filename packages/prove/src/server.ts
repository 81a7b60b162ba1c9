import { loadMedusa, type Medusa } from "./house/medusa.js"
import { PRICE } from "./shop/sale.js"
import { Api } from "./store/api.js"
import type { Entry } from "./store/folder.js"
import { ADMIN, PUBLISHABLE_KEY } from "./store/goods.js"
import { StoreServer } from "./store/server.js"
import { providerOf, Store } from "./store/store.js"

export { providerOf, type Store }

/** What a server is made of; modules are named as in medusa-config. */
export interface ServerPlan extends Omit<Entry, "options" | "module"> {
  /** The provider's options, by where the server will answer. */
  readonly options: (url: string) => Entry["options"]
  readonly env?: Readonly<Record<string, string>>
  /** Where Medusa is looked for. */
  readonly folder?: string
}

/** A shop that sells one thing in TWD. */
export interface WholeServer {
  readonly url: string
  readonly price: number
  readonly publishableKey: string
  readonly admin: { readonly email: string; readonly password: string }
  /** A buyer who wants to pay by this service. */
  buyer(identifier: string): Store
  close(): Promise<void>
}

const SELLING = { currency: "twd", patienceMs: 29_000, depart: undefined }

/**
 * A whole Medusa server, in a folder and on a database of its own. The first for a version of Medusa makes the template.
 * @throws what keeps it from starting
 */
export async function openServer(plan: ServerPlan): Promise<WholeServer> {
  const server = await start(plan, loadMedusa(plan.folder ?? process.cwd()))
  const api = new Api(server.url)
  const buyer = new Map(plan.identifiers.map((identifier) => [identifier, new Store(api, identifier, SELLING)]))
  try {
    for (const store of buyer.values()) await store.fit(plan.identifiers.map(providerOf))
  } catch (error) {
    await server.close()
    throw error
  }
  return {
    url: server.url,
    price: PRICE,
    publishableKey: PUBLISHABLE_KEY,
    admin: ADMIN,
    buyer: (identifier) => {
      const store = buyer.get(identifier)
      if (store) return store
      throw new Error(`The server has no ${identifier}.`)
    },
    close: () => server.close(),
  }
}

function start({ options, env = {}, folder: _, ...plan }: ServerPlan, medusa: Medusa): Promise<StoreServer> {
  const modules = Object.entries(plan.modules).map(
    ([name, beside]) => [name, { ...beside, resolve: medusa.entryOf(beside.resolve) }] as const,
  )
  const entryAt = (url: string) => ({
    ...{ ...plan, module: {}, options: options(url), modules: Object.fromEntries(modules) },
  })
  return StoreServer.open(medusa, entryAt, env)
}
