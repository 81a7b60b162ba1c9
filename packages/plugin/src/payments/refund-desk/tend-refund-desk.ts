import type { MedusaContainer } from "@medusajs/framework/types"
import type { Unmade } from "../../modules/ledger/refund-desk/refund-request-reader"
import { describeError } from "../../toolkit/payment-error"
import { contextOf } from "../context"
import { type MethodAccount, methodOf } from "../method-account"
import { methodAccountsOf } from "../method-accounts"
import { refundDeskOf } from "../refund-desk-options"
import { deskReaderOf, requestUnmade } from "./begin-request"
import { bookRefund } from "./book-refund"
import { sealUnderFirstKey } from "./seal-anew"

/** Of one run of the job. */
const AT_ONCE = 100
/** Most of them are none of the desk's, which is seen at once. */
const LOOKED_AT = 1000

/**
 * What the desk does without anybody asking: cancelled orders whose refund no API could make arrive, refunds that the bank has made
 * are booked to their end, accounts that are needed no more are erased, and the others are sealed under the first key.
 */
export async function tendRefundDesk(container: MedusaContainer): Promise<void> {
  const desk = refundDeskOf(container)
  const context = contextOf(container)
  const { refundRequests } = context.ledger
  if (desk) await takeUpUnmade(container)
  for (const request of await deskReaderOf(container).toBook(AT_ONCE)) await bookRefund(container, request)
  await refundRequests.eraseAccounts(desk?.keepDays ?? 0, AT_ONCE)
  if (desk) await sealUnderFirstKey(context, desk.keys)
}

async function takeUpUnmade(container: MedusaContainer): Promise<void> {
  const { logger } = contextOf(container)
  const accounts = await methodAccountsOf(container)
  const unmade = await deskReaderOf(container).unmade(LOOKED_AT)
  for (const { attempt_id, operation_id, amount } of unmade
    .filter((each) => hasNoApi(accounts, each))
    .slice(0, AT_ONCE)) {
    try {
      await requestUnmade(container, attempt_id, operation_id, amount)
    } catch (error) {
      logger.warn(`Taiwan payments could not begin a refund request for ${operation_id} yet: ${describeError(error)}`)
    }
  }
}

function hasNoApi(accounts: ReadonlyMap<string, MethodAccount>, { provider_id, method }: Unmade): boolean {
  const methodAccount = accounts.get(provider_id)
  return methodAccount !== undefined && methodOf(methodAccount, method).refund === "manual"
}
