import { ExclamationCircleSolid } from "@medusajs/icons"
import { Button } from "@medusajs/ui"
import { useState } from "react"
import { Link } from "react-router-dom"
import type { Alarm } from "../server/payments"
import { AlarmWords } from "./alarm-note"
import { AlarmOwner } from "./alarm-owner"
import { BookDifferenceButton } from "./book-difference-button"
import { BuyerLine } from "./buyer"
import { CaptureButtons } from "./capture-buttons"
import { LINK } from "./link-class"
import { RefundByHandPrompt, RefundPrompt } from "./refund-prompts"
import { ResolvePrompt } from "./resolve-prompt"
import { money, useWords } from "./use-words"

/** An open alarm: what happened, about which money, and what can be done. */
export function AlarmRow({ alarm, onShow }: { alarm: Alarm; onShow: (attemptId: string) => void }) {
  const { t, pick } = useWords()
  const [asking, setAsking] = useState<"refund" | "manual" | "resolve" | null>(null)
  const close = () => setAsking(null)
  const { attempt, refund, refund_by_hand: manual, book_difference: book, capture_in_order: capture } = alarm
  // An unknown trade has no attempt here, and so no gateway with a name.
  const gateway = attempt ? pick(attempt.gateway_name) : t("alarms.gateway")
  return (
    <div className="flex flex-col gap-4 px-6 py-4 lg:flex-row lg:items-start lg:justify-between">
      <div className="flex min-w-0 gap-x-3">
        <ExclamationCircleSolid className="text-ui-tag-red-icon mt-0.5 shrink-0" />
        <div className="min-w-0">
          <AlarmWords alarm={alarm} gateway={gateway} due={attempt?.amount ?? null} isMatched={alarm.matched} />
          <AlarmFacts alarm={alarm} />
        </div>
      </div>
      <div className="flex shrink-0 flex-wrap items-center gap-2 pl-5 lg:max-w-md lg:justify-end lg:pl-0">
        {attempt && (
          <Button size="small" variant="transparent" onClick={() => onShow(attempt.id)}>
            {t("alarms.details")}
          </Button>
        )}
        <AlarmOwner alarm={alarm} />
        <Button size="small" variant="secondary" onClick={() => setAsking("resolve")}>
          {t("alarms.resolve")}
        </Button>
        {book && attempt && <BookDifferenceButton attempt={attempt} amount={book.amount} />}
        {capture && attempt && <CaptureButtons attempt={attempt} inOrder={capture} />}
        {manual?.advice && (
          <Button size="small" variant="secondary" onClick={() => setAsking("manual")}>
            {t("actions.manual.button")}
          </Button>
        )}
        {refund && (
          <Button size="small" variant="danger" onClick={() => setAsking("refund")}>
            {t(`actions.${refund.kind}.button`)} {money(refund.up_to)}
          </Button>
        )}
      </div>
      {asking === "resolve" && <ResolvePrompt alarmId={alarm.id} onClose={close} />}
      {asking === "manual" && manual && attempt && (
        <RefundByHandPrompt attempt={attempt} upTo={manual.up_to} isCarried={alarm.matched} onClose={close} />
      )}
      {asking === "refund" && refund && attempt && <RefundPrompt attempt={attempt} action={refund} onClose={close} />}
    </div>
  )
}

/** The money of an alarm, where it is, and since when. */
export function AlarmFacts({ alarm }: { alarm: Alarm }) {
  const { t, service, time } = useWords()
  const { amount, attempt, order, subject, created_at } = alarm
  return (
    <div className="txt-compact-xsmall text-ui-fg-subtle mt-2 flex flex-wrap items-center gap-x-3 gap-y-1 tabular-nums">
      {amount !== null && <span className="txt-compact-xsmall-plus text-ui-fg-base">{money(amount)}</span>}
      <span className="break-all">{attempt ? `${service(attempt)} · ${attempt.trade_no}` : subject}</span>
      {order && (
        <Link to={`/orders/${order.id}`} className={LINK}>
          {t("alarms.order", { number: order.display_id })}
        </Link>
      )}
      <AlarmLinks alarm={alarm} />
      {attempt?.buyer && <BuyerLine buyer={attempt.buyer} />}
      <time dateTime={created_at}>{time(created_at)}</time>
    </div>
  )
}

/** The payment that its order was paid by, and the gateway's own view of this one. */
function AlarmLinks({ alarm: { attempt, twin, portal } }: { alarm: Alarm }) {
  const { t, pick } = useWords()
  return (
    <>
      {twin && (
        <Link to={`/taiwan-payments?attempt=${twin.id}`} className={`${LINK} break-all`}>
          {t("alarms.twin", { number: twin.trade_no })}
        </Link>
      )}
      {attempt && portal && (
        <a href={portal} target="_blank" rel="noreferrer" className={LINK}>
          {t("alarms.portal", { gateway: pick(attempt.gateway_name) })}
        </a>
      )}
    </>
  )
}
