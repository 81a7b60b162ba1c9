import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, MedusaError } from "@medusajs/framework/utils"
import { LedgerReader } from "../../modules/ledger/reader"
import type { Alarm, Attempt } from "../../modules/ledger/records"
import { environmentName } from "../../toolkit/environment"
import { type MethodAccount, methodOf } from "../method-account"
import { methodAccountsOf } from "../method-accounts"
import { actionsOf, type Situation } from "./actions"
import { medusaSides } from "./medusa-sides"
import type { AlarmView, AttemptDetail, AttemptView, Explained, MedusaSide } from "./views"

export function readerOf(container: MedusaContainer): LedgerReader {
  return new LedgerReader(container.resolve(ContainerRegistrationKeys.PG_CONNECTION))
}

const NO_SIDE: MedusaSide = { order: null, payment: null, matched: false }

/** Attempts as staff read them: with names, the order, and how many alarms are open. */
export async function viewsOf(container: MedusaContainer, attempts: readonly Attempt[]): Promise<AttemptView[]> {
  const situations = await situationsOf(container, attempts)
  return situations.map(viewOf)
}

function viewOf({ attempt, methodAccount, medusa, openAlarms }: Situation): AttemptView {
  const { return_url: _address, version: _version, ...shown } = attempt
  const verbatim = (text: string) => ({ en: text, "zh-TW": text })
  return {
    ...shown,
    gateway_name: methodAccount?.gateway.name ?? verbatim(attempt.gateway),
    method_name: methodAccount ? methodOf(methodAccount, attempt.method).name : verbatim(attempt.method),
    order: medusa.order,
    open_alarms: openAlarms,
  }
}

/** Everything known about each of the attempts, gathered for all of them at once. */
async function situationsOf(container: MedusaContainer, attempts: readonly Attempt[]): Promise<Situation[]> {
  const reader = readerOf(container)
  const ids = attempts.map(({ id }) => id)
  const [methodAccounts, sides, alarms, operations] = await Promise.all([
    methodAccountsOf(container),
    medusaSides(container, attempts),
    reader.alarmsOf(ids),
    reader.operationsOf(ids),
  ])
  return attempts.map((attempt) => ({
    attempt,
    methodAccount: accountOf(methodAccounts, attempt),
    medusa: sides.get(attempt.id) ?? NO_SIDE,
    openAlarms: alarms.filter((alarm) => isOpen(alarm) && alarm.attempt_id === attempt.id).length,
    operations: operations.filter(({ attempt_id }) => attempt_id === attempt.id),
  }))
}

/** Null also when the provider has since been given another merchant account, which knows nothing of this trade. */
function accountOf(
  methodAccounts: Awaited<ReturnType<typeof methodAccountsOf>>,
  attempt: Attempt,
): MethodAccount | null {
  const methodAccount = methodAccounts.get(attempt.provider_id)
  if (!methodAccount || methodAccount.account.merchant !== attempt.merchant) return null
  return environmentName(methodAccount.account.environment) === attempt.environment ? methodAccount : null
}

/** @throws MedusaError `not_found` */
export async function situationOf(container: MedusaContainer, attemptId: string): Promise<Situation> {
  const attempts = await readerOf(container).attemptsById([attemptId])
  const [situation] = await situationsOf(container, attempts)
  if (situation) return situation
  throw new MedusaError(MedusaError.Types.NOT_FOUND, "There is no such payment attempt.")
}

/** One attempt with its whole story, and what can be done about it. */
export async function detailOf(container: MedusaContainer, attemptId: string): Promise<AttemptDetail> {
  const situation = await situationOf(container, attemptId)
  const reader = readerOf(container)
  const [events, alarms] = await Promise.all([reader.events(attemptId), reader.alarmsOf([attemptId])])
  const { operations, medusa, methodAccount } = situation
  return {
    attempt: viewOf(situation),
    medusa,
    events: events.map((event) => explained(methodAccount, event)),
    operations: operations.map((operation) => explained(methodAccount, operation)),
    alarms,
    actions: actionsOf(situation, new Date()),
  }
}

export function explained<Row extends { readonly code: string | null }>(
  methodAccount: MethodAccount | null,
  row: Row,
): Explained<Row> {
  const explanation = row.code === null ? null : methodAccount?.account.explain?.(row.code)
  return { ...row, meaning: explanation?.merchant ?? null }
}

/** Alarms with the payment they are about, its order, and whether it can be given back from here. */
export async function alarmViews(container: MedusaContainer, alarms: readonly Alarm[]): Promise<AlarmView[]> {
  const ids = alarms.flatMap(({ attempt_id }) => attempt_id ?? [])
  const situations = await situationsOf(container, await readerOf(container).attemptsById(ids))
  return alarms.map((alarm) => {
    const situation = situations.find(({ attempt }) => attempt.id === alarm.attempt_id)
    const attempt = situation ? viewOf(situation) : null
    const actions = situation && isOpen(alarm) ? actionsOf(situation, new Date()) : null
    const { refund = null, refund_by_hand = null } = actions ?? {}
    const matched = situation?.medusa.matched ?? false
    return { ...alarm, attempt, order: attempt?.order ?? null, refund, refund_by_hand, matched }
  })
}

function isOpen({ resolved_at }: Alarm): boolean {
  return resolved_at === null
}
