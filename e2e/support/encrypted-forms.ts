import {
  type Browsing,
  issueNewebpayVoucher,
  type NewebpayCardOutcome,
  type Page,
  payNewebpayByCard,
  payNewebpayByWallet,
  payWithPayuni,
} from "@taiwan-payments/sandbox/shopper"
import { departOnly } from "./departure"
import { type GatewayTrade, tradeAt } from "./gateway"
import { attemptOf } from "./ledger"
import { type Answer, type Fields, formBody, post } from "./notices"
import { checkout, type Order, orderOf, type PaymentSession, paymentOf, reaches, settled } from "./purchase"
import {
  type FormAccount,
  newebpayAccount,
  newebpayNotice,
  payuniAccount,
  payuniNotice,
  type Saying,
} from "./sealed-notices"
import type { Shop } from "./shop"

type Ending = "approve" | "decline"

/** A gateway whose order and notices are encrypted forms. */
export interface FormGateway {
  readonly id: "newebpay" | "payuni"
  readonly account: FormAccount
  /** What it calls the digest over what is encrypted, that itself, and the shop. */
  readonly digest: string
  readonly sealed: string
  readonly shop: string
  readonly acknowledged: Answer
  payByCard(startUrl: string, ending?: Ending, browsing?: Browsing): Promise<Page>
  payByLinePay(startUrl: string): Promise<Page>
  /** Has an ATM account issued. */
  issue(startUrl: string): Promise<Page>
  notice(saying: Saying, account?: FormAccount): Fields
}

const NEWEBPAY_ENDINGS: Readonly<Record<Ending, NewebpayCardOutcome>> = { approve: "approve", decline: "MPG03009" }

export const newebpay: FormGateway = {
  id: "newebpay",
  account: newebpayAccount,
  digest: "TradeSha",
  sealed: "TradeInfo",
  shop: "MerchantID",
  acknowledged: { status: 200, body: "1|OK" },
  payByCard: (startUrl, ending = "approve", browsing = {}) =>
    payNewebpayByCard(startUrl, { ...browsing, outcome: NEWEBPAY_ENDINGS[ending] }),
  payByLinePay: (startUrl) => payNewebpayByWallet(startUrl, { method: "LINEPAY" }),
  issue: async (startUrl, browsing = {}) =>
    (await issueNewebpayVoucher(startUrl, { ...browsing, method: "VACC" })).page,
  notice: newebpayNotice,
}

export const payuni: FormGateway = {
  id: "payuni",
  account: payuniAccount,
  digest: "HashInfo",
  sealed: "EncryptInfo",
  shop: "MerID",
  acknowledged: { status: 200, body: "OK" },
  payByCard: (startUrl, ending = "approve", browsing = {}) =>
    payWithPayuni(startUrl, { ...browsing, tool: "Credit", outcome: ending }),
  payByLinePay: (startUrl) => payWithPayuni(startUrl, { tool: "LinePay" }),
  issue: (startUrl) => payWithPayuni(startUrl, { tool: "ATM" }),
  notice: payuniNotice,
}

/** A session whose buyer stands at the gateway's door: the gateway itself has heard nothing. */
export interface Started {
  readonly session: PaymentSession
  readonly tradeNo: string
  readonly notify: string
}

export async function startPayment(shop: Shop, { id }: FormGateway): Promise<Started> {
  const session = await checkout(shop, `${id}-credit`)
  await departOnly(session.data.start_url)
  const { trade_no: tradeNo } = await attemptOf(shop, session.id)
  return { session, tradeNo, notify: `${shop.url}/pay/${id}-credit_main/notify` }
}

/** That a started payment succeeded, unless told otherwise. */
export function about({ session, tradeNo }: Started, changes: Partial<Saying> = {}): Saying {
  return { tradeNo, amount: session.amount, ...changes }
}

export function tell({ notify }: Started, notice: Fields): Promise<Answer> {
  return post(notify, formBody(notice))
}

const comesHome = ({ url }: { url: string }) => /\/pay\/[^/]+\/return/.test(url)

/** The gateway's next notice gets lost, and is not sent again. */
export async function loseNotice<Result>(
  { sandbox }: Shop,
  { id }: { readonly id: FormGateway["id"] | "ecpay" },
  work: () => Promise<Result>,
): Promise<Result> {
  const lost = sandbox.fault({ kind: "drop", gateway: id, endpoint: "NotifyURL" })
  const result = await work()
  await sandbox.settled()
  sandbox.faults.remove(lost.id)
  sandbox.outbox.clear()
  return result
}

/** Pays by card, and closes the window before it leads back; the gateway's notice is lost on its way. */
export async function payUnheard(shop: Shop, gateway: FormGateway): Promise<PaymentSession> {
  const session = await checkout(shop, `${gateway.id}-credit`)
  const paying = () => gateway.payByCard(session.data.start_url, "approve", { closeBefore: comesHome })
  const { closed, url } = await loseNotice(shop, gateway, paying)
  if (!closed) throw new Error(`the buyer did not pay but came to ${url}`)
  return session
}

export interface Bought {
  readonly session: PaymentSession
  readonly attemptId: string
  readonly tradeNo: string
  readonly order: Order
  readonly payment: ReturnType<typeof paymentOf>
}

/** From the cart to the settled order, by card or LINE Pay. */
export async function buy(shop: Shop, gateway: FormGateway, method: "credit" | "linepay" = "credit"): Promise<Bought> {
  const session = await checkout(shop, `${gateway.id}-${method}`)
  const pay = method === "credit" ? gateway.payByCard : gateway.payByLinePay
  await pay(session.data.start_url)
  await reaches(shop, session.id, "paid")
  const order = await orderOf(shop, await settled(shop, session.id))
  const { id: attemptId, trade_no: tradeNo } = await attemptOf(shop, session.id)
  return { session, attemptId, tradeNo, order, payment: paymentOf(order) }
}

/** The only trade of a session, as the gateway has it. */
export async function tradeOf(shop: Shop, { id }: FormGateway, sessionId: string): Promise<GatewayTrade> {
  return tradeAt(shop, (await attemptOf(shop, sessionId)).trade_no, id)
}

/** Something staff or a bank do at the gateway. */
export async function act(shop: Shop, gateway: FormGateway, sessionId: string, action: string): Promise<void> {
  const { id } = await tradeOf(shop, gateway, sessionId)
  await shop.sandbox.gateway(gateway.id).act(id, action, {})
  await shop.sandbox.settled()
}

export interface ShownOperation {
  readonly kind: string
  readonly amount: number
  readonly state: string
}

/** What the admin shows of an attempt's captures, releases and refunds. */
export async function operationsShown({ office }: Shop, attemptId: string): Promise<ShownOperation[]> {
  const { operations } = await office.get(`/admin/taiwan-payments/attempts/${attemptId}`)
  return operations
}
