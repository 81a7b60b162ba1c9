import { ExclamationCircleSolid } from "@medusajs/icons"
import { Button, Text } from "@medusajs/ui"
import { useState } from "react"
import type { AttemptAlarm } from "../server/payments"
import { ResolvePrompt } from "./resolve-prompt"
import { useWords } from "./use-words"

/** An open alarm above the payment it is about: what happened, and what to do. */
export function AlarmNote({ alarm, gateway }: { alarm: AttemptAlarm; gateway: string }) {
  const { t } = useWords()
  const [isAsking, setAsking] = useState(false)
  return (
    <div role="alert" className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3 px-6 py-4 sm:flex-nowrap">
      <div className="flex min-w-0 gap-x-3">
        <ExclamationCircleSolid className="text-ui-tag-red-icon mt-0.5 shrink-0" />
        <AlarmWords alarm={alarm} gateway={gateway} />
      </div>
      <Button size="small" variant="transparent" className="shrink-0" onClick={() => setAsking(true)}>
        {t("alarms.resolve")}
      </Button>
      {isAsking && <ResolvePrompt alarmId={alarm.id} onClose={() => setAsking(false)} />}
    </div>
  )
}

/** The kind of an alarm in words; where the ledger's own sentence says more, that too. */
export function AlarmWords({ alarm, gateway }: { alarm: Pick<AttemptAlarm, "kind" | "detail">; gateway: string }) {
  const { t } = useWords()
  return (
    <div className="min-w-0">
      <Text size="small" leading="compact" weight="plus">
        {t(`alarms.${alarm.kind}.title`)}
      </Text>
      <Text size="small" className="text-ui-fg-subtle mt-1 text-pretty">
        {t(`alarms.${alarm.kind}.todo`, { gateway })}
      </Text>
      {TELLING.has(alarm.kind) && (
        <Text size="xsmall" className="text-ui-fg-muted mt-1 break-words">
          {alarm.detail}
        </Text>
      )}
    </div>
  )
}

const TELLING: ReadonlySet<AttemptAlarm["kind"]> = new Set(["not_settled", "wrong_amount", "unknown_trade"])
