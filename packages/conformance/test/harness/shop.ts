import { startPayment } from "../../../../scripts/demo/checkout.mjs"
import { adminApi, medusaApi } from "../../../../scripts/demo/medusa-api.mjs"
import { admin, publishableKey } from "../../../../scripts/demo/stack.mjs"
import { startMedusa } from "../../../../scripts/lib/medusa.mjs"
import { createTestDatabase } from "../../../../scripts/lib/test-database.mjs"
import type { GatewayUnderTest, Sandbox, Shop } from "../../src/index.js"

/** Nobody listens there; what counts is that buyers are sent there. */
const storefrontUrl = "http://shop.localhost:7358"

export interface ShopHouse {
  readonly openSandbox: () => Promise<Sandbox & { close(): Promise<void> }>
  /** Tells the example's backend of the account, at a sandbox of this address. */
  readonly env: (sandboxUrl: string) => Record<string, string>
}

/** Has every region offer the subject's methods, whether or not the example's own shop does. */
async function offer(url: string, { kind }: GatewayUnderTest): Promise<void> {
  const api = await adminApi(url, admin)
  const { regions } = await api.get("/admin/regions?fields=id,*payment_providers")
  const own = kind.methods.map(({ identifier }) => `pp_${identifier}_main`)
  for (const { id, payment_providers: offered } of regions) {
    const ids: string[] = offered.map((provider: { id: string }) => provider.id)
    if (own.every((provider) => ids.includes(provider))) continue
    await api.post(`/admin/regions/${id}`, { payment_providers: [...new Set([...ids, ...own])] })
  }
}

/** The example's backend as a real server, with a cart-filling shopper. */
export async function openShop(subject: GatewayUnderTest, { openSandbox, env }: ShopHouse): Promise<Shop> {
  const [database, sandbox] = await Promise.all([createTestDatabase(), openSandbox()])
  const medusa = await startMedusa({
    databaseUrl: database.url,
    env: { STOREFRONT_URL: storefrontUrl, JOB_SECONDS: "5", ...env(sandbox.url) },
  })
  await offer(medusa.url, subject)
  const store = medusaApi(medusa.url, { "x-publishable-api-key": publishableKey })
  const providerOf = (method: string) =>
    `pp_${subject.kind.methods.find(({ id }) => id === method)?.identifier ?? method}_main`
  return {
    sandbox,
    url: medusa.url,
    publishableKey,
    admin,
    storefrontUrl,
    providerOf,
    checkout: async (method, data = {}) => {
      const session = await startPayment(store, providerOf(method), `${storefrontUrl}/payment/return`, undefined, data)
      const { id, cart_id: cartId, amount, provider_id: providerId } = session
      return { cartId, sessionId: id, providerId, startUrl: session.data.start_url, data: { ...session.data }, amount }
    },
    changeCart: async (cartId) => {
      const { cart } = await store.get(`/store/carts/${cartId}?fields=id,*items`)
      const [item] = cart.items
      await store.post(`/store/carts/${cartId}/line-items/${item.id}`, { quantity: item.quantity + 1 })
    },
    close: async () => {
      await medusa.stop()
      await sandbox.close()
      await database.drop()
    },
  }
}
