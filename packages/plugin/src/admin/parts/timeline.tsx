import { Badge, Button, clx, Text } from "@medusajs/ui"
import { type ReactNode, useId, useState } from "react"
import type { AttemptDetail } from "../server/payments"
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

/** The message's fields, as the ledger keeps them: without secrets, personal ones masked. */
function Payload({ fields }: { fields: Entry["fields"] }): ReactNode {
  const { t } = useWords()
  const [isOpen, setOpen] = useState(false)
  const id = useId()
  const rows = Object.entries(fields).filter(([, value]) => value !== "" && value !== null)
  if (rows.length === 0) return null
  return (
    <>
      <Button
        variant="transparent"
        size="small"
        className="text-ui-fg-subtle -ml-2 h-7 px-2"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
      >
        {t(isOpen ? "timeline.hide" : "timeline.payload")}
      </Button>
      {isOpen && (
        <dl
          id={id}
          className="bg-ui-bg-subtle border-ui-border-base mt-1 grid grid-cols-1 gap-x-4 gap-y-1 rounded-lg border px-3 py-2 font-mono text-xs leading-5 sm:grid-cols-[minmax(0,180px)_1fr]"
        >
          {rows.map(([name, value]) => (
            <Field key={name} name={name} value={typeof value === "string" ? value : JSON.stringify(value)} />
          ))}
        </dl>
      )}
    </>
  )
}

function Field({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt className="text-ui-fg-subtle break-all">{name}</dt>
      <dd className="text-ui-fg-base mb-1 break-all sm:mb-0">{value}</dd>
    </>
  )
}
