import {
  type JkopayShopper,
  type LinePayShopper,
  payWithJkopay,
  payWithLinePay,
} from "@taiwan-payments/sandbox/shopper"
import { attemptOf } from "./ledger"
import { checkout, type Order, orderOf, type PaymentSession, paymentOf, reaches, settled } from "./purchase"
import { rowsOf } from "./rows"
import type { Shop } from "./shop"

export type ApiGateway = "linepay" | "jkopay"

/** Those whose trades and calls can be looked at alike. */
type Watched = ApiGateway | "tappay"

/** A session, and the shop's number of its only trade. */
export interface Started {
  readonly session: PaymentSession
  readonly tradeNo: string
  /** Where the gateway would have sent the browser; null when it did not come so far. */
  readonly back: string | null
}

/** Pays at LINE Pay or JKOPAY, and closes the window as soon as it is to lead back to the shop. */
export async function payAndClose(
  shop: Shop,
  gateway: ApiGateway,
  shopper: LinePayShopper & JkopayShopper = {},
): Promise<Started> {
  const session = await checkout(shop, gateway)
  let back: string | null = null
  const closeBefore = ({ url }: { url: string }) => {
    if (url.includes("/return?")) back = url
    return back !== null
  }
  const pay = gateway === "linepay" ? payWithLinePay : payWithJkopay
  await pay(session.data.start_url, { ...shopper, closeBefore })
  return { session, tradeNo: (await attemptOf(shop, session.id)).trade_no, back }
}

export interface Bought extends Started {
  readonly order: Order
  readonly payment: ReturnType<typeof paymentOf>
}

/** From the cart to the captured order, the browser's return included. */
export async function buy(shop: Shop, gateway: ApiGateway, shopper: JkopayShopper = {}): Promise<Bought> {
  const session = await checkout(shop, gateway)
  const pay = gateway === "linepay" ? payWithLinePay : payWithJkopay
  const { url } = await pay(session.data.start_url, shopper)
  await reaches(shop, session.id, "paid")
  const order = await orderOf(shop, await settled(shop, session.id))
  return {
    session,
    tradeNo: (await attemptOf(shop, session.id)).trade_no,
    back: url,
    order,
    payment: paymentOf(order),
  }
}

/** The trade as the gateway has it, with what it has given back so far. */
export function tradeThere({ sandbox }: Pick<Shop, "sandbox">, gateway: Watched, tradeNo: string) {
  const trade = sandbox
    .gateway(gateway)
    .trades()
    .find(({ reference }) => reference === tradeNo)
  if (!trade) throw new Error(`${gateway} has no trade ${tradeNo}`)
  const refunds = Object.entries(trade.details).filter(([name]) => /^Refund [R\d]/.test(name))
  return { ...trade, refunds: refunds.map(([, amount]) => Number(amount)) }
}

/** How often the shop called something about a trade. */
export function callsAbout({ sandbox }: Shop, gateway: Watched, id: string, call: RegExp): number {
  const calls = sandbox.journal.about(gateway, id).filter(({ direction }) => direction === "in")
  return calls.filter(({ endpoint }) => call.test(endpoint)).length
}

/** The buyer adds one more of the first line, so that the total is another one. */
export async function changeCart({ store, database }: Shop, sessionId: string): Promise<void> {
  const { cartId } = await rowsOf({ database }, sessionId)
  const { cart } = await store.get(`/store/carts/${cartId}?fields=id,*items`)
  const [item] = cart.items
  await store.post(`/store/carts/${cartId}/line-items/${item.id}`, { quantity: item.quantity + 1 })
}

export interface GatewayAnswer {
  readonly status: number
  readonly body: string
}

/** What JKOPAY's server, or somebody in its place, sends to one of the plugin's routes. */
export async function tellAsJkopay(shop: Shop, route: "notify" | "gate", message: unknown): Promise<GatewayAnswer> {
  const body = typeof message === "string" ? message : JSON.stringify(message)
  const headers = { "content-type": "application/json" }
  const response = await fetch(`${shop.url}/pay/jkopay_main/${route}`, { method: "POST", body, headers })
  return { status: response.status, body: await response.text() }
}
