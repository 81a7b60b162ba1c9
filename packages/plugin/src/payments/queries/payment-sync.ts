import type { MedusaContainer } from "@medusajs/framework/types"
import type { Attempt } from "../../modules/ledger/records"
import { describeError } from "../../toolkit/payment-error"
import { besideEachOther, byAccount } from "../beside-each-other"
import { contextOf } from "../context"
import { deferQuery, whenToLookAgain } from "./limits"
import { queryAttempt } from "./query"

const OF_EACH_ACCOUNT = 100

/**
 * Asks about attempts that went quiet: the buyer who closed the window, the notice that a firewall ate. What was learned
 * is handed to `follow`.
 */
export async function syncPayments(container: MedusaContainer, follow: (updated: Attempt) => void): Promise<void> {
  const context = contextOf(container)
  const due = await context.ledger.due.forQuery(new Date(), OF_EACH_ACCOUNT)
  const ask = async (attempt: Attempt) => {
    follow((await queryAttempt(container, context, attempt, "sync")).attempt)
  }
  const askOrPutOff = (attempt: Attempt) =>
    ask(attempt).catch(async (error) => {
      context.logger.warn(`Taiwan payments could not ask about ${attempt.trade_no}: ${describeError(error)}`)
      await deferQuery(context, attempt, whenToLookAgain(attempt))
    })
  await besideEachOther(byAccount(due, askOrPutOff))
}
