import { askStore, type Headers } from "./ask-store.js"
import { PaymentsError } from "./errors.js"
import type { Backend } from "./request.js"

/** A payment provider of a region, as the Store API gives it. */
export interface Provider {
  readonly id: string
}

const pageSize = 100
/** More than any shop has; a server that always has one more page is not followed for ever. */
const mostPages = 20

/**
 * All payment providers of a region, in the server's order. The Store API gives 20 unless it is asked for more, and a shop with several
 * gateways has more than that.
 *
 * @throws PaymentsError
 */
export async function listProviders(
  backend: Backend,
  regionId: string,
  headers: Headers,
): Promise<readonly Provider[]> {
  const found = new Map<string, Provider>()
  for (let page = 0; page < mostPages; page += 1) {
    const providers = await readPage(backend, regionId, headers, page * pageSize)
    for (const provider of providers) found.set(provider.id, provider)
    if (providers.length < pageSize) break
  }
  return [...found.values()]
}

async function readPage(backend: Backend, region_id: string, headers: Headers, offset: number): Promise<Provider[]> {
  const query = new URLSearchParams({ region_id, limit: String(pageSize), offset: String(offset) })
  const { payment_providers: providers } = await askStore(backend, headers, `/store/payment-providers?${query}`)
  if (Array.isArray(providers) && providers.every(isProvider)) return providers
  throw new PaymentsError("unreadable", "The answer is no list of payment providers.")
}

function isProvider(value: unknown): value is Provider {
  return typeof value === "object" && value !== null && "id" in value && typeof value.id === "string"
}
