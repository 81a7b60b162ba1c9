import { defineWidgetConfig } from "@medusajs/admin-sdk"
import type { AdminOrder, DetailWidgetProps } from "@medusajs/framework/types"
import { TriangleDownMini } from "@medusajs/icons"
import { Container, clx, Heading } from "@medusajs/ui"
import { useId, useState } from "react"
import { AttemptBody } from "../parts/attempt-body"
import { AttemptTitle } from "../parts/attempt-title"
import { LoadError } from "../parts/load-error"
import { PaymentLinkButton } from "../parts/payment-link-button"
import { useWords } from "../parts/use-words"
import { type Attempt, useAttempts, useFresh } from "../server/payments"

/** The payments of an order, or of a draft, the telling one open. An order without any shows nothing. */
function OrderPayments({ data: order }: DetailWidgetProps<AdminOrder>) {
  const { t } = useWords()
  const { data, error, refetch } = useAttempts({ order_id: order.id, limit: 50 })
  useFresh(order)
  const attempts = data?.attempts ?? []
  const isOwed = mayBeOwed(order)
  if (attempts.length === 0 && !error && !isOwed) return null
  const first = telling(attempts)
  return (
    <Container className="divide-y overflow-hidden p-0">
      <div className="px-6 py-4">
        <Heading level="h2">{t("title")}</Heading>
      </div>
      {error && <LoadError error={error} onRetry={refetch} />}
      {isOwed && <PaymentLinkButton orderId={order.id} />}
      {attempts.map((attempt) => (
        <Foldable key={attempt.id} attempt={attempt} isOpenFirst={attempt === first} />
      ))}
    </Container>
  )
}

/** By Medusa's books; what a link asks is decided by the ledger. */
function mayBeOwed({ status, currency_code, summary }: AdminOrder): boolean {
  return status !== "canceled" && currency_code === "twd" && Number(summary?.pending_difference ?? 0) > 0
}

/** With an alarm, else with money, else awaited, else the newest. */
function telling(attempts: readonly Attempt[]): Attempt | undefined {
  const isTelling: ((attempt: Attempt) => boolean)[] = [
    ({ open_alarms }) => open_alarms > 0,
    ({ state }) => state === "captured" || state === "authorized" || state === "refunded",
    ({ state }) => state === "issued",
  ]
  return isTelling.map((test) => attempts.find(test)).find((found) => found) ?? attempts[0]
}

function Foldable({ attempt, isOpenFirst }: { attempt: Attempt; isOpenFirst: boolean }) {
  const [isOpen, setOpen] = useState(isOpenFirst)
  const id = useId()
  return (
    <div>
      <button
        type="button"
        className="hover:bg-ui-bg-base-hover focus-visible:shadow-borders-focus flex w-full items-center gap-x-4 px-6 py-4 text-left outline-none transition-colors"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
      >
        <AttemptTitle attempt={attempt} />
        <TriangleDownMini
          className={clx("text-ui-fg-subtle shrink-0 transition-transform", { "-rotate-90": !isOpen })}
        />
      </button>
      {isOpen && (
        <div id={id} className="border-t">
          <AttemptBody id={attempt.id} />
        </div>
      )}
    </div>
  )
}

export const config = defineWidgetConfig({ zone: ["order.details.side", "draft_order.details.side"] })

export default OrderPayments
