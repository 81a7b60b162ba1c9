import { Skeleton, StatusBadge, Text } from "@medusajs/ui"
import { Link } from "react-router-dom"
import { type Exchange, useExchanges } from "../server/inbox"
import { useWanted } from "./inbox-notices"
import { InboxPages } from "./inbox-pages"
import { LINK } from "./link-class"
import { LoadError } from "./load-error"
import { Payload } from "./payload"
import { useWords } from "./use-words"

/** What was asked of gateways and what they answered, newest first. */
export function InboxExchanges() {
  const { t } = useWords()
  const { gateway, attempt_id, after } = useWanted()
  const { data, error, refetch } = useExchanges({ gateway, attempt_id, after })
  if (error) return <LoadError error={error} onRetry={refetch} />
  if (!data) return <Skeleton className="mx-6 my-4 h-40" />
  return (
    <>
      {data.exchanges.length === 0 && (
        <Text size="small" className="text-ui-fg-subtle px-6 py-4">
          {t("inbox.noneAsked")}
        </Text>
      )}
      <ul className="divide-y">
        {data.exchanges.map((exchange) => (
          <ExchangeRow key={exchange.id} exchange={exchange} />
        ))}
      </ul>
      <InboxPages last={data.exchanges.at(-1)?.id} hasMore={data.has_more} />
    </>
  )
}

function ExchangeRow({ exchange }: { exchange: Exchange }) {
  const { t, pick, time } = useWords()
  const { attempt, status, problem, created_at } = exchange
  const isGood = status !== null && status < 400
  return (
    <li className="min-w-0 px-6 py-4">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Text size="small" leading="compact" weight="plus" className="break-all">
          {pick(exchange.gateway_name)} · {exchange.call}
        </Text>
        <StatusBadge color={isGood ? "green" : "red"}>
          {status === null ? t("inbox.noAnswer") : t("inbox.http", { status })}
        </StatusBadge>
      </div>
      {problem && (
        <Text size="small" leading="compact" className="text-ui-fg-subtle mt-1 break-words">
          {problem}
        </Text>
      )}
      <div className="txt-compact-xsmall text-ui-fg-subtle mt-2 flex flex-wrap items-center gap-x-3 gap-y-1 tabular-nums">
        <time dateTime={created_at}>{time(created_at)}</time>
        {attempt && (
          <Link to={`/taiwan-payments?attempt=${attempt.id}`} className={`${LINK} break-all`}>
            {t("inbox.trade", { number: attempt.trade_no })}
          </Link>
        )}
        <span className="break-all">{exchange.address}</span>
        <span>{t("inbox.account", { merchant: exchange.merchant })}</span>
        <span>{t("inbox.ms", { count: exchange.ms })}</span>
      </div>
      <div className="flex flex-col gap-y-1">
        <Payload fields={exchange.asked} show={t("inbox.asked")} hide={t("inbox.hideAsked")} />
        <Payload fields={exchange.answered} show={t("inbox.answered")} hide={t("inbox.hideAnswered")} />
      </div>
    </li>
  )
}
