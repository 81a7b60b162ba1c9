import type { MedusaContainer } from "@medusajs/framework/types"
import { Budgets } from "../../modules/ledger/budgets"
import { EVENTS, type EventName, type PaymentEvent, type TaiwanPaymentsEvents } from "../../modules/ledger/events"
import type { BuyerMessageKind, NewMessage } from "../../modules/ledger/messages"
import { contextOf, setWitness } from "../context"
import { type MessageOptions, messageOptions } from "./message-options"
import { sendMessage } from "./send"

/** Of many alarms at once so many are told of each hour; all of them stand on the page, and are counted in the morning. */
const ALARMS_AN_HOUR = 20

type Planned = Readonly<{ [Name in EventName]?: (event: TaiwanPaymentsEvents[Name]) => NewMessage | null }>

/** What buyers are told of an event. */
const FOR_BUYERS: Planned = {
  [EVENTS.voucherIssued]: (event) => aboutAttempt("voucher_issued", event),
  [EVENTS.voucherExpiring]: (event) => aboutAttempt("voucher_expiring", event),
  [EVENTS.paid]: (event) => aboutAttempt("paid", event),
  [EVENTS.expired]: ({ paid_otherwise, order_canceled, ...event }) =>
    paid_otherwise ? null : { ...aboutAttempt("expired", event), data: { order_canceled } },
  [EVENTS.refunded]: ({ operation_id: subject, attempt_id, order_id }) => {
    return { kind: "refunded", subject, attempt_id, order_id, data: {} }
  },
  // Of another transfer than before, though of the same refund.
  [EVENTS.refundSentAgain]: ({ operation_id, attempt_id, order_id, refund_request_id, refund_batch_id }) => {
    const subject = `${operation_id}#${refund_batch_id}`
    return { kind: "refunded", subject, attempt_id, order_id, data: { refund_request_id, refund_batch_id } }
  },
  // A link that was renewed is told again: it is another.
  [EVENTS.refundAccountWanted]: ({ refund_request_id, attempt_id, order_id, ...data }) => {
    const subject = `${refund_request_id}#${data.expires_at}`
    return { kind: "refund_account_wanted", subject, attempt_id, order_id, data }
  },
}

function aboutAttempt(kind: BuyerMessageKind, { attempt_id, order_id }: PaymentEvent): NewMessage {
  return { kind, subject: attempt_id, attempt_id, order_id, data: {} }
}

export function isEventName(name: string): name is EventName {
  return Object.values(EVENTS).some((known) => known === name)
}

/** Writes down what an event has to be told to whom, as far as the shop wants it. An event that comes twice is written down once. */
export async function plan<Name extends EventName>(
  container: MedusaContainer,
  name: Name,
  event: TaiwanPaymentsEvents[Name],
): Promise<void> {
  for (const message of messagesOf(name, event, messageOptions(container))) await planOne(container, message)
}

/** The same, and sends at once what has not been sent yet; what cannot be sent now is the job's. */
export async function tell<Name extends EventName>(
  container: MedusaContainer,
  name: Name,
  event: TaiwanPaymentsEvents[Name],
): Promise<void> {
  for (const message of messagesOf(name, event, messageOptions(container))) await planAndSend(container, message)
}

/** From now on each event is written down before it is emitted, so that none is told to nobody. */
export function watchEvents(container: MedusaContainer): void {
  setWitness(contextOf(container).db, async ({ name, data }) => {
    if (name !== "order.placed") await plan(container, name, data)
  })
}

function messagesOf<Name extends EventName>(
  name: Name,
  event: TaiwanPaymentsEvents[Name],
  { buyers, staff }: MessageOptions,
): NewMessage[] {
  const own = FOR_BUYERS[name]?.(event) ?? null
  const forBuyer = own !== null && buyers.some((kind) => kind === own.kind) ? [own] : []
  return name === EVENTS.alarm && staff?.alarms ? toStaff("alarm", event, staff.to) : forBuyer
}

function toStaff(kind: "alarm", event: TaiwanPaymentsEvents[EventName], to: readonly string[]): NewMessage[] {
  if (!("id" in event)) return []
  const { id, attempt_id, order_id } = event
  return to.map((_, recipient) => ({ kind, subject: `${id}#${recipient}`, attempt_id, order_id, data: { recipient } }))
}

export async function planAndSend(container: MedusaContainer, message: NewMessage): Promise<void> {
  await planOne(container, message)
  const id = await contextOf(container).ledger.messages.idOf(message)
  if (id !== undefined) await sendMessage(container, id)
}

async function planOne(container: MedusaContainer, message: NewMessage): Promise<void> {
  const { ledger, db } = contextOf(container)
  const planned = await ledger.messages.plan(message)
  if (planned?.kind !== "alarm") return
  if (!(await new Budgets(db, 60).take("messages alarms", ALARMS_AN_HOUR)))
    await ledger.messages.end(planned, "withheld", "too many alarms")
}
