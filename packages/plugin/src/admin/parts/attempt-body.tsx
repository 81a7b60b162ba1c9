import { Skeleton, Text } from "@medusajs/ui"
import { type AttemptAlarm, useAttempt } from "../server/payments"
import { AlarmNote } from "./alarm-note"
import { AttemptActions } from "./attempt-actions"
import { AttemptFacts } from "./attempt-facts"
import { LoadError } from "./load-error"
import { Timeline } from "./timeline"
import { useWords } from "./use-words"

/** All that is known of a payment, and what can be done about it. */
export function AttemptBody({ id }: { id: string }) {
  const { data: detail, error, refetch } = useAttempt(id)
  if (error) return <LoadError error={error} onRetry={refetch} />
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
      {detail.alarms.map((alarm) => (
        <ResolvedNote key={alarm.id} alarm={alarm} />
      ))}
    </div>
  )
}

/** What was done about an alarm, for whoever asks later. */
function ResolvedNote({ alarm: { kind, resolution, resolved_at: at } }: { alarm: AttemptAlarm }) {
  const { t, time } = useWords()
  if (at === null) return null
  return (
    <Text size="small" className="text-ui-fg-subtle break-words px-6 py-4">
      {t("alarms.resolved")}: {t(`alarms.${kind}.title`)} · <time dateTime={at}>{time(at)}</time>
      <br />
      {resolution}
    </Text>
  )
}
