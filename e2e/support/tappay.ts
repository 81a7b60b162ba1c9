import { getTapPayPrime, payWithTapPay, type TapPayOutcome } from "@taiwan-payments/sandbox/shopper"
import { callsAbout, tradeThere } from "./api-gateways"
import { attemptOf } from "./ledger"
import {
  checkout,
  type Order,
  type OrderPayment,
  orderOf,
  type PaymentSession,
  paymentOf,
  reaches,
  type Status,
  settled,
} from "./purchase"
import type { Shop } from "./shop"

/** Takes no part in 3-D Secure, so that its charge has a result at once. */
export const AT_ONCE = "4000000000000077"

/** What the shop's page is told of a charge. */
export interface ChargeOutcome {
  readonly url: string | null
  readonly status: Status
}

/** The shop's page makes a prime of the card, and has it charged. */
export async function charge(shop: Shop, { id }: PaymentSession, card?: string): Promise<ChargeOutcome> {
  const { prime } = await getTapPayPrime(shop.sandbox.url, card ? { card } : {})
  return shop.store.post(`/pay/sessions/${id}/charge`, { token: prime })
}

/** At the bank's page for 3-D Secure, and no browser comes back to the shop. */
export async function payUnseen(shop: Shop, outcome: TapPayOutcome = "approve-and-close"): Promise<PaymentSession> {
  const session = await checkout(shop, "tappay-card")
  const { url } = await charge(shop, session)
  if (!url) throw new Error("TapPay gave no address of the bank's page")
  await payWithTapPay(url, { outcome })
  return session
}

export interface CardPurchase {
  readonly session: PaymentSession
  readonly tradeNo: string
  readonly order: Order
  readonly payment: OrderPayment
}

/** From the cart to the captured order, by a card that is charged at once. */
export async function buyAtOnce(shop: Shop): Promise<CardPurchase> {
  const session = await checkout(shop, "tappay-card")
  await charge(shop, session, AT_ONCE)
  await reaches(shop, session.id, "paid")
  const order = await orderOf(shop, await settled(shop, session.id))
  return { session, tradeNo: (await attemptOf(shop, session.id)).trade_no, order, payment: paymentOf(order) }
}

/** TapPay's trades of one session, by the ledger's numbers. */
export async function tradeOf(shop: Shop, { id }: PaymentSession) {
  return tradeThere(shop, "tappay", (await attemptOf(shop, id)).trade_no)
}

export function chargesOf(shop: Shop, recTradeId: string): number {
  return callsAbout(shop, "tappay", recTradeId, /pay-by-prime/)
}

/** What TapPay's server sends, or somebody in its place. */
export async function tellAsTapPay(shop: Shop, message: unknown): Promise<{ status: number; body: string }> {
  const body = typeof message === "string" ? message : JSON.stringify(message)
  const headers = { "content-type": "application/json" }
  const response = await fetch(`${shop.url}/pay/tappay-card_main/notify`, { method: "POST", body, headers })
  return { status: response.status, body: await response.text() }
}
