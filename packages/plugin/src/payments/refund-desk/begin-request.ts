import type { MedusaContainer } from "@medusajs/framework/types"
import { newId } from "../../modules/ledger/ids"
import type { Ledger } from "../../modules/ledger/ledger"
import type { Actor, Attempt, NewAlarm } from "../../modules/ledger/records"
import { RefundRequestReader } from "../../modules/ledger/refund-desk/refund-request-reader"
import type { StepFacts } from "../../modules/ledger/refund-desk/refund-requests"
import type {
  NewRefundRequest,
  RefundRequest,
  RefundRequestChange,
} from "../../modules/ledger/refund-desk/request-records"
import { PaymentError } from "../../toolkit/payment-error"
import type { LocalText } from "../../toolkit/text"
import { alarmAbout, contextOf, deliverEvents, EVENTS, type PaymentContext, tellAlarm, writeAlarm } from "../context"
import { stateAsReason } from "../operation-names"
import { alone } from "../operations/operation"
import { noSuchPayment } from "../operations/refusals"
import { type RefundDeskOptions, refundDeskOf } from "../refund-desk-options"
import { refundRequestOf } from "../staff/actions"
import { contextBy } from "../staff/actor"
import { formOf } from "../staff/pressed-again"
import { type Situation, situationOf } from "../staff/situation"
import { linkEnd, refundLinkOf } from "./request-link"

/** What staff ask for: TWD whole dollars, and why, for colleagues; `seen`: the most that their form showed. */
export interface WantedRefund {
  readonly amount: number
  readonly reason: string | null
  readonly seen?: { readonly up_to: number; readonly form?: string | undefined } | undefined
}

/**
 * Asks the buyer, by an event with a link, for the account that the money goes back to. The same form pressed again, since its answer
 * was lost, finds the request that stands.
 * @throws PaymentError `refused` for more than is left beside what went back or is asked for already
 */
export async function requestRefund(
  container: MedusaContainer,
  attemptId: string,
  { amount, reason, seen }: WantedRefund,
  actor: Actor,
): Promise<RefundRequest> {
  const context = contextBy(container, actor)
  const form = seen && `staff ${attemptId} ${amount} ${formOf(seen)}`
  const { standing } = await pressedBefore(context.ledger, attemptId, form)
  if (standing) return standing
  const situation = await situationOf(container, attemptId)
  refuseWhatHasAnotherWay(situation)
  const begun = await begin(container, context, situation, { amount, reason, cause: null, form, requested_by: actor })
  if (begun) return begun
  throw tooMuch(amount, await context.ledger.refundRequests.left(attemptId))
}

/**
 * The same for a refund that Medusa asks for, by its row: of several of one amount that are pressed while the first is open, the
 * first stands for all.
 */
export async function requestOnce(
  container: MedusaContainer,
  attemptId: string,
  { amount, cause }: { readonly amount: number; readonly cause: string },
  actor: Actor | null,
): Promise<RefundRequest> {
  const context = actor ? contextBy(container, actor) : contextOf(container)
  const standing = await context.ledger.refundRequests.standing(attemptId, amount)
  if (standing) return standing
  const situation = await situationOf(container, attemptId)
  refuseWhatHasAnotherWay(situation)
  const facts = { amount, reason: null, cause, requested_by: actor, isOnce: true }
  const begun = await begin(container, context, situation, facts)
  if (begun) return begun
  throw tooMuch(amount, await context.ledger.refundRequests.left(attemptId))
}

/** The same for a cancelled order of which Medusa took the refund as made: all of it that is still left, once for each cause. */
export async function requestUnmade(
  container: MedusaContainer,
  attemptId: string,
  cause: string,
  amount: number,
): Promise<RefundRequest | null> {
  const context = contextOf(container)
  const situation = await situationOf(container, attemptId)
  const upTo = refundRequestOf(situation)?.up_to ?? 0
  if (upTo < 1) return null
  const facts = { amount: Math.min(amount, upTo), reason: null, cause, requested_by: null }
  return begin(container, context, situation, facts)
}

interface Facts extends Pick<NewRefundRequest, "amount" | "reason" | "cause" | "requested_by"> {
  /** Whether an open request of this amount stands for it. */
  readonly isOnce?: boolean
  /** What a form of staff's was pressed for: once, unless that was cancelled. */
  readonly form?: string | undefined
}

/** What a form has begun already, and the cause of what it begins else. */
async function pressedBefore(
  { refundRequests }: Ledger,
  attemptId: string,
  form: string | undefined,
): Promise<{ readonly standing?: RefundRequest | undefined; readonly cause?: string }> {
  return form === undefined ? {} : refundRequests.ofForm(attemptId, form)
}

async function begin(
  container: MedusaContainer,
  context: PaymentContext,
  { attempt, medusa }: Situation,
  { isOnce, form, ...facts }: Facts,
): Promise<RefundRequest | null> {
  const { linkDays } = requireDesk(container)
  const order_id = medusa.order?.id ?? attempt.order_id
  const cart_id = await cartOf(context, order_id)
  const link_expires_at = linkEnd(linkDays, new Date())
  const request = { id: newId("tpr"), attempt_id: attempt.id, order_id, cart_id, link_expires_at, ...facts }
  const link = await refundLinkOf(container, request)
  const begun = await alone(context, attempt.id, () =>
    context.ledger.together(async (ledger) => {
      const pressed = await pressedBefore(ledger, attempt.id, form)
      const standing =
        pressed.standing ?? (isOnce && (await ledger.refundRequests.standing(attempt.id, request.amount)))
      if (standing) return standing
      const row = await ledger.refundRequests.begin({ ...request, cause: pressed.cause ?? request.cause })
      if (row) await askForAccount(ledger, attempt, row, link)
      return row
    }),
  )
  await deliverEvents(context)
  return begun
}

