import type { MedusaContainer } from "@medusajs/framework/types"
import { describeError } from "../../toolkit/payment-error"
import { contextOf } from "../context"
import { refundDeskOf } from "../refund-desk-options"
import { deskReaderOf, requestUnmade } from "./begin-request"
import { bookRefund } from "./book-refund"

/** Of one run of the job. */
const AT_ONCE = 50

/**
 * What the desk does without anybody asking: cancelled orders whose refund no API could make arrive, refunds that the bank has made
 * are booked to their end, and accounts that are needed no more are erased.
 */
export async function tendRefundDesk(container: MedusaContainer): Promise<void> {
  const desk = refundDeskOf(container)
  const { refundRequests } = contextOf(container).ledger
  if (desk) await takeUpUnmade(container)
  for (const request of await deskReaderOf(container).toBook(AT_ONCE)) await bookRefund(container, request)
  await refundRequests.eraseAccounts(desk?.keepDays ?? 0, AT_ONCE)
}

async function takeUpUnmade(container: MedusaContainer): Promise<void> {
  const { logger } = contextOf(container)
  for (const { attempt_id, operation_id, amount } of await deskReaderOf(container).unmade(AT_ONCE)) {
    try {
      await requestUnmade(container, attempt_id, operation_id, amount)
    } catch (error) {
      logger.warn(`Taiwan payments could not begin a refund request for ${operation_id} yet: ${describeError(error)}`)
    }
  }
}
