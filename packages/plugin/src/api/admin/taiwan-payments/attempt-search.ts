import type { MedusaContainer } from "@medusajs/framework/types"
import type { AttemptFilter, Search } from "../../../modules/ledger/reader"
import { sessionsOfOrder } from "../../../payments/staff/medusa-sides"
import { readerOf, viewsOf } from "../../../payments/staff/situation"
import type { AttemptsQuery } from "./requests"
import type { AttemptsAnswer } from "./views"

export async function searchAttempts(container: MedusaContainer, asked: AttemptsQuery): Promise<AttemptsAnswer> {
  const { limit, offset } = asked
  const filter = await filterOf(container, asked)
  const { rows, count } = await readerOf(container).attempts(filter, { limit, offset })
  return { attempts: await viewsOf(container, rows), count, limit, offset }
}

async function filterOf(container: MedusaContainer, asked: AttemptsQuery): Promise<AttemptFilter> {
  const { order_id: id, session_id: sessionId, state, q } = asked
  return {
    sessionId,
    states: state === undefined ? undefined : [state].flat(),
    order: id ? { id, sessionIds: await sessionsOfOrder(container, { id }) } : undefined,
    search: q ? await searchOf(container, q) : undefined,
  }
}

/** `#12` and `12` may be the number of an order. */
async function searchOf(container: MedusaContainer, text: string): Promise<Search> {
  const number = /^#?(\d{1,9})$/.exec(text)?.[1]
  const sessionIds = number ? await sessionsOfOrder(container, { display_id: Number(number) }) : []
  return { text, sessionIds }
}
