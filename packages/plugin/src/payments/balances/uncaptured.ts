import { isPaid } from "../../modules/ledger/advance"
import type { Attempt } from "../../modules/ledger/records"
import { formatTaipei } from "../../toolkit/taipei-time"
import { alarmAbout, type PaymentContext, raiseAlarm } from "../context"
import type { MethodAccount } from "../method-account"
import { isUnresolved } from "../operations/operation"

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** In which every gateway has had its night to capture what it captures by itself, or what it was asked to. */
const CAPTURED_WITHIN_MS = 36 * HOUR_MS

/**
 * Tells of money that counts as captured while the gateway's books still have it as authorised: nobody asks the bank for it, and in
 * some days it is gone. Answers when to look again, where it is too early to say.
 */
export async function tellUncaptured(
  context: PaymentContext,
  methodAccount: MethodAccount,
  attempt: Attempt,
): Promise<Date | null> {
  const captures = await context.ledger.operationsOf(attempt.id, "capture")
  if (captures.some((capture) => isUnresolved(capture) || capture.state === "queued")) return null
  const asked = captures.filter(({ state }) => state === "done").map(({ updated_at }) => updated_at.getTime())
  const due = new Date(Math.max(Number(attempt.paid_at), ...asked) + CAPTURED_WITHIN_MS)
  if (methodAccount.client.now() < due) return due
  await raiseAlarm(context, alarmAbout(attempt, "not_captured", detailOf(methodAccount, attempt)))
  return null
}

/** Its books have it as captured, or given back. */
export async function resolveUncaptured({ ledger }: PaymentContext, attempt: Attempt): Promise<void> {
  await ledger.resolveAlarms(attempt.id, isPaid(attempt) ? "captured" : attempt.state, "not_captured")
}

function detailOf({ gateway, account }: MethodAccount, { trade_no, amount, paid_at }: Attempt) {
  const days = account.authorizationDays
  const end = paid_at && days !== undefined ? new Date(paid_at.getTime() + days * DAY_MS) : null
  return {
    en: `Trade ${trade_no} counts as captured here, but by the books of ${gateway.name.en} its ${amount} TWD are only authorised, and nobody has asked the bank for them${end ? `; after ${end.toISOString()} they may be gone` : ""}.`,
    "zh-TW": `交易 ${trade_no} 在此記為已請款，但依${gateway.name["zh-TW"]}的帳，${amount} 元僅完成授權，尚未向銀行請款${end ? `，臺北時間 ${formatTaipei(end)} 後可能失效` : ""}。`,
  }
}
