import type { Attempt, Operation } from "../../modules/ledger/records"
import { taipeiDay } from "../../toolkit/taipei-time"
import { alarmAbout, type PaymentContext, raiseAlarm } from "../context"
import type { MethodAccount } from "../method-account"
import { IN_CHINESE } from "../operation-names"

const DAY_MS = 86_400_000
/** Gateways carry out at night what they queued, or after a holiday. */
const TOLD_AFTER_DAYS = 7

/** Tells staff of a movement that was taken on long ago, where the gateway tells nothing that ends it. */
export async function tellStillQueued(
  context: PaymentContext,
  { client }: MethodAccount,
  attempt: Attempt,
  { id, kind, amount, started_at }: Operation,
): Promise<void> {
  const days = Math.floor((client.now().getTime() - started_at.getTime()) / DAY_MS)
  if (days < TOLD_AFTER_DAYS) return
  const operations = await context.ledger.operationsOf(attempt.id, kind)
  if (!operations.some((each) => each.id === id && each.state === "queued")) return
  const { trade_no } = attempt
  const day = taipeiDay(started_at)
  const detail = {
    en: `The gateway took on the ${kind} of ${amount} TWD of trade ${trade_no} on ${day}, and has not said since whether it was carried out.`,
    "zh-TW": `金流服務商於 ${day} 受理交易 ${trade_no} 的${IN_CHINESE[kind]}（${amount} 元），至今未回覆是否已執行。`,
  }
  await raiseAlarm(context, alarmAbout(attempt, "still_queued", detail, { subject: id, amount }))
}
