import { Skeleton, Text } from "@medusajs/ui"
import { useAttempt } from "../server/payments"
import { AlarmNote } from "./alarm-note"
import { AttemptActions } from "./attempt-actions"
import { AttemptFacts } from "./attempt-facts"
import { Timeline } from "./timeline"
import { useWords } from "./use-words"

/** All that is known of a payment, and what can be done about it. */
export function AttemptBody({ id }: { id: string }) {
  const { t } = useWords()
  const { data: detail, error } = useAttempt(id)
  if (error)
    return (
      <Text size="small" className="text-ui-fg-error px-6 py-4">
        {t("loadFailed")} {error.message}
      </Text>
    )
  if (!detail) return <Skeleton className="mx-6 my-4 h-40" />
  const open = detail.alarms.filter(({ resolved_at }) => resolved_at === null)
  return (
    <div className="divide-y">
      {open.map((alarm) => (
        <AlarmNote key={alarm.id} alarm={alarm} attempt={detail.attempt} />
      ))}
      <AttemptFacts attempt={detail.attempt} asked={detail.medusa.asked} />
      <Timeline detail={detail} />
      <AttemptActions detail={detail} />
    </div>
  )
}
