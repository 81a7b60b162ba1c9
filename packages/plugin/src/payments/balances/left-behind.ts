import { isPaid } from "../../modules/ledger/advance"
import { LedgerReader } from "../../modules/ledger/reader"
import type { AlarmKind, Attempt } from "../../modules/ledger/records"
import { alarmAbout, type PaymentContext, raiseAlarm } from "../context"
import { paymentSide } from "../medusa/operation-rows"
import { collectionsOf } from "../medusa/order-rows"

const MINUTES = 5
const TOLD: readonly AlarmKind[] = ["canceled_order", "not_refunded", "not_released"]

/** An order was cancelled: its payments are looked at again once what was asked of their gateways must be written down. */
export async function lookAtCanceled({ db }: PaymentContext, orderId: string): Promise<void> {
  const paid = db("taiwan_payment_attempt").whereIn("state", ["authorized", "captured"])
  await paid
    .whereIn("payment_collection_id", await collectionsOf(db, orderId))
    .update({ balance_check_at: db.raw("now() + make_interval(mins => ?)", [MINUTES]) })
}

/**
 * Tells of money that lies with a cancelled order and that nobody was ever asked to give back: its provider is gone, so that Medusa
 * could ask nobody, or the money came while Medusa was cancelling.
 */
export async function tellLeftBehind(context: PaymentContext, attempt: Attempt): Promise<void> {
  const side = isPaid(attempt) ? await paymentSide(context.db, attempt) : null
  if (!side?.order_canceled || side.order_id === null) return
  // Medusa cancels the payment with its order. A card that was captured in that very moment is not released by it.
  if (side.payment_canceled && attempt.state === "authorized") return
  if ((await isBeingMoved(context, attempt)) || (await isToldSince(context, attempt, side.order_id))) return
  const amount = await leftOf(context, attempt)
  if (amount < 1) return
  const kind = attempt.state === "authorized" ? "not_released" : "not_refunded"
  const detail = {
    en: `Order ${side.order_id} is cancelled, and ${amount} TWD of trade ${attempt.trade_no} are still at the gateway, which nobody has asked to give them back.`,
    "zh-TW": `訂單 ${side.order_id} 已取消，交易 ${attempt.trade_no} 的 ${amount} 元仍在金流服務商，尚未有人申請退回。`,
  }
  await raiseAlarm(context, alarmAbout(attempt, kind, detail, { amount, order_id: side.order_id }))
}

/** What is under way, or is tried again, is told of by itself. */
async function isBeingMoved({ db }: PaymentContext, { id }: Attempt): Promise<boolean> {
  const moves = db("taiwan_payment_operation").where({ attempt_id: id }).whereIn("kind", ["refund", "void"])
  const open = moves.where((each) => each.whereNotNull("check_at").orWhereIn("state", ["started", "unknown", "queued"]))
  return (await open.first("id")) !== undefined
}

async function isToldSince({ db }: PaymentContext, { id }: Attempt, orderId: string): Promise<boolean> {
  const canceled = await db("order").where({ id: orderId }).first("canceled_at")
  const alarms = (await new LedgerReader(db).alarmsOf([id])).filter(({ kind }) => TOLD.includes(kind))
  return alarms.some(({ resolved_at, created_at }) => resolved_at === null || created_at > canceled?.canceled_at)
}

/** Not what refund requests ask for. */
async function leftOf({ ledger }: PaymentContext, { id, state, amount }: Attempt): Promise<number> {
  return state === "authorized" ? amount : ledger.refundRequests.left(id)
}
