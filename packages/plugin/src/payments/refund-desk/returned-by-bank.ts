import type { MedusaContainer } from "@medusajs/framework/types"
import type { Actor } from "../../modules/ledger/records"
import { NO_ACCOUNT } from "../../modules/ledger/refund-desk/refund-requests"
import type { RefundRequest } from "../../modules/ledger/refund-desk/request-records"
import { PaymentError } from "../../toolkit/payment-error"
import type { LocalText } from "../../toolkit/text"
import { contextOf } from "../context"
import { askAgain, deskReaderOf, nextEnd } from "./begin-request"
import { bookedAs } from "./book-refund"
import { refuseSecond, requestIn } from "./who-moved-it"

const UNSENT = { given_by: null, given_at: null, approved_by: null, batch_id: null, line: null, problem: null } as const

/**
 * The bank sent the money back: the buyer is asked for another account. What was booked by then stays booked, once: the money is owed
 * until it is sent again, which books nothing.
 */
export async function returnedByBank(
  container: MedusaContainer,
  id: string,
  reason: string,
  actor: Actor,
): Promise<RefundRequest> {
  const request = await requestIn(container, id, ["sent", "done"])
  if (request.state === "sent") await refuseWhileBooking(container, request)
  const link_expires_at = nextEnd(container, request)
  const booked_as = await refundOf(container, request)
  const change = { ...NO_ACCOUNT, ...UNSENT, state: "returned", ended_at: null, link_expires_at, booked_as } as const
  const step = { kind: "returned", note: reason } as const
  const alarm = booked_as === null ? {} : { alarm: owedAgain(request, reason) }
  return (await askAgain(container, request, actor, { change, step, ...alarm })) ?? refuseSecond(container, id)
}

/** An older server, beside this one while it is replaced, books a request without writing as what. */
async function refundOf(container: MedusaContainer, request: RefundRequest): Promise<string | null> {
  if (request.booked_as !== null || request.state !== "done" || !request.batch_id) return request.booked_as
  const batch = await deskReaderOf(container).batch(request.batch_id)
  return batch ? bookedAs(contextOf(container).ledger, request, batch) : null
}

function owedAgain({ id, amount }: RefundRequest, reason: string): LocalText {
  return {
    en: `The bank sent back the ${amount} TWD of refund request ${id}, which the books have as given back: ${reason}`,
    "zh-TW": `銀行退回退款申請 ${id} 的 ${amount} 元，帳上已記為退款：${reason}`,
  }
}

/** What the bank is said to have carried out is about to be booked, and comes back after that. */
async function refuseWhileBooking(container: MedusaContainer, { batch_id, problem }: RefundRequest): Promise<void> {
  const batch = batch_id && (await deskReaderOf(container).batch(batch_id))
  if (!batch || batch.reference === null) return
  const why = problem ? ` ${problem}` : ""
  const zh = `檔案 ${batch.number} 已標記為完成，這筆退款正在入帳，請於入帳後再登記銀行退回${problem ? `：${problem}` : ""}`
  const en = `File ${batch.number} is marked as done, and this refund is not booked yet: mark it as returned once it is.${why}`
  throw new PaymentError("refused", { en, "zh-TW": `${zh}。` })
}
