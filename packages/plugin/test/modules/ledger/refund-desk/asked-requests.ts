import type { Attempt } from "../../../../src/modules/ledger/records"
import { RefundRequestReader } from "../../../../src/modules/ledger/refund-desk/refund-request-reader"
import { RefundRequests } from "../../../../src/modules/ledger/refund-desk/refund-requests"
import type { NewRefundRequest, RefundRequest } from "../../../../src/modules/ledger/refund-desk/request-records"
import { twd } from "../../../../src/toolkit/twd"
import { newAttempt, newId, type Shop } from "../../../shop-database"

export const LIN = { id: "user_lin", name: "Lin" }

/** Refund requests in the tables of a test's shop, as Lin writes them. */
export function requestsIn(place: { readonly shop: Shop }) {
  const requests = () => new RefundRequests(place.shop.db, LIN)
  const reader = () => new RefundRequestReader(place.shop.db)
  const rows = () => place.shop.db("taiwan_payment_refund_request")

  /** A payment of 1000 TWD that was captured. */
  async function captured(): Promise<Attempt> {
    const { ledger } = place.shop.context
    const opened = await ledger.open(newAttempt())
    return (await ledger.change(opened, { state: "captured", captured_amount: twd(1000) })) ?? opened
  }

  function asking(attempt: Pick<Attempt, "id">, amount: number, more: Partial<NewRefundRequest> = {}) {
    const nobody = { order_id: null, cart_id: null, cause: null, reason: null, requested_by: null }
    const link_expires_at = new Date("2027-01-01T00:00:00Z")
    return { id: newId("tpr"), attempt_id: attempt.id, amount, ...nobody, link_expires_at, ...more }
  }

  async function begun(amount: number, change: Partial<RefundRequest> = {}, of?: Attempt): Promise<RefundRequest> {
    const request = await requests().begin(asking(of ?? (await captured()), amount))
    if (!request) throw new Error("There is enough left.")
    if (Object.keys(change).length > 0) await rows().where({ id: request.id }).update(change)
    return (await reader().request(request.id)) ?? request
  }

  return { requests, reader, rows, captured, asking, begun }
}
