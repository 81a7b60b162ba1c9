import type { MedusaContainer } from "@medusajs/framework/types"
import type { Actor } from "../../modules/ledger/records"
import { type Compared, checkBalance } from "../balances/check-balance"
import { IN_BOOKS } from "../operations/by-hand"
import { refused } from "../operations/refusals"
import { contextBy } from "./actor"
import { type ManualRefund, recordManualRefund } from "./manual-refund"
import { providerIsGone, type Situation, situationOf } from "./situation"

/**
 * Takes over what the gateway gave back by itself, in its back office or to a bank: into the ledger, and into Medusa where it
 * has a payment for the money. The gateway's books are asked anew, and no money is moved.
 * @throws PaymentError `refused` where both books agree by now, or the gateway does not tell
 */
export async function bookDifference(container: MedusaContainer, attemptId: string, actor: Actor): Promise<void> {
  const context = contextBy(container, actor)
  const situation = await situationOf(container, attemptId)
  const { methodAccount, attempt } = situation
  if (!methodAccount) throw providerIsGone()
  const toBook = begunBefore(situation) ?? toBookOf(await checkBalance(context, methodAccount, attempt))
  await recordManualRefund(container, attemptId, toBook, actor)
  await context.ledger.resolveAlarms(attemptId, `booked ${toBook.amount} TWD`, "refunded_elsewhere")
}

/** Written down before, when Medusa could not follow. */
function begunBefore({ operations }: Situation): ManualRefund | undefined {
  const begun = operations.find(({ state, reference }) => state === "recorded" && reference?.startsWith(IN_BOOKS))
  return begun && { amount: begun.amount, reference: begun.reference ?? IN_BOOKS }
}

function toBookOf(compared: Compared | null): ManualRefund {
  if (!compared)
    throw refused(
      "The gateway does not tell now what is left of this payment: try again later.",
      "金流目前沒有回覆這筆付款的餘額，請稍後再試。",
    )
  const { kept, difference } = compared
  if (difference > 0) return { amount: difference, reference: `${IN_BOOKS} ${kept} TWD` }
  if (difference === 0)
    throw refused(
      "There is nothing to book: the gateway says the same as this page by now.",
      "沒有可入帳的差額：金流的金額已與本頁一致。",
    )
  throw refused(
    `There is nothing to book: the gateway still has ${-difference} TWD more than this page says.`,
    `沒有可入帳的差額：金流的金額仍比本頁多 NT$${-difference}。`,
  )
}
