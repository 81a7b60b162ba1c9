import type { MedusaContainer } from "@medusajs/framework/types"
import type { Unmade } from "../../modules/ledger/refund-desk/refund-request-reader"
import { describeError } from "../../toolkit/payment-error"
import { contextOf } from "../context"
import { type MethodAccount, methodOf } from "../method-account"
import { methodAccountsOf } from "../method-accounts"
import { PATIENCE_MS, patiently } from "../patience"
import { refundDeskOf } from "../refund-desk-options"
import { Resting } from "../resting"
import { deskReaderOf, requestUnmade } from "./begin-request"
import { bookRefund } from "./book-refund"
import { sealUnderFirstKey } from "./seal-anew"

/** Of one run of the job. */
const AT_ONCE = 100
/** Most of them are none of the desk's, which is seen at once. */
const LOOKED_AT = 1000

/** Operations of which no request could be begun, and requests that could not be booked, each by its id. */
const undone = new Resting(3_600_000)

/**
 * What the desk does without anybody asking: cancelled orders whose refund no API could make arrive, refunds that the bank has made
 * are booked to their end, accounts that are needed no more are erased, and the others are sealed under the first key.
 */
export async function tendRefundDesk(container: MedusaContainer, patienceMs = PATIENCE_MS): Promise<void> {
  const desk = refundDeskOf(container)
  const context = contextOf(container)
  const { refundRequests } = context.ledger
  if (desk) await takeUpUnmade(container, patienceMs)
  for (const request of await deskReaderOf(container).toBook(AT_ONCE, undone.ids()))
    await tryInTurn(container, request.id, () => bookRefund(container, request), patienceMs)
  await refundRequests.eraseAccounts(desk?.keepDays ?? 0, AT_ONCE)
  if (desk) await sealUnderFirstKey(context, desk.keys)
}

/** One that fails, or whose workflow never returns, keeps no other from its turn. */
async function tryInTurn(
  container: MedusaContainer,
  id: string,
  work: () => Promise<unknown>,
  patienceMs: number,
): Promise<void> {
  try {
    await undone.attempt(id, () => patiently(work(), patienceMs))
  } catch (error) {
    contextOf(container).logger.warn(`Taiwan payments' refund desk could not end ${id} yet: ${describeError(error)}`)
  }
}

async function takeUpUnmade(container: MedusaContainer, patienceMs: number): Promise<void> {
  const resting = new Set(undone.ids())
  const accounts = await methodAccountsOf(container)
  const unmade = await deskReaderOf(container).unmade(LOOKED_AT)
  const due = unmade.filter((each) => hasNoApi(accounts, each) && !resting.has(each.operation_id))
  for (const { attempt_id, operation_id, amount } of due.slice(0, AT_ONCE)) {
    const begin = () => requestUnmade(container, attempt_id, operation_id, amount)
    await tryInTurn(container, operation_id, begin, patienceMs)
  }
}

function hasNoApi(accounts: ReadonlyMap<string, MethodAccount>, { provider_id, method }: Unmade): boolean {
  const methodAccount = accounts.get(provider_id)
  return methodAccount !== undefined && methodOf(methodAccount, method).refund === "manual"
}
