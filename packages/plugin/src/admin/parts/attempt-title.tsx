import { ExclamationCircleSolid } from "@medusajs/icons"
import { Badge, Text } from "@medusajs/ui"
import type { Attempt } from "../server/payments"
import { StateBadge } from "./state-badge"
import { money, useWords } from "./use-words"

/** A payment in one line: how, how much, how it stands. */
export function AttemptTitle({ attempt }: { attempt: Attempt }) {
  const { t, pick, time } = useWords()
  return (
    <span className="flex min-w-0 flex-1 flex-wrap items-center justify-between gap-x-4 gap-y-2">
      <span className="flex min-w-0 flex-col gap-y-1">
        <Text as="span" size="small" leading="compact" weight="plus" className="flex items-center gap-x-2">
          {pick(attempt.method_name)}
          {attempt.open_alarms > 0 && (
            <ExclamationCircleSolid className="text-ui-tag-red-icon" aria-label={t("list.alarm")} />
          )}
          {attempt.environment !== "production" && (
            <Badge size="2xsmall">{t(`environments.${attempt.environment}`)}</Badge>
          )}
        </Text>
        <Text as="span" size="small" leading="compact" className="text-ui-fg-subtle">
          {pick(attempt.gateway_name)} · {time(attempt.created_at)}
        </Text>
      </span>
      <span className="flex items-center gap-x-3">
        <StateBadge attempt={attempt} />
        <Text as="span" size="small" leading="compact" weight="plus" className="tabular-nums">
          {money(attempt.amount)}
        </Text>
      </span>
    </span>
  )
}
