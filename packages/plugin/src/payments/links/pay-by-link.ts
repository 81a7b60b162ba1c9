import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { Budgets } from "../../modules/ledger/budgets"
import type { LocalText } from "../../toolkit/text"
import { contextOf, type PaymentContext } from "../context"
import { startUrl } from "../method-account"
import { moneyOfOrder } from "../order-money"
import { payInTurn } from "../pay-in-turn"
import { queryAttempt } from "../queries/query"
import { orderOfCart, payableCartOf } from "./payable-cart"
import { type Owed, type Payable, type Payee, payableOrderOf } from "./payable-order"

const WINDOW_MINUTES = 10
const SESSIONS = 10
const ASK_ABOUT = 3

export type ByLink =
  | { readonly kind: "start"; readonly url: string }
  | { readonly kind: "too many" }
  | { readonly kind: "changed"; readonly payable: Payable | null }

/** What a buyer chose on the page. */
export interface Chosen {
  readonly providerId: string
  /** What the page asked; null where nobody says. */
  readonly amount: string | null
}

/** What is left to pay of an order, or of a cart. */
export function payableOf(container: MedusaContainer, subject: string): Promise<Payable | null> {
  return isCart(subject) ? payableCartOf(container, subject) : payableOrderOf(container, subject)
}

function isCart(subject: string): boolean {
  return subject.startsWith("cart_")
}

/**
 * Opens a session for what is left of an order or a cart, by the chosen method, and says where paying starts. One at a time for each,
 * and only after the gateways were asked about what a buyer may just be paying in another tab. Nobody is sent to pay another amount
 * than the page had asked.
 */
export async function payByLink(
  container: MedusaContainer,
  link: string,
  { providerId, amount }: Chosen,
  locale: keyof LocalText,
): Promise<ByLink> {
  const context = contextOf(container)
  const subject = (await orderOfCart(context, link)) ?? link
  return payInTurn(context, subject, async () => {
    await askAboutOthers(container, context, subject)
    const payable = await payableOf(container, subject)
    const place = payable?.kind === "owed" ? payable.providerIds.indexOf(providerId) : -1
    const account = payable?.kind === "owed" ? payable.methods[place] : undefined
    if (payable?.kind !== "owed" || !account) return { kind: "changed", payable }
    if (amount !== null && amount !== String(payable.amount)) return { kind: "changed", payable }
    const session = await sessionFor(container, context, payable, providerId, locale)
    return session ? { kind: "start", url: startUrl(account.shop, session) } : { kind: "too many" }
  })
}

/** Who left for a gateway may have paid there; a number in the buyer's hand is asked about, too. */
async function askAboutOthers(container: MedusaContainer, context: PaymentContext, subject: string): Promise<void> {
  const collection = isCart(subject) ? await collectionOfCart(context, subject) : null
  const { attempts } = collection
    ? { attempts: await context.ledger.attemptsOfCollections([collection]) }
    : await moneyOfOrder(context, subject)
  const open = attempts.filter(({ state }) => state === "started" || state === "issued").slice(-ASK_ABOUT)
  for (const attempt of open) await queryAttempt(container, context, attempt, "start")
}

/** The order's session, where it is the one that is wanted; else a new one in its place. Null when there were too many. */
async function sessionFor(
  container: MedusaContainer,
  context: PaymentContext,
  payable: Owed & { readonly order: Payee },
  providerId: string,
  locale: keyof LocalText,
): Promise<string | null> {
  const engine = container.resolve(Modules.WORKFLOW_ENGINE)
  const collectionId = await collectionFor(container, context, payable.order.id)
  const open = await openSession(context, collectionId, providerId, payable.amount)
  if (open) return open
  if (!(await new Budgets(context.db, WINDOW_MINUTES).take(`payment link ${payable.order.id}`, SESSIONS))) return null
  const input = { payment_collection_id: collectionId, provider_id: providerId, data: { locale } }
  const created = await engine.run("create-payment-sessions", { input })
  return (created.result as { readonly id: string }).id
}

/** Of an order, Medusa brings it up to date with what is left. */
async function collectionFor(container: MedusaContainer, context: PaymentContext, subject: string): Promise<string> {
  const engine = container.resolve(Modules.WORKFLOW_ENGINE)
  const known = isCart(subject) ? await collectionOfCart(context, subject) : null
  if (known) return known
  const { result } = isCart(subject)
    ? await engine.run("create-payment-collection-for-cart", { input: { cart_id: subject } })
    : await engine.run("create-or-update-order-payment-collection", { input: { order_id: subject } })
  const [collection] = [result].flat() as { readonly id: string }[]
  if (!collection) throw new Error(`Medusa made no payment collection for ${subject}.`)
  return collection.id
}

async function collectionOfCart({ db }: PaymentContext, cart_id: string): Promise<string | null> {
  const link = await db("cart_payment_collection").where({ cart_id }).whereNull("deleted_at").first()
  return link?.payment_collection_id ?? null
}

async function openSession(
  { db, ledger }: PaymentContext,
  collectionId: string,
  providerId: string,
  amount: number,
): Promise<string | null> {
  const wanted = { payment_collection_id: collectionId, provider_id: providerId, status: "pending" }
  const [session] = await db("payment_session").where(wanted).whereNull("deleted_at")
  if (!session || Math.abs(Number(session.amount) - amount) >= 1) return null
  const attempts = await ledger.attemptsOf(session.id)
  return attempts.some(({ state }) => state === "issued") ? null : session.id
}
