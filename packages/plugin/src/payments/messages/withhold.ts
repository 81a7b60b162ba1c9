import { isPaid } from "../../modules/ledger/advance"
import type { Message, MessageKind } from "../../modules/ledger/messages"
import type { Alarm, Attempt } from "../../modules/ledger/records"
import { REFUND_REQUEST, type RefundRequest } from "../../modules/ledger/refund-desk/request-records"
import type { PaymentContext } from "../context"
import { AGAIN } from "../links/order-again"
import { isOrderedAgain } from "../medusa/addressee"
import { type OrderMoney, orderMoneyOf } from "../order-money"
import { whyNotAwaited, whyNotPayableAgain } from "../still-awaited"
import type { MessageOptions } from "./message-options"

/** All that decides whether a message is still true. */
interface Situation {
  readonly context: PaymentContext
  readonly message: Message
  readonly attempt: Attempt | null
  readonly money: OrderMoney | null
  readonly now: Date
}

type Judge = (situation: Situation) => Promise<string | null> | string | null

const JUDGES: Readonly<Record<MessageKind, Judge>> = {
  voucher_issued: ({ attempt, money, now }) => (attempt ? whyNotAwaited(attempt, money, now) : "no attempt"),
  voucher_expiring: ({ attempt, money, now }) => (attempt ? whyNotAwaited(attempt, money, now) : "no attempt"),
  paid: ({ attempt }) => (attempt && isPaid(attempt) && attempt.unmatched === null ? null : "not paid any more"),
  expired: whyNotToPayAgain,
  refunded: whyNotRefunded,
  refund_account_wanted: whyNoAccountIsWanted,
  alarm: whyNoAlarm,
  digest: () => null,
}

/**
 * Why a message must not go out any more; null while all of it is true. To be called within a transaction: what it looks at is locked
 * until that ends, so that a payment is either seen here or comes after the try was written down.
 */
export async function whyWithheld(
  context: PaymentContext,
  message: Message,
  options: MessageOptions,
): Promise<string | null> {
  if (!isSwitchedOn(message, options)) return "switched off"
  const { attempt, money } = await lockedMoney(context, message)
  if (attempt?.erased_at) return "erased"
  return JUDGES[message.kind]({ context, message, attempt, money, now: await context.ledger.now() })
}

function isSwitchedOn({ kind }: Message, { buyers, staff }: MessageOptions): boolean {
  if (kind === "alarm") return staff?.alarms === true
  if (kind === "digest") return staff?.digest === true
  return buyers.includes(kind)
}

async function lockedMoney(
  context: PaymentContext,
  { attempt_id }: Message,
): Promise<Pick<Situation, "attempt" | "money">> {
  const known = attempt_id ? await context.ledger.attempt(attempt_id) : undefined
  if (!known) return { attempt: null, money: null }
  const beside = context.db("taiwan_payment_attempt").where({ id: known.id })
  if (known.payment_collection_id) {
    const money = await orderMoneyOf(context, known)
    beside.orWhereIn("id", money?.attempts.map(({ id }) => id) ?? [])
  }
  await beside.orderBy("id").forShare().select("id")
  const attempt = (await context.ledger.attempt(known.id)) ?? known
  return { attempt, money: await orderMoneyOf(context, attempt) }
}

async function whyNotToPayAgain({ context, message, attempt, money }: Situation): Promise<string | null> {
  if (!attempt) return "no attempt"
  const why = whyNotPayableAgain(attempt, money, message.data.order_canceled === true)
  if (why !== null || !money?.order) return why
  return (await isOrderedAgain(context.db, money.order.id, AGAIN)) ? "ordered again" : null
}

async function whyNotRefunded({ context, message, attempt }: Situation): Promise<string | null> {
  const refunds = attempt ? await context.ledger.operationsOf(attempt.id, "refund") : []
  const state = refunds.find(({ id }) => id === message.subject.split("#")[0])?.state ?? "unknown"
  if (!["done", "queued", "recorded"].includes(state)) return "not refunded"
  const { refund_request_id: id, refund_batch_id: batch_id } = message.data
  if (typeof id !== "string" || typeof batch_id !== "string") return null
  const sent = await context
    .db<RefundRequest>(REFUND_REQUEST)
    .where({ id, batch_id, state: "done" })
    .forShare()
    .first("id")
  return sent ? null : "returned"
}

/** The buyer may have named it, staff have ended the request or renewed the link, and the money have gone back in another way. */
async function whyNoAccountIsWanted({ context, message, attempt, now }: Situation): Promise<string | null> {
  const [id = "", end] = message.subject.split("#")
  const request = await context.db<RefundRequest>(REFUND_REQUEST).where({ id }).forShare().first()
  if (!request || !attempt) return "no request"
  if (request.state !== "wanted" && request.state !== "returned") return request.state
  if (request.link_expires_at.toISOString() !== end) return "renewed"
  if (request.link_expires_at <= now) return "over"
  const left = attempt.captured_amount - attempt.refunded_amount
  return request.booked_as === null && left < request.amount ? "given back" : null
}

async function whyNoAlarm({ context, message }: Situation): Promise<string | null> {
  const [id] = message.subject.split("#")
  const alarm = await context.db<Alarm>("taiwan_payment_alarm").where({ id }).first()
  return alarm && alarm.resolved_at === null ? null : "resolved"
}
