import { Button, Text } from "@medusajs/ui"
import { type ReactNode, useState } from "react"
import { Link } from "react-router-dom"
import type { Attempt, AttemptDetail } from "../server/payments"
import { AskAccountPrompt } from "./ask-account-prompt"
import { BookDifferenceButton } from "./book-difference-button"
import { CaptureButtons } from "./capture-buttons"
import { QueryButton } from "./query-button"
import { PaidOtherwisePrompt, RefundByHandPrompt, RefundPrompt } from "./refund-prompts"
import { money, useWords } from "./use-words"

/** What can be done about a payment; each row says what its button will do. */
export function AttemptActions({ detail }: { detail: AttemptDetail }) {
  const { t, pick } = useWords()
  const { attempt, actions } = detail
  const [asking, setAsking] = useState<"refund" | "account" | "manual" | "paid" | null>(null)
  const close = () => setAsking(null)
  const gateway = pick(attempt.gateway_name)
  const {
    refund,
    refund_in_order: inOrder,
    refund_by_hand: manual,
    refund_request: account,
    paid_otherwise: paid,
    book_difference: book,
    capture_in_order: capture,
  } = actions
  const isOrdersOwn = refund?.kind === "refund" && attempt.order !== null
  const refundText = isOrdersOwn
    ? t("actions.refund.textOrder", { gateway, number: attempt.order?.display_id })
    : t(`actions.${refund?.kind}.text`, { gateway })
  return (
    <div className="divide-y">
      {actions.query && <QueryRow attempt={attempt} />}
      {refund && (
        <Row title={t(`actions.${refund.kind}.title`)} text={refundText}>
          <Button size="small" variant="danger" onClick={() => setAsking("refund")}>
            {t(`actions.${refund.kind}.button`)}
          </Button>
        </Row>
      )}
      {inOrder && (
        <Row title={t("actions.refundInOrder.title")} text={t("actions.refundInOrder.text", { gateway })}>
          <Button size="small" variant="secondary" asChild>
            <Link to={`/orders/${inOrder.order_id}/refund?paymentId=${inOrder.payment_id}`}>
              {t("actions.refundInOrder.button")}
            </Link>
          </Button>
        </Row>
      )}
      {capture && (
        <Row title={t("actions.captureInOrder.title")} text={t("actions.captureInOrder.text")}>
          <CaptureButtons attempt={attempt} inOrder={capture} />
        </Row>
      )}
      {detail.requested > 0 && (
        <Row title={t("refunds.asked.title", { amount: money(detail.requested) })} text={t("refunds.asked.text")}>
          <Button size="small" variant="secondary" asChild>
            <Link to="/taiwan-payments/refunds">{t("refunds.link")}</Link>
          </Button>
        </Row>
      )}
      {account && (
        <Row title={t("refunds.ask.title")} text={t("refunds.ask.text", { gateway })}>
          <Button size="small" variant="secondary" onClick={() => setAsking("account")}>
            {t("refunds.ask.button")}
          </Button>
        </Row>
      )}
      {manual && (
        <Row
          title={t("actions.manual.title")}
          text={manual.advice ? pick(manual.advice) : t("actions.manual.text", { gateway })}
        >
          <Button size="small" variant="secondary" onClick={() => setAsking("manual")}>
            {t("actions.manual.button")}
          </Button>
        </Row>
      )}
      {book && (
        <Row
          title={t("actions.book.title", { gateway, amount: money(book.amount) })}
          text={t("actions.book.text", { gateway, amount: money(book.amount) })}
        >
          <BookDifferenceButton attempt={attempt} amount={book.amount} />
        </Row>
      )}
      {paid && (
        <Row title={t("actions.paidOtherwise.title")} text={t("actions.paidOtherwise.text")}>
          <Button size="small" variant="secondary" onClick={() => setAsking("paid")}>
            {t("actions.paidOtherwise.button")}
          </Button>
        </Row>
      )}
      {asking === "account" && account && <AskAccountPrompt attempt={attempt} upTo={account.up_to} onClose={close} />}
      {asking === "paid" && paid && <PaidOtherwisePrompt attempt={attempt} upTo={paid.up_to} onClose={close} />}
      {asking === "refund" && refund && <RefundPrompt attempt={attempt} action={refund} onClose={close} />}
      {asking === "manual" && manual && (
        <RefundByHandPrompt attempt={attempt} upTo={manual.up_to} isCarried={detail.medusa.matched} onClose={close} />
      )}
    </div>
  )
}

function QueryRow({ attempt }: { attempt: Attempt }) {
  const { t, pick } = useWords()
  const gateway = pick(attempt.gateway_name)
  return (
    <Row title={t("actions.query.title", { gateway })} text={t("actions.query.text", { gateway })}>
      <QueryButton attempt={attempt} />
    </Row>
  )
}

function Row({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  return (
    <div className="bg-ui-bg-subtle flex flex-wrap items-center justify-between gap-x-6 gap-y-3 px-6 py-4 sm:flex-nowrap">
      <div className="min-w-0">
        <Text size="small" leading="compact" weight="plus">
          {title}
        </Text>
        <Text size="small" leading="compact" className="text-ui-fg-subtle mt-1 text-pretty">
          {text}
        </Text>
      </div>
      <div className="shrink-0">{children}</div>
    </div>
  )
}
