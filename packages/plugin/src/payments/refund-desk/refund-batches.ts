import type { MedusaContainer } from "@medusajs/framework/types"
import { MedusaError } from "@medusajs/framework/utils"
import type { Actor } from "../../modules/ledger/records"
import type { RefundBatch, RefundRequest, RefundRequestState } from "../../modules/ledger/refund-desk/request-records"
import { PaymentError } from "../../toolkit/payment-error"
import { contextOf } from "../context"
import { contextBy } from "../staff/actor"
import { bankFile } from "./bank-file"
import { deskReaderOf, requireDesk } from "./begin-request"
import { bookRefund } from "./book-refund"
import { openAccount } from "./sealed-account"
import { changedMeanwhile, endedBefore, refuseSecond } from "./who-moved-it"

/** While staff wait for an answer. */
const BOOKED_AT_ONCE = 20

/** What may go into a file: with a second person's consent only what has it. */
export function readyStates(container: MedusaContainer): readonly RefundRequestState[] {
  return requireDesk(container).secondPerson ? ["approved"] : ["given", "approved"]
}

/**
 * Puts requests in a file for the bank; from then on the buyer cannot change their accounts.
 * @throws PaymentError `refused` when one of them is not ready, or somebody else's file has it already
 */
export async function makeBatch(
  container: MedusaContainer,
  ids: readonly string[],
  actor: Actor,
): Promise<RefundBatch> {
  const { ledger } = contextBy(container, actor)
  const numbered = [...new Set(ids)]
  await refuseUnready(container, numbered)
  const batch = await ledger.refundRequests.batch(numbered, readyStates(container))
  if (batch) return batch
  for (const id of numbered) await refuseUnready(container, [id])
  throw changedMeanwhile()
}

/** Every account has to open, and its money has to be there still. */
async function refuseUnready(container: MedusaContainer, ids: readonly string[]): Promise<void> {
  const { refundRequests } = contextOf(container).ledger
  for (const id of ids) {
    const request = await deskReaderOf(container).request(id)
    if (!request) throw new MedusaError(MedusaError.Types.NOT_FOUND, "There is no such refund request.")
    if (!readyStates(container).includes(request.state)) await refuseUnreadyState(container, request)
    openAccount(requireDesk(container).keys, request)
    const left = await refundRequests.left(request.attempt_id, id)
    if (request.booked_as === null && left < request.amount) throw goneMeanwhile(request, left)
  }
}

async function refuseUnreadyState(container: MedusaContainer, { id, state }: RefundRequest): Promise<never> {
  if (state === "given")
    throw new PaymentError("refused", {
      en: "This refund needs a second person's consent first.",
      "zh-TW": "這筆退款需要另一位同事核准。",
    })
  return refuseSecond(container, id)
}

function goneMeanwhile({ amount }: RefundRequest, left: number): PaymentError {
  const zh = `這筆付款只剩 NT$${left} 可退，少於申請的 NT$${amount}`
  const en = `Only ${left} TWD of this payment are left, less than the ${amount} TWD of the request: cancel it.`
  return new PaymentError("refused", { en, "zh-TW": `${zh}。` })
}

/** The file of a batch with its accounts in the clear; for each of them it is written down first who read it. */
export async function batchFile(
  container: MedusaContainer,
  id: string,
  actor: Actor,
): Promise<{ readonly name: string; readonly text: string }> {
  const batch = await batchIn(container, id)
  const requests = await deskReaderOf(container).linesOf(id)
  const { refundRequests } = contextBy(container, actor).ledger
  for (const request of requests) await refundRequests.tell(request.id, { kind: "shown", note: `file ${batch.number}` })
  const { keys } = requireDesk(container)
  const lines = requests.map((request) => ({ request, account: openAccount(keys, request) }))
  return { name: `refunds-${batch.number}.csv`, text: await bankFile(container, lines) }
}

/**
 * Writes down that the bank has carried a batch out, then books its refunds; what is not booked at once is booked by a job.
 * @throws PaymentError `refused` where that was said before, with who said it
 */
export async function endBatch(
  container: MedusaContainer,
  id: string,
  reference: string,
  actor: Actor,
): Promise<RefundBatch> {
  const batch = await batchIn(container, id)
  const ended = await contextBy(container, actor).ledger.refundRequests.endBatch(id, reference)
  if (!ended) throw endedBefore((await deskReaderOf(container).batch(id)) ?? batch)
  const requests = await deskReaderOf(container).linesOf(id)
  for (const request of requests.slice(0, BOOKED_AT_ONCE)) await bookRefund(container, request)
  return ended
}

async function batchIn(container: MedusaContainer, id: string): Promise<RefundBatch> {
  const batch = await deskReaderOf(container).batch(id)
  if (batch) return batch
  throw new MedusaError(MedusaError.Types.NOT_FOUND, "There is no such file.")
}
