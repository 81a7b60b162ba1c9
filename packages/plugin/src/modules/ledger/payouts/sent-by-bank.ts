import { REFUND_REQUEST } from "../refund-desk/request-records"

/** Whether a refund `o` is the refund desk's, whose reference names its request: the shop's bank sent it, and no gateway. */
export const IS_SENT_BY_BANK = `exists (select from ${REFUND_REQUEST} r where r.attempt_id = o.attempt_id and o.reference like '% (' || r.id || ')')`

/** TWD of an attempt `a` that went back by its gateway, as far as the ledger knows: a statement tells of nothing else. */
export const REFUNDED_BY_GATEWAY = `(a.refunded_amount - coalesce((select sum(o.amount) from taiwan_payment_operation o
  where o.attempt_id = a.id and o.kind = 'refund' and o.state = 'done' and ${IS_SENT_BY_BANK}), 0))::integer`

/**
 * TWD of an attempt `a` for which its bank was never asked: refunds before the closing that had less captured instead (NewebPay). A
 * statement tells of the smaller payment, and of no refund.
 */
export const NEVER_ASKED_FOR = `coalesce((select sum(o.uncaptured) from taiwan_payment_operation o
  where o.attempt_id = a.id and o.kind = 'refund' and o.state = 'done'), 0)::integer`

/** TWD that a statement pays out of attempt `a`, before fees. */
export const CAPTURED_BY_STATEMENT = `(a.captured_amount - ${NEVER_ASKED_FOR})`

/** TWD that a statement takes back of it. */
export const REFUNDED_BY_STATEMENT = `(${REFUNDED_BY_GATEWAY} - ${NEVER_ASKED_FOR})`

/** Whether a gateway owes the payout of attempt `a`: it did not give all of it back, or took back by a statement what it gave back. */
export const IS_OWED_BY_GATEWAY = `(a.captured_amount > ${REFUNDED_BY_GATEWAY} or a.captured_amount > 0 and exists (
  select from taiwan_payment_payout_line back where back.attempt_id = a.id and back.kind = 'refund'))`
