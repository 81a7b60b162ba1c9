import type { MedusaContainer } from "@medusajs/framework/types"
import { judgeAgain } from "../../modules/ledger/payouts/judge-lines"
import { PayoutAlarms } from "../../modules/ledger/payouts/payout-alarms"
import { type MissingWindow, PayoutReader } from "../../modules/ledger/payouts/payout-reader"
import type { Attempt, PayoutAlarmKind } from "../../modules/ledger/records"
import { taipeiDay } from "../../toolkit/taipei-time"
import { alarmAbout, contextOf, raiseAlarm } from "../context"
import { accountKey, isSameAccount } from "../method-account"
import { differenceAlarm } from "./difference-words"
import { type Covered, missingWindows } from "./missing-windows"
import { payoutDaysOf, statementAccounts } from "./statement-accounts"

/** So many of a kind are open at once for an account; the page shows all. */
const OPEN_AT_ONCE = 100
const JUDGED_AT_ONCE = 500

/** Judges what changed meanwhile, and tells what is not told yet; also what a server that died had left. */
export async function checkStatements(container: MedusaContainer): Promise<void> {
  const context = contextOf(container)
  const alarms = new PayoutAlarms(context.db)
  await judgeAgain(context.db, JUDGED_AT_ONCE)
  for (const id of await alarms.over()) await context.ledger.alarms.resolve(id, "agrees")
  const unchecked = await alarms.uncheckedStatements()
  if (unchecked.length > 0)
    for (const attempt of await alarms.untoldMissing(await windowsNow(container), OPEN_AT_ONCE))
      await raiseAlarm(context, missingAlarm(attempt))
  for (const line of await alarms.untold(OPEN_AT_ONCE)) await raiseAlarm(context, differenceAlarm(line))
  await alarms.checked(unchecked)
}

/** When each account's trades were paid that can only be missing by now. */
export async function windowsNow(container: MedusaContainer): Promise<MissingWindow[]> {
  const periods = await new PayoutReader(contextOf(container).db).periods()
  const accounts = await statementAccounts(container)
  return accounts.flatMap((each) => {
    const key = accountKey(each.account)
    const covered = periods.filter((period) => isSameAccount(period, key)).map(upTo(taipeiDay(each.client.now())))
    return missingWindows(key, covered, payoutDaysOf(each))
  })
}

/** Of days to come no statement can be complete, whatever its lines announce. */
function upTo(today: string): (covered: Covered) => Covered {
  return (covered) => ({ ...covered, last_on: [covered.last_on ?? today, today].sort()[0] ?? today })
}

function missingAlarm(attempt: Attempt) {
  const kind: PayoutAlarmKind = "payout_missing"
  const { trade_no, captured_amount, merchant } = attempt
  const detail = {
    en: `Trade ${trade_no} of account ${merchant} (${captured_amount} TWD) was paid, its time of payout has passed, and it is in none of the statements for these days.`,
    "zh-TW": `特店 ${merchant} 的交易 ${trade_no}（${captured_amount} 元）已付款且已過應撥款時間，但這段期間的撥款明細都沒有這筆交易。`,
  }
  return alarmAbout(attempt, kind, detail, { amount: captured_amount })
}
