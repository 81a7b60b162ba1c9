import { Skeleton, StatusBadge, Text } from "@medusajs/ui"
import { Link } from "react-router-dom"
import { type Notice, useNotices, type Wanted } from "../server/inbox"
import { InboxPages } from "./inbox-pages"
import { LINK } from "./link-class"
import { LoadError } from "./load-error"
import { Payload } from "./payload"
import { QueryButton } from "./query-button"
import { ReplayButton } from "./replay-button"
import { useAddress } from "./use-address"
import { money, useWords } from "./use-words"

/** Every notice that came, newest first. */
export function InboxNotices() {
  const { t } = useWords()
  const wanted = useWanted()
  const { data, error, refetch } = useNotices(wanted)
  if (error) return <LoadError error={error} onRetry={refetch} />
  if (!data) return <Skeleton className="mx-6 my-4 h-40" />
  const isNarrowed = Object.values(wanted).some(Boolean)
  return (
    <>
      {data.notices.length === 0 && (
        <Text size="small" className="text-ui-fg-subtle px-6 py-4">
          {isNarrowed ? t("inbox.noneFound") : t("inbox.none")}
        </Text>
      )}
      <ul className="divide-y">
        {data.notices.map((notice) => (
          <NoticeRow key={notice.id} notice={notice} />
        ))}
      </ul>
      <InboxPages last={data.notices.at(-1)?.id} hasMore={data.has_more} />
      <Text size="xsmall" className="text-ui-fg-subtle border-t px-6 py-4 text-pretty">
        {t("inbox.bound")}
      </Text>
    </>
  )
}

export function useWanted(): Wanted {
  const { get } = useAddress()
  const given = (name: string) => get(name) || undefined
  return {
    verdict: given("verdict"),
    gateway: given("gateway"),
    attempt_id: given("attempt"),
    q: given("q"),
    after: given("after"),
  }
}

const COLORS = {
  accepted: "green",
  asked: "green",
  silent: "orange",
  simulated: "grey",
  mismatch: "red",
  foreign: "red",
  forged: "red",
  unreadable: "red",
} as const satisfies Record<Notice["verdict"], string>

function NoticeRow({ notice }: { notice: Notice }) {
  const { t, pick } = useWords()
  const { attempt, verdict, meaning, why, code, message } = notice
  const words = why ?? [code && t("timeline.code", { code }), message].filter(Boolean).join(" · ")
  return (
    <li className="flex flex-col gap-3 px-6 py-4 lg:flex-row lg:items-start lg:justify-between">
      <div className="min-w-0">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <Text size="small" leading="compact" weight="plus">
            {t(`inbox.${titleOf(notice)}`, { gateway: pick(notice.gateway_name), state: t(`told.${notice.state}`) })}
          </Text>
          <StatusBadge color={COLORS[verdict]}>{t(`inbox.verdicts.${verdict}`)}</StatusBadge>
        </div>
        {meaning && (
          <Text size="small" leading="compact" className="mt-1 break-words">
            {pick(meaning)}
          </Text>
        )}
        {words && (
          <Text size="small" leading="compact" className="text-ui-fg-subtle mt-1 break-words">
            {words}
          </Text>
        )}
        <NoticeFacts notice={notice} />
        <Payload fields={notice.payload} />
      </div>
      <div className="flex shrink-0 flex-wrap items-center gap-2">
        {notice.query && attempt && <QueryButton attempt={attempt} />}
        {notice.can_replay && <ReplayButton noticeId={notice.id} />}
      </div>
    </li>
  )
}

function titleOf({ state, verdict }: Notice): "says" | "hint" | "unread" {
  if (state) return "says"
  return verdict === "asked" || verdict === "silent" ? "hint" : "unread"
}

/** About which payment, how much, and when. */
function NoticeFacts({ notice }: { notice: Notice }) {
  const { t, time } = useWords()
  const { attempt, amount, trade_no: number, merchant, times, created_at, last_at, bytes } = notice
  return (
    <div className="txt-compact-xsmall text-ui-fg-subtle mt-2 flex flex-wrap items-center gap-x-3 gap-y-1 tabular-nums">
      <time dateTime={created_at}>{time(created_at)}</time>
      {amount !== null && <span className="txt-compact-xsmall-plus text-ui-fg-base">{money(amount)}</span>}
      {attempt ? (
        <Link to={`/taiwan-payments?attempt=${attempt.id}`} className={`${LINK} break-all`}>
          {t("inbox.trade", { number: attempt.trade_no })}
        </Link>
      ) : (
        number && <span className="break-all">{t("inbox.trade", { number })}</span>
      )}
      {attempt?.order && (
        <Link to={`/orders/${attempt.order.id}`} className={LINK}>
          {t("alarms.order", { number: attempt.order.display_id })}
        </Link>
      )}
      <span>{t("inbox.account", { merchant })}</span>
      <span>{t("inbox.bytes", { count: bytes })}</span>
      {times > 1 && <span>{t("inbox.times", { count: times, time: time(last_at) })}</span>}
    </div>
  )
}
