import type { MedusaContainer } from "@medusajs/framework/types"
import type { Operation } from "../../modules/ledger/records"
import { describeError, isPaymentError, localWords } from "../../toolkit/payment-error"
import { alarmAbout, contextOf, type PaymentContext, raiseAlarm } from "../context"
import { ALARM_AFTER_CHECKS } from "../operations/checked"
import { isStillRecorded } from "../operations/manual"

/** Makes Medusa, or the ledger alone, follow a refund that staff recorded, as their own request does. */
export type FollowByHand = (container: MedusaContainer, recorded: Operation) => Promise<void>

/**
 * Follows a refund by hand whose process died after it was recorded: until then no book says that the money went back.
 * @throws when it cannot be followed now; it is tried again, and told in the end
 */
export async function followRecorded(
  container: MedusaContainer,
  recorded: Operation,
  follow: FollowByHand,
): Promise<void> {
  const context = contextOf(container)
  try {
    await follow(container, recorded)
    if (isStillRecorded(await context.ledger.operationsOf(recorded.attempt_id, "refund"), recorded))
      throw new Error("Medusa has not followed yet.")
  } catch (error) {
    if (recorded.checks >= ALARM_AFTER_CHECKS) await alarmUnfollowed(context, recorded, error)
    throw error
  }
}

async function alarmUnfollowed(context: PaymentContext, recorded: Operation, error: unknown): Promise<void> {
  const { id: subject, attempt_id, amount, reference } = recorded
  const attempt = await context.ledger.attempt(attempt_id)
  if (!attempt) return
  const { trade_no } = attempt
  const why = isPaymentError(error) ? localWords(error) : { en: describeError(error), "zh-TW": describeError(error) }
  const detail = {
    en: `The refund of ${amount} TWD of trade ${trade_no} that staff recorded (${reference}) is not booked: ${why.en} It is booked by itself once that is solved; no money moves.`,
    "zh-TW": `已登記交易 ${trade_no} 的退款（${amount} 元，${reference}），但未入帳：${why["zh-TW"]} 排除後系統會自動入帳，不會動用款項。`,
  }
  await raiseAlarm(context, alarmAbout(attempt, "not_booked", detail, { subject, amount }))
}