/** A new link, for which the buyer is asked again; earlier ones open no more. */
export async function renewLink(
  container: MedusaContainer,
  before: RefundRequest,
  actor: Actor,
): Promise<RefundRequest | null> {
  const link_expires_at = nextEnd(container, before)
  return askAgain(container, before, actor, { change: { link_expires_at }, step: { kind: "renewed" } })
}

/** What moves a request to where its buyer is asked. */
interface Asking {
  readonly change: RefundRequestChange
  readonly step: StepFacts
  /** What staff have to know of it. */
  readonly alarm?: LocalText
}

/** Moves a request to where the buyer is asked, with the event that asks, and the alarm; null when it changed meanwhile. */
export async function askAgain(
  container: MedusaContainer,
  before: RefundRequest,
  actor: Actor,
  { change, step, alarm }: Asking,
): Promise<RefundRequest | null> {
  const context = contextBy(container, actor)
  const attempt = await context.ledger.attempt(before.attempt_id)
  if (!attempt) throw noSuchPayment()
  const link = await refundLinkOf(container, { ...before, ...change })
  const asked = await context.ledger.together(async (ledger) => {
    const row = await ledger.refundRequests.change(before, change, step)
    if (!row) return { row, raised: null }
    await askForAccount(ledger, attempt, row, link)
    return { row, raised: alarm ? await writeAlarm(ledger, returnedAlarm(attempt, row, alarm)) : null }
  })
  await tellAlarm(context, asked.raised)
  return asked.row
}

function returnedAlarm(
  attempt: Attempt,
  { id: subject, amount, order_id }: RefundRequest,
  detail: LocalText,
): NewAlarm {
  return alarmAbout(attempt, "refund_returned", detail, { subject, amount, order_id })
}

/** The end of a new link: never that of the link before it, by which the two are told apart. */
export function nextEnd(container: MedusaContainer, { link_expires_at: before }: RefundRequest): Date {
  const end = linkEnd(requireDesk(container).linkDays, new Date())
  return end.getTime() === before.getTime() ? new Date(end.getTime() + 1000) : end
}

/** Written together with what it tells of. The link is the buyer's: whoever has it can name the account. */
async function askForAccount(ledger: Ledger, attempt: Attempt, request: RefundRequest, link: string): Promise<void> {
  await ledger.outbox.add(EVENTS.refundAccountWanted, {
    refund_request_id: request.id,
    attempt_id: attempt.id,
    session_id: attempt.session_id,
    order_id: request.order_id,
    cart_id: request.cart_id,
    amount: request.amount,
    currency_code: "twd",
    refund_link: link,
    expires_at: request.link_expires_at.toISOString(),
  })
}

async function cartOf({ db }: PaymentContext, orderId: string | null): Promise<string | null> {
  const link = orderId && (await db("order_cart").where({ order_id: orderId }).whereNull("deleted_at").first("cart_id"))
  return link ? link.cart_id : null
}

function refuseWhatHasAnotherWay(situation: Situation): void {
  if (!situation.hasDesk) throw noDesk()
  const { methodAccount, attempt } = situation
  if (refundRequestOf(situation)) return
  const { en, "zh-TW": zh } = methodAccount?.gateway.name ?? { en: attempt.gateway, "zh-TW": attempt.gateway }
  const why =
    attempt.state === "captured"
      ? { en: "nothing is left to ask for, or it has an API", "zh-TW": "已無款項可申請，或有 API 可退款" }
      : stateAsReason(attempt)
  throw new PaymentError("refused", {
    en: `The refund desk cannot take this payment of ${en}: ${why.en}.`,
    "zh-TW": `退款申請無法受理這筆${zh}付款：${why["zh-TW"]}。`,
  })
}

/** @throws PaymentError `unsupported` where the shop has no desk */
export function requireDesk(container: MedusaContainer): RefundDeskOptions {
  const desk = refundDeskOf(container)
  if (desk) return desk
  throw noDesk()
}

function noDesk(): PaymentError {
  return new PaymentError("unsupported", {
    en: "The refund desk needs refundDesk in the options of the plugin.",
    "zh-TW": "使用退款申請前，請先在外掛選項中設定 refundDesk。",
  })
}

function tooMuch(amount: number, left: number): PaymentError {
  const zh = `最多只能退 NT$${Math.max(left, 0)}：其餘已退款或已在退款申請中`
  const en = `${amount} TWD cannot be asked for: ${Math.max(left, 0)} TWD are left beside refunds and open requests.`
  return new PaymentError("refused", { en, "zh-TW": `${zh}。` })
}

export function deskReaderOf(container: MedusaContainer): RefundRequestReader {
  return new RefundRequestReader(contextOf(container).db)
}
