import type { MedusaContainer } from "@medusajs/framework/types"
import type { Alarm, Attempt } from "../../modules/ledger/records"
import { actionsOf } from "./actions"
import { portalOf, viewOf } from "./attempt-views"
import { isOpen, readerOf, type Situation, situationsOf } from "./situation"
import type { Actions, AlarmView } from "./views"

const NO_REFUND = { refund: null, refund_by_hand: null }

/** Alarms with the payment they are about, its order, and the ways out of them. */
export async function alarmViews(container: MedusaContainer, alarms: readonly Alarm[]): Promise<AlarmView[]> {
  const ids = alarms.flatMap(({ attempt_id }) => attempt_id ?? [])
  const situations = await situationsOf(container, await readerOf(container).attemptsById(ids))
  const beside = await attemptsBeside(container, alarms, situations)
  return alarms.map((alarm) => {
    const situation = situations.find(({ attempt }) => attempt.id === alarm.attempt_id)
    return viewOfAlarm(alarm, situation, beside)
  })
}

function viewOfAlarm(alarm: Alarm, situation: Situation | undefined, beside: readonly Attempt[]): AlarmView {
  const attempt = situation ? viewOf(situation) : null
  const matched = situation?.medusa.matched ?? false
  const actions = situation && isOpen(alarm) ? actionsOf(situation, new Date()) : null
  return {
    ...{ ...alarm, attempt, order: attempt?.order ?? null, matched },
    ...waysOut(alarm, actions, matched),
    twin: situation ? twinOf(alarm, situation.attempt, beside) : null,
    portal: portalOf(situation?.methodAccount ?? null),
  }
}

type WaysOut = Pick<AlarmView, "refund" | "refund_by_hand" | "book_difference" | "capture_in_order">

/** What can be done about the payment, as far as it is a way out of this alarm. */
function waysOut({ kind }: Alarm, actions: Actions | null, matched: boolean): WaysOut {
  const { refund = null, refund_by_hand = null, book_difference = null, capture_in_order = null } = actions ?? {}
  // Its right amount was verified since, and is in an order: there is nothing to give back.
  const isRight = kind === "wrong_amount" && matched
  return {
    ...(isRight ? NO_REFUND : { refund, refund_by_hand }),
    book_difference: kind === "refunded_elsewhere" ? book_difference : null,
    capture_in_order: kind === "authorization_ends" ? capture_in_order : null,
  }
}

async function attemptsBeside(
  container: MedusaContainer,
  alarms: readonly Alarm[],
  situations: readonly Situation[],
): Promise<Attempt[]> {
  const twice = alarms.filter(({ kind }) => kind === "second_payment")
  if (twice.length === 0) return []
  const ids = new Set(twice.map(({ attempt_id }) => attempt_id))
  const own = situations.filter(({ attempt }) => ids.has(attempt.id))
  return readerOf(container).attemptsBeside({
    orderIds: twice.flatMap(({ order_id }) => order_id ?? []),
    collectionIds: own.flatMap(({ attempt }) => attempt.payment_collection_id ?? []),
  })
}

function twinOf(alarm: Alarm, attempt: Attempt, beside: readonly Attempt[]): AlarmView["twin"] {
  if (alarm.kind !== "second_payment") return null
  const twin = beside.find(
    (other) => isInOrder(other) && other.id !== attempt.id && belongTogether(other, attempt, alarm),
  )
  return twin ? { id: twin.id, trade_no: twin.trade_no } : null
}

function isInOrder({ paid_at, applied_at, unmatched }: Attempt): boolean {
  return paid_at !== null && applied_at !== null && unmatched === null
}

function belongTogether(other: Attempt, attempt: Attempt, { order_id }: Alarm): boolean {
  const sameOrder = order_id !== null && other.order_id === order_id
  const { payment_collection_id: collection } = attempt
  return sameOrder || (collection !== null && other.payment_collection_id === collection)
}
