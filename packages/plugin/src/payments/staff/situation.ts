import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, MedusaError } from "@medusajs/framework/utils"
import { LedgerReader } from "../../modules/ledger/reader"
import type { Alarm, Attempt, Operation } from "../../modules/ledger/records"
import { RefundRequestReader } from "../../modules/ledger/refund-desk/refund-request-reader"
import { PaymentError } from "../../toolkit/payment-error"
import type { MethodAccount } from "../method-account"
import { accountAmong, methodAccountsOf } from "../method-accounts"
import { refundDeskOf } from "../refund-desk-options"
import { medusaSides } from "./medusa-sides"
import type { Explained, MedusaSide } from "./views"

/** All that decides what staff can do about an attempt. */
export interface Situation {
  readonly attempt: Attempt
  readonly operations: readonly Operation[]
  readonly medusa: MedusaSide
  readonly openAlarms: number
  /** TWD that the gateway gave back by itself, and staff have not booked yet. */
  readonly toBook: number | null
  /** That which opened the attempt; null when it is configured no more. */
  readonly methodAccount: MethodAccount | null
  /** TWD that open requests of the refund desk ask for; and whether the shop has one. */
  readonly requested: number
  readonly hasDesk: boolean
}

export function readerOf(container: MedusaContainer): LedgerReader {
  return new LedgerReader(container.resolve(ContainerRegistrationKeys.PG_CONNECTION))
}

const NO_SIDE: MedusaSide = { order: null, payment: null, asked: null, matched: false, buyer: null }

/** Everything known about each of the attempts, gathered for all of them at once. */
export async function situationsOf(container: MedusaContainer, attempts: readonly Attempt[]): Promise<Situation[]> {
  const reader = readerOf(container)
  const ids = attempts.map(({ id }) => id)
  const hasDesk = refundDeskOf(container) !== null
  const [methodAccounts, sides, alarms, operations, asked] = await Promise.all([
    methodAccountsOf(container),
    medusaSides(container, attempts),
    reader.alarmsOf(ids),
    reader.operationsOf(ids),
    new RefundRequestReader(container.resolve(ContainerRegistrationKeys.PG_CONNECTION)).askedOf(ids),
  ])
  return attempts.map((attempt) => ({
    attempt,
    methodAccount: accountAmong(methodAccounts, attempt),
    medusa: sides.get(attempt.id) ?? NO_SIDE,
    ...openOf(alarms.filter((alarm) => isOpen(alarm) && alarm.attempt_id === attempt.id)),
    operations: operations.filter(({ attempt_id }) => attempt_id === attempt.id),
    requested: asked.get(attempt.id) ?? 0,
    hasDesk,
  }))
}

function openOf(alarms: readonly Alarm[]): Pick<Situation, "openAlarms" | "toBook"> {
  return {
    openAlarms: alarms.length,
    toBook: alarms.find(({ kind }) => kind === "refunded_elsewhere")?.amount ?? null,
  }
}

/** @throws MedusaError `not_found` */
export async function situationOf(container: MedusaContainer, attemptId: string): Promise<Situation> {
  const attempts = await readerOf(container).attemptsById([attemptId])
  const [situation] = await situationsOf(container, attempts)
  if (situation) return situation
  throw new MedusaError(MedusaError.Types.NOT_FOUND, "There is no such payment attempt.")
}

export function explained<Row extends { readonly code: string | null }>(
  methodAccount: MethodAccount | null,
  row: Row,
): Explained<Row> {
  const explanation = row.code === null ? null : methodAccount?.account.explain?.(row.code)
  return { ...row, meaning: explanation?.merchant ?? null }
}

export function isOpen({ resolved_at }: Alarm): boolean {
  return resolved_at === null
}

/** Nothing can be asked of a gateway that no options name any more. */
export function providerIsGone(): PaymentError {
  return new PaymentError("unsupported", {
    en: "The provider of this payment is no longer installed.",
    "zh-TW": "這筆付款的金流模組已不在設定中。",
  })
}
