import { setTimeout as sleep } from "node:timers/promises"
import type { MedusaNextFunction, MedusaRequest, MedusaResponse, MiddlewareRoute } from "@medusajs/framework/http"
import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { contextOf, type PaymentContext } from "../../payments/context"
import { collectionsOf } from "../../payments/medusa/order-rows"
import { PATIENCE_MS } from "../../payments/patience"
import { keysOfCollection, keysOfOrder, underKeys } from "../../payments/pay-in-turn"
import { inMedusaTerms } from "../../payments/provider/medusa-terms"

type Asked = Pick<MedusaRequest, "scope" | "params"> & { readonly body?: unknown }
/** A response, of which only the end matters. */
type Ending = Pick<MedusaResponse, "end">

/** Whose money is moved: who works on it goes by these keys, and it is ours where a session or a collection has attempts. */
interface Money {
  readonly sessions: readonly string[]
  readonly keys: readonly string[]
  readonly collections: readonly string[]
}

/**
 * What staff do in Medusa's own pages to the money of an order, and buyers who return goods or take an order over, is done in turn with
 * the shop itself, and with each other. Medusa's workflows look, and then write (2.21.2): two captures in the same second stood in the
 * order's books twice; of two refunds, the first that ended wrote the other one, too, with its own amount; a card that was captured while
 * its order was cancelled went back to nobody; and who changes an order sums its transactions up without the one that is being written.
 * Where no payment is ours, they pass.
 */
function inTurn(
  moneyOf: (context: PaymentContext, id: string) => Promise<Money | null>,
  idOf: (request: Asked) => unknown = ({ params }) => params.id,
) {
  return (request: Asked, response: Ending, next: MedusaNextFunction): void => {
    inMedusaTerms(() => pass(moneyOf, idOf(request), request, response, next)).catch(next)
  }
}

async function pass(
  moneyOf: (context: PaymentContext, id: string) => Promise<Money | null>,
  id: unknown,
  { scope }: Asked,
  response: Ending,
  next: MedusaNextFunction,
): Promise<void> {
  const context = contextOf(scope)
  const money = typeof id === "string" && id ? await moneyOf(context, id) : null
  if (!money || !(await isOurs(context, money))) return next()
  await underKeys(context, [...money.sessions, ...money.keys], async () => {
    const answered = whenAnswered(response)
    next()
    // A route that hangs keeps the others no longer than this.
    await Promise.race([answered, sleep(PATIENCE_MS, undefined, { ref: false })])
  })
}

/** When Medusa has done what was asked, also for somebody who does not wait for its answer any more. */
function whenAnswered(response: Ending): Promise<void> {
  return new Promise((resolve) => {
    const apply: ProxyHandler<Ending["end"]>["apply"] = (end, self, given) => {
      resolve()
      return Reflect.apply(end, self, given)
    }
    response.end = new Proxy(response.end, { apply })
  })
}

async function isOurs({ ledger }: PaymentContext, { sessions, collections }: Money): Promise<boolean> {
  return sessions.length > 0 || (await ledger.attemptsOfCollections(collections)).length > 0
}

/** By the session of the attempt, too, under which the shop captures what it has applied. */
async function moneyOfPayment({ db, ledger }: PaymentContext, id: string): Promise<Money | null> {
  const payment = await db("payment").where({ id }).first("payment_session_id", "payment_collection_id")
  if (!payment) return null
  const attempts = await ledger.attemptsOf(payment.payment_session_id)
  const sessions = [...new Set(attempts.map(({ session_id }) => `session ${session_id}`))].sort()
  return { ...(await moneyOfCollection(db, payment.payment_collection_id)), sessions }
}

async function moneyOfCollection(db: Knex, id: string): Promise<Money> {
  const { keys, orderIds } = await keysOfCollection(db, id)
  const others = await Promise.all(orderIds.map((orderId) => collectionsOf(db, orderId)))
  return { sessions: [], keys, collections: [id, ...others.flat()] }
}

async function moneyOfOrder({ db }: PaymentContext, id: string): Promise<Money> {
  return { sessions: [], keys: await keysOfOrder(db, id), collections: await collectionsOf(db, id) }
}

/** What changes an order is named by the id of its own row. */
function moneyOfChange(table: "return" | "order_exchange" | "order_claim") {
  return async (context: PaymentContext, id: string): Promise<Money | null> => {
    const row = await context.db(table).where({ id }).first("order_id")
    return row ? moneyOfOrder(context, row.order_id) : null
  }
}

/** Of a payment that staff capture, or give back. */
export const paymentInTurn = inTurn(moneyOfPayment)
/** Of a payment collection that they mark as paid. */
export const collectionInTurn = inTurn(({ db }, id) => moneyOfCollection(db, id))
/** Of an order that they cancel, send or change. */
export const orderInTurn = inTurn(moneyOfOrder)
export const returnInTurn = inTurn(moneyOfChange("return"))
/** Of an order whose goods its buyer returns, named in what is sent. */
export const ownReturnInTurn = inTurn(moneyOfOrder, ({ body }) => (body as { order_id?: unknown } | null)?.order_id)
const exchangeInTurn = inTurn(moneyOfChange("order_exchange"))
const claimInTurn = inTurn(moneyOfChange("order_claim"))

const ROUTES = [
  [paymentInTurn, ["/admin/payments/:id/capture", "/admin/payments/:id/refund"]],
  [collectionInTurn, ["/admin/payment-collections/:id/mark-as-paid"]],
  [orderInTurn, ["/admin/orders/:id/cancel", "/admin/orders/:id/credit-lines", "/admin/orders/:id/fulfillments*"]],
  [orderInTurn, ["/admin/orders/:id/payment-sessions/authorize", "/admin/order-edits/:id/confirm"]],
  [orderInTurn, ["/admin/draft-orders/:id/convert-to-order", "/admin/draft-orders/:id/edit/confirm"]],
  [orderInTurn, ["/admin/orders/:id/transfer*", "/store/orders/:id/transfer*"]],
  [ownReturnInTurn, ["/store/returns"]],
  [returnInTurn, ["/admin/returns/:id/request", "/admin/returns/:id/receive/confirm", "/admin/returns/:id/cancel"]],
  [exchangeInTurn, ["/admin/exchanges/:id/request", "/admin/exchanges/:id/cancel"]],
  [claimInTurn, ["/admin/claims/:id/request", "/admin/claims/:id/cancel"]],
] as const

export const moneyInTurn: MiddlewareRoute[] = ROUTES.flatMap(([middleware, matchers]) =>
  matchers.map((matcher) => ({ matcher, methods: ["POST"], middlewares: [middleware] })),
)
