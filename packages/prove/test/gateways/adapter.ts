import { startSandbox } from "@taiwan-payments/sandbox"
import { openPage, Page } from "@taiwan-payments/sandbox/shopper"
import { providersOf } from "../../../plugin/src/payments/provider/services.js"
import type { Adapter, Container, Facts, Session, Trade } from "../../src/facts.js"
import type { Gateway } from "./gateway.js"
import { MiniatureBank } from "./miniature-bank.js"
import { ShopRoutes } from "./shop-routes.js"
import { unhurried } from "./unhurried.js"

const HOST = "sandbox.test"
const DAY_MS = 86_400_000

/** Ten in the morning in Taipei, far from the evening's closing. */
const morning = () => new Date(Math.ceil(Date.now() / DAY_MS) * DAY_MS + 2 * 3_600_000)

/** The gateway's page, opened by the shop's form or redirect. The browser does not go by the wire. */
async function leave(startUrl: string, sandboxUrl: string): Promise<Page> {
  const page = await openPage(startUrl, { autoSubmit: false })
  if (page.status !== 200) throw new Error(`The shop let nobody leave: ${page.status}.`)
  if (!page.form("departure")) return page
  const html = page.html.replaceAll(`https://${HOST}`, sandboxUrl)
  return new Page(page.url, page.status, html, [], false, {}).submit("departure")
}

async function charge(http: typeof fetch, startUrl: string, token: string): Promise<Page> {
  const init = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ token }) }
  const answer = await http(`${startUrl}/charge`, init)
  const { url } = (await answer.json()) as { url?: string | null }
  if (!url) throw new Error(`The shop charged nobody: ${answer.status}.`)
  return openPage(url)
}

/** A gateway of ours for prove: its provider, its bank, and how to end both. */
export async function openAdapter(gateway: Gateway) {
  const [sandbox, routes] = [await startSandbox({ now: morning(), ...gateway.sandbox }), new ShopRoutes()]
  await routes.open()
  let bank: MiniatureBank
  // What a gateway's page says of its trade is the gateway's own affair: it is the newest one, so buyers leave one by one.
  let leaving: Promise<unknown> = Promise.resolve()
  const depart: Facts["depart"] = (...departure) => {
    const left = leaving.then(() => departOne(...departure))
    leaving = left.catch(() => undefined)
    return left
  }
  const departOne = async ({ data }: Session, http: typeof fetch, container: Container): Promise<Trade> => {
    routes.serve(container)
    const known = new Set(bank.trades())
    const start = String(data.start_url)
    const token = await gateway.token?.(sandbox.url)
    return bank.arrive(known, { page: await (token ? charge(http, start, token) : leave(start, sandbox.url)) })
  }
  const adapter: Adapter = {
    facts: factsOf(gateway, routes.url, depart),
    bank: () => {
      sandbox.reset()
      bank = new MiniatureBank(sandbox, gateway)
      return bank
    },
  }
  const services = providersOf(unhurried(gateway.kind)).filter(({ identifier }) => identifier === gateway.identifier)
  const close = async () => {
    routes.close()
    await sandbox.close()
  }
  return { adapter, provider: { services }, close }
}

function factsOf(
  { options, optional = [], secrets, notices }: Gateway,
  shop: string,
  depart: Facts["depart"],
): Partial<Facts> {
  const places = { environment: { sandbox: `https://${HOST}` }, backendUrl: shop, storefrontUrl: shop }
  return {
    options: { ...options, ...places, allowTestEnvironment: true },
    required: Object.keys(options).filter((name) => !optional.includes(name)),
    secrets,
    hosts: [HOST],
    capture: "automatic",
    notices: notices ? "signed" : "none",
    amountMayDiffer: false,
    deleted: "honoured",
    depart,
    module: { dependencies: ["taiwanPaymentLedger"] },
    modules: {
      taiwanPaymentLedger: { resolve: "@taiwan-payments/medusa/modules/ledger" },
      cart: { resolve: "@medusajs/medusa/cart" },
      order: { resolve: "@medusajs/medusa/order" },
      event_bus: { resolve: "@medusajs/event-bus-local" },
    },
    plugins: [{ resolve: "@taiwan-payments/medusa" }],
    tables: "medusa",
  }
}
