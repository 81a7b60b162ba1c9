import { ExclamationCircleSolid } from "@medusajs/icons"
import { Button, Text } from "@medusajs/ui"
import { useState } from "react"
import type { Attempt, AttemptAlarm } from "../server/payments"
import { alarmDetail } from "./alarm-detail"
import { ResolvePrompt } from "./resolve-prompt"
import { money, useWords } from "./use-words"

/** An open alarm above the payment it is about: what happened, and what to do. */
export function AlarmNote(props: { alarm: AttemptAlarm; attempt: Attempt; isMatched: boolean }) {
  const { alarm, attempt, isMatched } = props
  const { t, pick } = useWords()
  const [isAsking, setAsking] = useState(false)
  return (
    <div role="alert" className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3 px-6 py-4 sm:flex-nowrap">
      <div className="flex min-w-0 gap-x-3">
        <ExclamationCircleSolid className="text-ui-tag-red-icon mt-0.5 shrink-0" />
        <AlarmWords alarm={alarm} gateway={pick(attempt.gateway_name)} due={attempt.amount} isMatched={isMatched} />
      </div>
      <Button size="small" variant="transparent" className="shrink-0" onClick={() => setAsking(true)}>
        {t("alarms.resolve")}
      </Button>
      {isAsking && <ResolvePrompt alarmId={alarm.id} onClose={() => setAsking(false)} />}
    </div>
  )
}

/** Alarms whose detail says what the words cannot. */
const DETAILED: ReadonlySet<string> = new Set([
  "not_applied",
  "not_carried_out",
  "still_queued",
  "second_payment",
  "amount_changed",
  "authorization_ends",
  "released_unpaid",
  "not_captured",
  "shipped_unpaid",
  "expired_unpaid",
  "order_incomplete",
  "voucher_without_order",
  "not_refunded",
  "not_released",
  "not_booked",
  "refunded_elsewhere",
  "refund_undone",
  "refund_returned",
  "chargeback",
  "payout_differs",
  "payout_doubled",
  "payout_fee_changed",
  "payout_missing",
  "payout_unknown",
  "statement_missing",
])

interface AlarmWordsProps {
  readonly alarm: Pick<AttemptAlarm, "kind" | "detail" | "detail_zh" | "amount">
  readonly gateway: string
  /** What was due, where that is known. */
  readonly due: number | null
  /** Whether Medusa has a payment for this very trade. */
  readonly isMatched: boolean
}

/** The kind of an alarm in words, and what to do. */
export function AlarmWords({ alarm, gateway, due, isMatched }: AlarmWordsProps) {
  const { t, pick } = useWords()
  const isRight = alarm.kind === "wrong_amount" && isMatched
  const amounts = { arrived: money(alarm.amount ?? 0), due: money(due ?? 0) }
  return (
    <div className="min-w-0">
      <Text size="small" leading="compact" weight="plus">
        {t(`alarms.${alarm.kind}.title`)}
      </Text>
      <Text size="small" className="text-ui-fg-subtle mt-1 text-pretty">
        {alarm.kind === "wrong_amount" && due !== null && t("alarms.wrong_amount.amounts", amounts)}
        {isRight ? t("alarms.wrong_amount.right") : t(`alarms.${alarm.kind}.todo`, { gateway })}
      </Text>
      {DETAILED.has(alarm.kind) && (
        <Text size="xsmall" className="text-ui-fg-subtle mt-1 break-words">
          {pick(alarmDetail(alarm))}
        </Text>
      )}
    </div>
  )
}
