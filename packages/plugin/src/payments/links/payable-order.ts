import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { isPaid } from "../../modules/ledger/advance"
import type { Attempt } from "../../modules/ledger/records"
import type { ShopOptions } from "../../toolkit/contract/gateway"
import { isPaymentError } from "../../toolkit/payment-error"
import { type Twd, toWholeDollars } from "../../toolkit/twd"
import { contextOf, type PaymentContext } from "../context"
import { hasReturn } from "../medusa/money-rows"
import { openChange } from "../medusa/operation-rows"
import { limitsOf, type MethodAccount } from "../method-account"
import { methodAccountsOf } from "../method-accounts"
import { CENT, moneyOfOrder, type OrderMoney, owedOf, refundedOf } from "../order-money"

/** What a link leads to. */
export type Payable = { readonly order: Payee } & (Owed | { readonly kind: NotPayable })

/** An order, or a cart that may become one. */
export interface Payee {
  readonly id: string
  /** The number that people use; none of a cart's. */
  readonly display_id: number | null
  /** What is bought and how it is sent. Quantities and totals as Medusa gives them. */
  readonly items?: readonly ({ readonly title: string; readonly quantity: unknown; readonly total: unknown } | null)[]
  readonly shipping_methods?: readonly ({ readonly name: string; readonly total: unknown } | null)[]
}

/** `draft`: nothing to pay is in it yet, or it is being edited. `ask the shop`: Medusa's books and the ledger do not say the same is left: after money went back, or while a second payment lies here. */
export type NotPayable = "paid" | "canceled" | "draft" | "ask the shop"

export interface Owed {
  readonly kind: "owed"
  readonly amount: Twd
  /** Nothing was paid, of an order or of a draft; a part was; a number is in the buyer's hand; or the same is ordered again. */
  readonly why: "unpaid" | "draft" | "difference" | "awaiting" | "again"
  /** The attempt whose number is awaited, where it brings just what is left. */
  readonly awaited: Attempt | null
  /** Whether the buyer has a number, too, that would bring another amount. */
  readonly hasOtherNumber: boolean
  readonly methods: readonly MethodAccount[]
  readonly providerIds: readonly string[]
}

interface OrderRow extends Payee {
  readonly display_id: number
  readonly status: string
  readonly currency_code: string
  readonly region_id: string | null
  readonly is_draft_order: boolean
  /** Medusa takes what is to come back off the difference, and off the total only once it was received. */
  readonly summary: { readonly pending_difference: number; readonly transaction_total: number }
}

/** Null for an order that is none, or is not in TWD. */
export async function payableOrderOf(container: MedusaContainer, orderId: string): Promise<Payable | null> {
  const context = contextOf(container)
  const order = await orderOf(container, orderId)
  if (order?.currency_code !== "twd") return null
  if (order.status === "canceled") return { order, kind: "canceled" }
  if (order.is_draft_order && (await isUnready(context, order))) return { order, kind: "draft" }
  const money = await moneyOfOrder(context, order.id)
  const left = Number(order.summary.pending_difference)
  const owed = owedOf(money, left + Number(order.summary.transaction_total))
  if (owed < CENT)
    return { order, kind: (await isSettled(context, order, money, { left, owed })) ? "paid" : "ask the shop" }
  if (Math.abs(owed - left) > CENT) return { order, kind: "ask the shop" }
  const offered = await offeredFor(container, order, owed)
  const [first] = offered.values()
  const amount = first ? wholeDollars(owed, first.shop) : null
  if (amount === null) return { order, kind: "ask the shop" }
  return {
    ...{ order, kind: "owed", amount, ...reasonOf(order, money, owed) },
    ...{ methods: [...offered.values()], providerIds: [...offered.keys()] },
  }
}

/** What an edit makes of a draft is asked once it is confirmed. */
async function isUnready({ db }: PaymentContext, { id, summary }: OrderRow): Promise<boolean> {
  const total = Number(summary.pending_difference) + Number(summary.transaction_total)
  return total < CENT || (await openChange(db, id)) !== undefined
}

/** Null for cents that the shop does not round. */
export function wholeDollars(owed: number, { rounding }: Pick<ShopOptions, "rounding">): Twd | null {
  try {
    return toWholeDollars(owed, rounding)
  } catch (error) {
    if (isPaymentError(error)) return null
    throw error
  }
}

/**
 * Whether nothing is to be paid although Medusa may still say so: the money is on its way, is only reserved, or went back as a gift.
 * What went back for things that came back is none, and neither is money that no order could take.
 */
async function isSettled(
  { db }: PaymentContext,
  { id }: Payee,
  money: OrderMoney,
  { left, owed }: { readonly left: number; readonly owed: number },
): Promise<boolean> {
  if (left < CENT) return true
  if (money.attempts.some((attempt) => isPaid(attempt) && attempt.unmatched !== null)) return false
  if (owed + refundedOf(money) < CENT) return true
  return owed > -CENT && !(await hasReturn(db, id))
}

function reasonOf(
  { is_draft_order: isDraft }: OrderRow,
  { attempts, payments }: OrderMoney,
  owed: number,
): Pick<Owed, "why" | "awaited" | "hasOtherNumber"> {
  const numbers = attempts.filter(({ state }) => state === "issued")
  const wanted = numbers.filter(({ session_amount }) => Math.abs(Number(session_amount) - owed) < CENT)
  const awaited = wanted.at(-1) ?? null
  const isPartPaid = attempts.some(isPaid) || payments.some(({ isCanceled }) => !isCanceled)
  const why = awaited ? "awaiting" : isPartPaid ? "difference" : isDraft ? "draft" : "unpaid"
  return { why, awaited, hasOtherNumber: numbers.length > wanted.length }
}

/** The region's methods that take this amount. Those that begin in the shop's own page cannot begin here. */
export async function offeredFor(
  container: MedusaContainer,
  { region_id }: Pick<OrderRow, "region_id">,
  owed: number,
): Promise<Map<string, MethodAccount>> {
  const enabled = await providersIn(container, region_id)
  const accounts = [...(await methodAccountsOf(container))]
  const offered = accounts.filter(([id, account]) => enabled.has(id) && takes(account, owed))
  return new Map(offered.sort(([, one], [, other]) => placeOf(one) - placeOf(other)))
}

/** Within its gateway, as the gateway lists its methods: cards come first. */
function placeOf({ gateway, method }: MethodAccount): number {
  return gateway.methods.findIndex(({ id }) => id === method.id)
}

function takes(methodAccount: MethodAccount, owed: number): boolean {
  const { min, max } = limitsOf(methodAccount)
  return methodAccount.account.start.kind !== "token" && owed >= min && owed <= max
}

async function providersIn(container: MedusaContainer, regionId: string | null): Promise<ReadonlySet<string>> {
  if (regionId === null) return new Set()
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const question = { entity: "region", fields: ["payment_providers.id"], filters: { id: regionId } }
  const [region] = (await query.graph(question)).data as { payment_providers?: ({ id: string } | null)[] }[]
  return new Set((region?.payment_providers ?? []).flatMap((provider) => provider?.id ?? []))
}

async function orderOf(container: MedusaContainer, id: string): Promise<OrderRow | null> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({ entity: "order", fields: ORDER_FIELDS, filters: { id } })
  return (data[0] as OrderRow | undefined) ?? null
}

// Medusa computes the items' totals with the order's own.
const ORDER_FIELDS = [
  ...["id", "display_id", "status", "currency_code", "region_id", "is_draft_order", "summary", "total"],
  ...["items.title", "items.quantity", "items.total", "shipping_methods.name", "shipping_methods.total"],
]
