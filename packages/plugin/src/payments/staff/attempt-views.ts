import type { MedusaContainer } from "@medusajs/framework/types"
import type { Alarm, Attempt } from "../../modules/ledger/records"
import { methodOf } from "../method-account"
import { actionsOf } from "./actions"
import { withMedusasActors } from "./actor"
import { explained, isOpen, readerOf, type Situation, situationOf, situationsOf } from "./situation"
import type { AlarmView, AttemptDetail, AttemptView } from "./views"

/** Attempts as staff read them: with names, the order, and how many alarms are open. */
export async function viewsOf(container: MedusaContainer, attempts: readonly Attempt[]): Promise<AttemptView[]> {
  const situations = await situationsOf(container, attempts)
  return situations.map(viewOf)
}

export function viewOf({ attempt, methodAccount, medusa, openAlarms }: Situation): AttemptView {
  const { return_url: _address, version: _version, ...shown } = attempt
  const verbatim = (text: string) => ({ en: text, "zh-TW": text })
  return {
    ...shown,
    gateway_name: methodAccount?.gateway.name ?? verbatim(attempt.gateway),
    method_name: methodAccount ? methodOf(methodAccount, attempt.method).name : verbatim(attempt.method),
    order: medusa.order,
    buyer: medusa.buyer,
    open_alarms: openAlarms,
  }
}

/** One attempt with its whole story, and what can be done about it. */
export async function detailOf(container: MedusaContainer, attemptId: string): Promise<AttemptDetail> {
  const situation = await situationOf(container, attemptId)
  const reader = readerOf(container)
  const { medusa, methodAccount } = situation
  const [events, alarms, operations] = await Promise.all([
    reader.events(attemptId),
    reader.alarmsOf([attemptId]),
    withMedusasActors(container, situation.operations),
  ])
  return {
    attempt: viewOf(situation),
    medusa,
    events: events.map((event) => explained(methodAccount, event)),
    operations: operations.map((operation) => explained(methodAccount, operation)),
    alarms,
    actions: actionsOf(situation, new Date()),
  }
}

const NO_REFUND = { refund: null, refund_by_hand: null }

/** Alarms with the payment they are about, its order, and whether it can be given back from here. */
export async function alarmViews(container: MedusaContainer, alarms: readonly Alarm[]): Promise<AlarmView[]> {
  const ids = alarms.flatMap(({ attempt_id }) => attempt_id ?? [])
  const situations = await situationsOf(container, await readerOf(container).attemptsById(ids))
  return alarms.map((alarm) => {
    const situation = situations.find(({ attempt }) => attempt.id === alarm.attempt_id)
    const attempt = situation ? viewOf(situation) : null
    const actions = situation && isOpen(alarm) ? actionsOf(situation, new Date()) : null
    const { refund = null, refund_by_hand = null, book_difference: book = null } = actions ?? {}
    const book_difference = alarm.kind === "refunded_elsewhere" ? book : null
    const matched = situation?.medusa.matched ?? false
    const order = attempt?.order ?? null
    // Its right amount was verified since, and is in an order: there is nothing to give back.
    const isRight = alarm.kind === "wrong_amount" && matched
    return { ...alarm, attempt, order, matched, ...(isRight ? NO_REFUND : { refund, refund_by_hand }), book_difference }
  })
}
