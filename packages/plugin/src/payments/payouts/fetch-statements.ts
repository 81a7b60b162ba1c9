import type { MedusaContainer } from "@medusajs/framework/types"
import { PayoutReader } from "../../modules/ledger/payouts/payout-reader"
import type { AccountKey, NewAlarm, PayoutAlarmKind } from "../../modules/ledger/records"
import { describeError, isPaymentError } from "../../toolkit/payment-error"
import { taipeiDay } from "../../toolkit/taipei-time"
import { contextOf, type PaymentContext, raiseAlarm } from "../context"
import { hold } from "../exchanges"
import { accountKey, accountName, type MethodAccount, momentOf } from "../method-account"
import { importStatement } from "./import-statement"
import { isOfThePast } from "./statement-accounts"

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000
/** Of an account that was never asked before. */
const DAYS_BACK = 14
/** Since the first day that was fetched: of a server that was down, or an account that was not allowed to ask. */
const DAYS_KEPT = 60
/** A day that is fetched so late is told to staff; on holidays there may be no answer. */
const DAYS_PATIENT = 7
/** A day is whole on the next one in the afternoon, when the banks' files are in. */
const WHOLE_AFTER_MS = 15 * HOUR_MS

/** Days that a gateway did not answer, or accounts that it shut out, and when each is asked about again; of this process. */
const putOff = new Map<string, number>()

/**
 * Fetches the earliest day that was not fetched yet; one at a time, since gateways answer such questions seldom. A day that failed
 * waits for an hour, and is an alarm after a week, until it is fetched or somebody brings it.
 */
export async function fetchDue(container: MedusaContainer, methodAccount: MethodAccount): Promise<void> {
  const ofDay = methodAccount.account.statement?.ofDay
  if (!ofDay) return
  const context = contextOf(container)
  const account = accountKey(methodAccount.account)
  const subject = accountName(methodAccount)
  const moment = await momentOf(methodAccount)
  const name = (day: string) => `${subject} ${day}`
  const isPutOff = (what: string) => (putOff.get(what) ?? 0) > Date.now()
  const { wanted, late } = await daysWanted(context, account, moment.now)
  if (late.length === 0) await context.ledger.alarms.resolveAbout("statement_missing", subject, "ended")
  const day = isPutOff(subject) ? undefined : wanted.find((each) => !isPutOff(name(each)))
  if (!day || !methodAccount.client.tryAcquire(false)) return
  putOff.set(name(day), Date.now() + HOUR_MS)
  try {
    const text = await hold(context, methodAccount, null, ofDay(day, moment))
    await importStatement(container, {
      ...{ account, name: day, source: "api", actor: null },
      ...{ first_on: day, last_on: day, paidOutOn: day, bytes: asPieces(text) },
    })
    putOff.delete(name(day))
  } catch (error) {
    // It may refuse this question alone, so that others of the account find out for themselves.
    const { retryAt } = isPaymentError(error) ? error.facts : {}
    if (retryAt) putOff.set(subject, Date.now() + Number(retryAt) - Number(moment.now))
    const alarm = lateAlarm(methodAccount, day, error)
    if (late.includes(day) && !(await isKnownToEnd(container, methodAccount, alarm))) await raiseAlarm(context, alarm)
    throw error
  }
}

/** Of an account of the past the gateway may tell no more for ever, and a person has said once that this is known. */
async function isKnownToEnd(
  container: MedusaContainer,
  methodAccount: MethodAccount,
  { kind, subject }: NewAlarm,
): Promise<boolean> {
  const { alarms } = contextOf(container).ledger
  return (await isOfThePast(container, methodAccount)) && (await alarms.wasResolved(kind, subject))
}

/** Those that are to be fetched, the earliest first; `late`: those for which it is high time, and which nobody brought. */
async function daysWanted({ db }: PaymentContext, account: AccountKey, now: Date) {
  const last = now.getTime() - WHOLE_AFTER_MS
  const days = Array.from({ length: DAYS_KEPT }, (_, back) => taipeiDay(new Date(last - (DAYS_KEPT - back) * DAY_MS)))
  const reader = new PayoutReader(db)
  const fetched = await reader.fetchedDays(account, days)
  const covered = await reader.coveredDays(account, days)
  const recent = days.slice(-DAYS_BACK)
  const [first = recent[0] ?? ""] = fetched.sort()
  const isMissing = (day: string) => day > first && !covered.includes(day)
  const wanted = days.filter((day) => !fetched.includes(day) && (recent.includes(day) || isMissing(day)))
  const late = wanted.filter((day) => !covered.includes(day)).filter((day) => !days.slice(-DAYS_PATIENT).includes(day))
  return { wanted, late }
}

function lateAlarm(methodAccount: MethodAccount, day: string, error: unknown): NewAlarm {
  const { gateway, account } = methodAccount
  const kind: PayoutAlarmKind = "statement_missing"
  const detail = {
    en: `${gateway.name.en} gives no statement of account ${account.merchant} for the payouts of ${day}: ${describeError(error)}`,
    "zh-TW": `${gateway.name["zh-TW"]} 未提供特店 ${account.merchant} 於 ${day} 的撥款明細：${describeError(error)}`,
  }
  return { kind, attempt_id: null, subject: accountName(methodAccount), amount: null, order_id: null, detail }
}

async function* asPieces(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text, "utf8")
}
