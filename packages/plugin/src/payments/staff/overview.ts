import type { MedusaContainer } from "@medusajs/framework/types"
import { sumsOf } from "../../modules/ledger/sums"
import { contextOf } from "../context"
import { type AttemptWishes, filterOf } from "./search"
import type { Overview } from "./views"

const DAYS = 30
const DAY_MS = 86_400_000

/** What came in of all that the list is narrowed to; of the last thirty days, where nobody says since when. */
export async function overviewOf(container: MedusaContainer, wishes: AttemptWishes, now: Date): Promise<Overview> {
  const from = wishes.from ?? new Date(now.getTime() - DAYS * DAY_MS)
  const sums = await sumsOf(contextOf(container).db, await filterOf(container, { ...wishes, from }))
  const ended = sums.paid + sums.unpaid
  return {
    ...sums,
    net: sums.gross - sums.refunded,
    success_rate: ended > 0 ? sums.paid / ended : null,
    from,
    days: wishes.from ? null : DAYS,
  }
}
