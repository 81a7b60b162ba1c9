import type { MedusaContainer } from "@medusajs/framework/types"
import type { Attempt } from "../../modules/ledger/records"
import { contextOf } from "../context"
import { methodAccountFor } from "../method-accounts"
import { leaveAlone, queryStatus } from "./query"

const AT_MOST = 50

/**
 * Asks about attempts that went quiet: the buyer who closed the window, the notice that a firewall ate. What was learned
 * is handed to `follow`.
 */
export async function syncPayments(container: MedusaContainer, follow: (updated: Attempt) => void): Promise<void> {
  const context = contextOf(container)
  for (const attempt of await context.ledger.due.forQuery(new Date(), AT_MOST)) {
    const methodAccount = await methodAccountFor(container, attempt)
    const asked = methodAccount ? queryStatus(context, methodAccount, attempt) : leaveAlone(context, attempt)
    follow((await asked).attempt)
  }
}
