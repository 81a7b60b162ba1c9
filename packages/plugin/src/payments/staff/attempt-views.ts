import type { MedusaContainer } from "@medusajs/framework/types"
import type { Attempt } from "../../modules/ledger/records"
import { type MethodAccount, methodOf } from "../method-account"
import { actionsOf } from "./actions"
import { withMedusasActors } from "./actor"
import { explained, readerOf, type Situation, situationOf, situationsOf } from "./situation"
import type { AttemptDetail, AttemptView } from "./views"

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
    requested: situation.requested,
    portal: portalOf(methodAccount),
  }
}

/** Where the gateway itself shows its trades; a sandbox has its own address. */
export function portalOf(methodAccount: MethodAccount | null): string | null {
  if (!methodAccount) return null
  const { environment } = methodAccount.account
  return typeof environment === "string" ? (methodAccount.gateway.portals?.[environment] ?? null) : environment.sandbox
}
