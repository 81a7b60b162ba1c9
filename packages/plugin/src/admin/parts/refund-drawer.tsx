import { Drawer, Text } from "@medusajs/ui"
import type { ReactNode } from "react"
import { Link } from "react-router-dom"
import type { RefundRequest } from "../server/refund-desk"
import { BuyerCard } from "./buyer"
import { LINK } from "./link-class"
import { NamedButtons } from "./named-buttons"
import { RefundActions } from "./refund-actions"
import { RefundStateBadge } from "./refund-state-badge"
import { MaskedAccount } from "./refund-table"
import { ShownAccount } from "./shown-account"
import { money, useWords } from "./use-words"

interface RefundDrawerProps {
  readonly request: RefundRequest
  readonly hasSecondPerson: boolean
  readonly onClose: () => void
}

/** A refund request beside the queue: what it is, what can be done, and what was done by whom. */
export function RefundDrawer({ request, hasSecondPerson, onClose }: RefundDrawerProps) {
  const { t } = useWords()
  const { attempt, amount } = request
  return (
    <Drawer open onOpenChange={(isOpen) => isOpen || onClose()}>
      <Drawer.Content aria-describedby={undefined} className="max-sm:inset-x-2 max-sm:w-auto sm:max-w-[560px]">
        <NamedButtons name={t("close")}>
          <Drawer.Header>
            <Drawer.Title>{t("refunds.of", { amount: money(amount) })}</Drawer.Title>
            {attempt?.order && (
              <Text size="small">
                <Link to={`/orders/${attempt.order.id}`} className={LINK}>
                  {t("alarms.order", { number: attempt.order.display_id })}
                </Link>
              </Text>
            )}
          </Drawer.Header>
        </NamedButtons>
        <Drawer.Body className="divide-y overflow-y-auto p-0">
          <Facts request={request} />
          <BuyerCard buyer={attempt?.buyer ?? null} />
          <RefundActions request={request} hasSecondPerson={hasSecondPerson} onDone={onClose} />
          <Steps request={request} />
        </Drawer.Body>
      </Drawer.Content>
    </Drawer>
  )
}

function Facts({ request }: { request: RefundRequest }) {
  const { t, time, service } = useWords()
  const { attempt, state, reason, batch, booked_as, problem, link_expires_at: end } = request
  const isAsked = state === "wanted" || state === "returned"
  return (
    <dl className="txt-compact-small grid grid-cols-[auto_1fr] gap-x-6 gap-y-2 px-6 py-4">
      <Fact name={t("list.state")}>
        <RefundStateBadge request={request} />
      </Fact>
      {attempt && (
        <Fact name={t("list.method")}>
          <Link to={`/taiwan-payments?attempt=${attempt.id}`} className={LINK}>
            {`${service(attempt)} · ${attempt.trade_no}`}
          </Link>
        </Fact>
      )}
      <Fact name={t("refunds.account.title")}>
        <MaskedAccount request={request} />
        {request.bank_code !== null && <ShownAccount key={request.version} request={request} />}
      </Fact>
      {isAsked && <Fact name={t("refunds.linkEnds")}>{time(end)}</Fact>}
      {reason && <Fact name={t("refunds.ask.reason")}>{reason}</Fact>}
      {batch && (
        <Fact name={t("refunds.batch.title")}>{[`#${batch.number}`, batch.reference].filter(Boolean).join(" · ")}</Fact>
      )}
      {booked_as !== null && state !== "done" && (
        <Fact name={t("refunds.booked.title")}>{t("refunds.booked.text")}</Fact>
      )}
      {problem && <Fact name={t("refunds.problem")}>{problem}</Fact>}
    </dl>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-ui-fg-subtle">{name}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  )
}

function Steps({ request: { steps } }: { request: RefundRequest }) {
  const { t, time } = useWords()
  return (
    <section aria-label={t("refunds.steps")} className="px-6 py-4">
      <Text size="small" leading="compact" weight="plus" className="mb-3">
        {t("refunds.steps")}
      </Text>
      <ol className="txt-compact-small flex flex-col gap-y-3">
        {steps.map((step) => (
          <li key={step.id}>
            <div className="flex flex-wrap justify-between gap-x-4">
              <span>{[t(`refunds.did.${step.kind}`), step.actor?.name].filter(Boolean).join(" · ")}</span>
              <time dateTime={step.created_at} className="text-ui-fg-subtle tabular-nums">
                {time(step.created_at)}
              </time>
            </div>
            {step.note && <p className="text-ui-fg-subtle mt-0.5 break-words">{step.note}</p>}
          </li>
        ))}
      </ol>
    </section>
  )
}
