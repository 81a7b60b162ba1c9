import type { Attempt } from "../../modules/ledger/records"
import type { Twd } from "../../toolkit/twd"
import { alarmAbout, type PaymentContext, raiseAlarm } from "../context"
import { holdQuestion } from "../exchanges"
import { type MethodAccount, methodOf, momentOf, paidTrade } from "../method-account"
import { compare } from "./compare"
import { resolveUncaptured, tellUncaptured } from "./uncaptured"

/** What the gateway's books say beside ours. */
export interface Compared {
  /** TWD that are left of the trade by the gateway's books. */
  readonly kept: Twd
  /** TWD that it gave back and the ledger does not know of; negative where it gave back less. */
  readonly difference: number
  /** Whether its books have the trade as authorised only. */
  readonly isUncaptured: boolean
  /** When that can be said, where it is too early yet. */
  readonly lookAgainAt?: Date | null
}

/**
 * Asks the gateway's own books what is left of a captured trade, and tells staff where ours say otherwise. Null where they
 * do not tell now. No money is moved.
 * @throws PaymentError when the gateway does not answer
 */
export async function checkBalance(
  context: PaymentContext,
  methodAccount: MethodAccount,
  attempt: Attempt,
): Promise<Compared | null> {
  const compared = await askAndCompare(context, methodAccount, attempt)
  if (!compared) return null
  await tellDifference(context, methodAccount, attempt, compared)
  if (compared.isUncaptured) return { ...compared, lookAgainAt: await tellUncaptured(context, methodAccount, attempt) }
  await resolveUncaptured(context, attempt)
  return compared
}

/** Judged by what the ledger knew before and after the answer: where that is not the same, something was on its way. */
async function askAndCompare(
  context: PaymentContext,
  methodAccount: MethodAccount,
  attempt: Attempt,
): Promise<Compared | null> {
  const { ledger } = context
  const { balance } = methodAccount.account
  const isManual = methodOf(methodAccount, attempt.method).refund === "manual"
  if (!balance || isManual || attempt.state !== "captured") return null
  const before = await ledger.operationsOf(attempt.id, "refund")
  const request = { trade: paidTrade(methodAccount, attempt), captured: attempt.captured_amount }
  const told = await holdQuestion(context, methodAccount, attempt, balance(request, await momentOf(methodAccount)))
  if (told === null) return null
  const isUncaptured = told === "authorized"
  const kept = isUncaptured ? attempt.captured_amount : told
  const difference = compare(attempt, await ledger.operationsOf(attempt.id, "refund"), kept)
  return difference === null || difference !== compare(attempt, before, kept)
    ? null
    : { kept, difference, isUncaptured }
}

const KINDS = ["refunded_elsewhere", "refund_undone"] as const

async function tellDifference(
  context: PaymentContext,
  { gateway }: MethodAccount,
  attempt: Attempt,
  { kept, difference }: Compared,
): Promise<void> {
  const kind = difference > 0 ? "refunded_elsewhere" : difference < 0 ? "refund_undone" : null
  for (const over of KINDS) if (over !== kind) await context.ledger.resolveAlarms(attempt.id, "agrees", over)
  if (kind === null) return
  const { trade_no, captured_amount } = attempt
  const amount = Math.abs(difference)
  const [side, zhSide] = difference > 0 ? ["less", "少"] : ["more", "多"]
  const detail = {
    en: `By the books of ${gateway.name.en}, ${kept} of the ${captured_amount} TWD of trade ${trade_no} are left: ${amount} TWD ${side} than here.`,
    "zh-TW": `依${gateway.name["zh-TW"]}的帳，交易 ${trade_no} 的 ${captured_amount} 元尚餘 ${kept} 元，比這裡${zhSide} ${amount} 元。`,
  }
  await raiseAlarm(context, alarmAbout(attempt, kind, detail, { amount }))
}
