import { Skeleton } from "@medusajs/ui"
import { Link } from "react-router-dom"
import { useAttempt } from "../server/payments"
import { AlarmNote } from "./alarm-note"
import { AttemptActions } from "./attempt-actions"
import { AttemptFacts } from "./attempt-facts"
import { LINK } from "./link-class"
import { LoadError } from "./load-error"
import { NoteForm } from "./note-form"
import { Timeline } from "./timeline"
import { useWords } from "./use-words"

/** All that is known of a payment, and what can be done about it. */
export function AttemptBody({ id }: { id: string }) {
  const { t, pick } = useWords()
  const { data: detail, error, refetch } = useAttempt(id)
  if (error) return <LoadError error={error} onRetry={refetch} />
  if (!detail) return <Skeleton className="mx-6 my-4 h-40" />
  const open = detail.alarms.filter(({ resolved_at }) => resolved_at === null)
  return (
    <div className="divide-y">
      {open.map((alarm) => (
        <AlarmNote key={alarm.id} alarm={alarm} attempt={detail.attempt} isMatched={detail.medusa.matched} />
      ))}
      <AttemptFacts attempt={detail.attempt} asked={detail.medusa.asked} />
      <Timeline detail={detail} />
      <div className="flex flex-wrap gap-x-4 gap-y-1 px-6 py-4">
        <Link to={`/taiwan-payments/inbox?attempt=${id}`} className={`txt-compact-small ${LINK}`}>
          {t("inbox.ofPayment")}
        </Link>
        {detail.portal && (
          <a href={detail.portal} target="_blank" rel="noreferrer" className={`txt-compact-small ${LINK}`}>
            {t("alarms.portal", { gateway: pick(detail.attempt.gateway_name) })}
          </a>
        )}
      </div>
      <NoteForm attemptId={id} />
      <AttemptActions detail={detail} />
    </div>
  )
}
