import { Badge, clx, Text } from "@medusajs/ui"
import type { AttemptDetail } from "../server/payments"
import { Payload } from "./payload"
import { type Entry, useEntries } from "./timeline-entries"
import { useWords } from "./use-words"

/** Everything that was said and done about a payment, oldest first. */
export function Timeline({ detail }: { detail: AttemptDetail }) {
  const { t } = useWords()
  const entries = useEntries(detail)
  return (
    <section className="px-6 py-4">
      <div className="mb-4 flex items-baseline justify-between gap-x-4">
        <Text size="small" leading="compact" weight="plus">
          {t("timeline.title")}
        </Text>
        <Text size="xsmall" leading="compact" className="text-ui-fg-subtle text-right">
          {t("taipei")}
        </Text>
      </div>
      <ol className="flex flex-col gap-y-0.5">
        {entries.map((entry, index) => (
          <Item key={entry.id} entry={entry} isLast={index === entries.length - 1} />
        ))}
      </ol>
    </section>
  )
}

function Item({ entry, isLast }: { entry: Entry; isLast: boolean }) {
  const { t, time } = useWords()
  const { title, badge, meaning, words, by, at, fields } = entry
  return (
    <li className="grid grid-cols-[20px_1fr] items-start gap-2">
      <Rail isLast={isLast} />
      <div className={clx("min-w-0", { "pb-4": !isLast })}>
        <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-0.5">
          <Text size="small" leading="compact" weight="plus" className="flex flex-wrap items-center gap-x-2 gap-y-1">
            {title}
            {badge && (
              <Badge size="2xsmall" color={badge.color}>
                {badge.text}
              </Badge>
            )}
          </Text>
          <Text size="xsmall" leading="compact" className="text-ui-fg-subtle whitespace-nowrap tabular-nums">
            <time dateTime={at}>{time(at)}</time>
          </Text>
        </div>
        {meaning && (
          <Text size="small" leading="compact" className="mt-1 break-words">
            {meaning}
          </Text>
        )}
        {words && (
          <Text size="small" leading="compact" className="text-ui-fg-subtle mt-1 whitespace-pre-line break-words">
            {words}
          </Text>
        )}
        {by && (
          <Text size="xsmall" leading="compact" className="text-ui-fg-subtle mt-1 break-words">
            {t("by", { name: by })}
          </Text>
        )}
        <Payload fields={fields} />
      </div>
    </li>
  )
}

function Rail({ isLast }: { isLast: boolean }) {
  return (
    <div className="flex size-full flex-col items-center gap-y-0.5" aria-hidden="true">
      <div className="flex size-5 items-center justify-center">
        <div className="bg-ui-bg-base shadow-borders-base flex size-2.5 items-center justify-center rounded-full">
          <div className="bg-ui-tag-neutral-icon size-1.5 rounded-full" />
        </div>
      </div>
      {!isLast && <div className="bg-ui-border-base w-px flex-1" />}
    </div>
  )
}
