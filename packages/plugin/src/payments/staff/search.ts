import type { MedusaContainer } from "@medusajs/framework/types"
import type { AttemptFilter, OrderPayments, Search } from "../../modules/ledger/attempt-search"
import type { Listed, Slice } from "../../modules/ledger/reader"
import type { AttemptState } from "../../modules/ledger/records"
import { contextOf } from "../context"
import { collectionsOfBuyer } from "../medusa/buyer-search"
import { viewsOf } from "./attempt-views"
import { paymentsOfOrder } from "./medusa-sides"
import { readerOf } from "./situation"
import type { AttemptView } from "./views"

/** What staff look for. */
export interface WantedAttempts extends Slice {
  readonly order_id?: string
  readonly session_id?: string
  readonly state?: AttemptState | readonly AttemptState[]
  readonly q?: string
}

export async function searchAttempts(container: MedusaContainer, wanted: WantedAttempts): Promise<Listed<AttemptView>> {
  const filter = await filterOf(container, wanted)
  const { rows, count } = await readerOf(container).attempts(filter, wanted)
  return { rows: await viewsOf(container, rows), count }
}

async function filterOf(container: MedusaContainer, wanted: WantedAttempts): Promise<AttemptFilter> {
  const { order_id: id, session_id: sessionId, state, q } = wanted
  return {
    sessionId,
    states: state === undefined ? undefined : [state].flat(),
    order: id ? { id, ...(await paymentsOfOrder(container, { id })) } : undefined,
    search: q ? await searchOf(container, q) : undefined,
  }
}

const NOTHING: OrderPayments = { sessionIds: [], collectionIds: [] }

/** `#12` and `12` may be the number of an order; a name, an address or a telephone number is a buyer's. */
async function searchOf(container: MedusaContainer, text: string): Promise<Search> {
  const number = /^#?(\d{1,9})$/.exec(text)?.[1]
  const [found, ofBuyer] = await Promise.all([
    number ? paymentsOfOrder(container, { display_id: Number(number) }) : NOTHING,
    collectionsOfBuyer(contextOf(container).db, text),
  ])
  return { text, sessionIds: found.sessionIds, collectionIds: [...found.collectionIds, ...ofBuyer] }
}
