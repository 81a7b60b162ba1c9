import { openServer, providerOf } from "@taiwan-payments/prove/server"
import type { GatewayUnderTest } from "../gateway-under-test.js"
import type { Sandbox } from "../sandbox.js"
import type { Shop } from "../shop.js"

export interface ShopWiring {
  readonly openSandbox: () => Promise<Sandbox & { close(): Promise<void> }>
  /** The file that a shop's configuration names: what `ModuleProvider` gives. The server is another process. */
  readonly provider: string
}

/** Nobody listens there; what counts is that buyers are sent there. */
const storefrontUrl = "http://shop.localhost:7358"

/** A sandbox is not for production, and scenarios do not wait for a minute. */
const PLUGIN = { resolve: "@taiwan-payments/medusa", options: { jobSeconds: 5 } }
const LEDGER = { resolve: "@taiwan-payments/medusa/modules/ledger" }

/** A shop for a subject: a whole Medusa server of its own, with the plugin and the subject's provider, for the level `server`. */
export async function openShop(subject: GatewayUnderTest, { openSandbox, provider }: ShopWiring): Promise<Shop> {
  const sandbox = await openSandbox()
  const server = await openServer({
    file: provider,
    identifiers: subject.kind.methods.map(({ identifier }) => identifier),
    options: (backendUrl) => subject.options({ sandbox: sandbox.url, backendUrl, storefrontUrl }, {}),
    modules: { taiwanPaymentLedger: LEDGER },
    plugins: [PLUGIN],
    env: { NODE_ENV: "development" },
  })
  const buyerOf = (method: string) => server.buyer(identifierOf(subject, method))
  const anybody = buyerOf(subject.methods.main)
  return {
    sandbox,
    storefrontUrl,
    url: server.url,
    publishableKey: server.publishableKey,
    admin: server.admin,
    providerOf: (method) => providerOf(identifierOf(subject, method)),
    checkout: async (method, data = {}) => {
      const buyer = buyerOf(method)
      const cartId = await buyer.fill()
      const wanted = { return_url: `${storefrontUrl}/payment/return`, locale: "zh-TW", ...data }
      const { session } = await buyer.checkOut(cartId, wanted)
      const about = { cartId, sessionId: session.id, providerId: buyer.providerId, amount: server.price }
      return { ...about, startUrl: String(session.data.start_url), data: session.data }
    },
    changeCart: async (cart) => void (await anybody.addItem({ cart })),
    close: async () => {
      await server.close()
      await sandbox.close()
    },
  }
}

const identifierOf = ({ kind }: GatewayUnderTest, method: string) =>
  kind.methods.find(({ id }) => id === method)?.identifier ?? method
