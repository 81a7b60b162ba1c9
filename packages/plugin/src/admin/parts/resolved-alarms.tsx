import { Button, Text } from "@medusajs/ui"
import { type Alarm, useAlarms } from "../server/payments"
import { AlarmFacts } from "./alarm-row"
import { LoadError } from "./load-error"
import { resolutionWords } from "./resolution-words"
import { useAddress } from "./use-address"
import { useWords } from "./use-words"

const PAGE_SIZE = 10

/** What was done about alarms, by whom and when, for whoever asks later. */
export function ResolvedAlarms({ onShow }: { onShow: (attemptId: string) => void }) {
  const { t } = useWords()
  const { get, change } = useAddress()
  const page = Math.max(1, Number(get("alarmPage")) || 1)
  const { data, error, refetch } = useAlarms("resolved", { limit: PAGE_SIZE, offset: (page - 1) * PAGE_SIZE })
  if (error) return <LoadError error={error} onRetry={refetch} />
  const turn = (to: number) => change({ alarmPage: to > 1 ? String(to) : null })
  const isLast = (data?.count ?? 0) <= page * PAGE_SIZE
  return (
    <>
      {data?.count === 0 && (
        <Text size="small" className="text-ui-fg-subtle px-6 py-4">
          {t("alarms.noneResolved")}
        </Text>
      )}
      {data?.alarms.map((alarm) => (
        <ResolvedRow key={alarm.id} alarm={alarm} onShow={onShow} />
      ))}
      {!(page === 1 && isLast) && (
        <div className="flex items-center justify-end gap-x-2 px-6 py-4">
          <Button size="small" variant="transparent" disabled={page === 1} onClick={() => turn(page - 1)}>
            {t("alarms.newer")}
          </Button>
          <Button size="small" variant="transparent" disabled={isLast} onClick={() => turn(page + 1)}>
            {t("alarms.older")}
          </Button>
        </div>
      )}
    </>
  )
}

function ResolvedRow({ alarm, onShow }: { alarm: Alarm; onShow: (attemptId: string) => void }) {
  const { t, time } = useWords()
  const { attempt, resolved_by: by, resolved_at: at } = alarm
  const resolution = resolutionWords(alarm, t)
  return (
    <div className="flex flex-col gap-x-6 gap-y-2 px-6 py-4 sm:flex-row sm:items-start sm:justify-between">
      <div className="min-w-0">
        <Text size="small" leading="compact" weight="plus">
          {t(`alarms.${alarm.kind}.title`)}
        </Text>
        {resolution && (
          <Text size="small" className="mt-1 whitespace-pre-line break-words">
            {resolution}
          </Text>
        )}
        <Text size="xsmall" leading="compact" className="text-ui-fg-subtle mt-1 break-words">
          {by && <>{t("by", { name: by.name })} · </>}
          {at && <time dateTime={at}>{time(at)}</time>}
        </Text>
        <AlarmFacts alarm={alarm} />
      </div>
      {attempt && (
        <Button size="small" variant="transparent" className="shrink-0" onClick={() => onShow(attempt.id)}>
          {t("alarms.details")}
        </Button>
      )}
    </div>
  )
}
