import type { MedusaContainer } from "@medusajs/framework/types"
import type { AttemptFilter, OrderPayments, Refunds, Search } from "../../modules/ledger/attempt-search"
import type { Listed, Slice } from "../../modules/ledger/reader"
import type { AttemptState } from "../../modules/ledger/records"
import { contextOf } from "../context"
import { collectionsOfBuyer } from "../medusa/buyer-search"
import { viewsOf } from "./attempt-views"
import { paymentsOfOrder } from "./medusa-sides"
import { readerOf } from "./situation"
import type { AttemptView } from "./views"

type Some<Value> = Value | readonly Value[]

/** What staff narrow their list by. */
export interface AttemptWishes {
  readonly order_id?: string
  readonly session_id?: string
  readonly state?: Some<AttemptState>
  readonly gateway?: Some<string>
  readonly method?: Some<string>
  readonly merchant?: Some<string>
  readonly environment?: Some<string>
  readonly refunds?: Some<Refunds>
  readonly amount_from?: number
  readonly amount_to?: number
  readonly alarms?: "open"
  readonly from?: Date
  readonly until?: Date
  readonly q?: string
}

/** What staff look for, and in which order. */
export interface WantedAttempts extends AttemptWishes, Omit<Slice, "sorting"> {
  readonly sort?: "created_at" | "-created_at" | "amount" | "-amount"
}

export async function searchAttempts(container: MedusaContainer, wanted: WantedAttempts): Promise<Listed<AttemptView>> {
  const { limit, offset, after, sort = "-created_at" } = wanted
  const by = sort.endsWith("amount") ? "amount" : "created_at"
  const sorting = { by, direction: sort.startsWith("-") ? "desc" : "asc" } as const
  const filter = await filterOf(container, wanted)
  const { rows, count } = await readerOf(container).attempts(filter, { limit, offset, after, sorting })
  return { rows: await viewsOf(container, rows), count }
}

export const listOf = <Value>(wanted: Some<Value> | undefined) =>
  wanted === undefined ? undefined : ([wanted].flat() as Value[])

export async function filterOf(container: MedusaContainer, wanted: AttemptWishes): Promise<AttemptFilter> {
  const { order_id: id, session_id: sessionId, from, until, q } = wanted
  return {
    ...{ sessionId, from, until, alarmed: wanted.alarms === "open" },
    states: listOf(wanted.state),
    gateways: listOf(wanted.gateway),
    methods: listOf(wanted.method),
    merchants: listOf(wanted.merchant),
    environments: listOf(wanted.environment),
    refunds: listOf(wanted.refunds),
    amountFrom: wanted.amount_from,
    amountTo: wanted.amount_to,
    order: id ? { id, ...(await paymentsOfOrder(container, { id })) } : undefined,
    search: q ? await searchOf(container, q) : undefined,
  }
}

const NOTHING: OrderPayments = { sessionIds: [], collectionIds: [] }

/** `#12` and `12` may be the number of an order; a name, an address or a telephone number is a buyer's. */
export async function searchOf(container: MedusaContainer, text: string): Promise<Search> {
  const number = /^#?(\d{1,9})$/.exec(text)?.[1]
  const [found, ofBuyer] = await Promise.all([
    number ? paymentsOfOrder(container, { display_id: Number(number) }) : NOTHING,
    collectionsOfBuyer(contextOf(container).db, text),
  ])
  return { text, sessionIds: found.sessionIds, collectionIds: [...found.collectionIds, ...ofBuyer] }
}
