import { toast } from "@medusajs/ui"
import { useState } from "react"
import { type Attempt, type RefundAction, usePaidOtherwise, useRefund, useRefundByHand } from "../server/payments"
import { MoneyPrompt } from "./money-prompt"
import { useFormId } from "./use-form-id"
import { money, useWords } from "./use-words"

/** Gives back money that no order carries. */
export function RefundPrompt(props: { attempt: Attempt; action: RefundAction; onClose: () => void }) {
  const { t, pick } = useWords()
  const { attempt, onClose } = props
  // The page goes on following the payment; a form whose answer was lost is pressed again for what it showed at first.
  const [action] = useState(props.action)
  const form = useFormId()
  const { mutateAsync } = useRefund(attempt.id)
  const names = { gateway: pick(attempt.gateway_name), number: attempt.trade_no }
  const confirm = async (amount: number) => {
    await mutateAsync({ amount, seen: { ...action, form } })
    toast.success(t(`actions.${action.kind}.done`, { amount: money(amount) }))
  }
  return (
    <MoneyPrompt
      title={t(`actions.${action.kind}.promptTitle`, names)}
      text={t(`actions.${action.kind}.promptText`, names)}
      confirm={t(`actions.${action.kind}.button`)}
      upTo={action.up_to}
      isWhole={action.whole}
      isDangerous
      onConfirm={confirm}
      onClose={onClose}
    />
  )
}

interface ByHandProps {
  readonly attempt: Attempt
  readonly upTo: number
  /** Whether Medusa has a payment for the money, which then follows. */
  readonly isCarried: boolean
  readonly onClose: () => void
}

/** Books a refund that staff made themselves. */
export function RefundByHandPrompt({ attempt, upTo, isCarried, onClose }: ByHandProps) {
  const { t, pick } = useWords()
  const gateway = pick(attempt.gateway_name)
  const { mutateAsync } = useRefundByHand(attempt.id)
  const confirm = async (amount: number, reference: string) => {
    await mutateAsync({ amount, reference })
    toast.success(t("actions.manual.done", { amount: money(amount) }))
  }
  return (
    <MoneyPrompt
      title={t("actions.manual.promptTitle")}
      text={`${t("actions.manual.promptText", { gateway })}${isCarried ? t("actions.manual.promptOrder") : ""}`}
      confirm={t("actions.manual.button")}
      upTo={upTo}
      isWhole={false}
      asksReference
      isDangerous={false}
      onConfirm={confirm}
      onClose={onClose}
    />
  )
}

/** Writes down that the order of an awaited number was paid in another way. */
export function PaidOtherwisePrompt(props: { attempt: Attempt; upTo: number; onClose: () => void }) {
  const { t } = useWords()
  const { attempt, upTo, onClose } = props
  const { mutateAsync } = usePaidOtherwise(attempt.id)
  const confirm = async (amount: number, reference: string) => {
    await mutateAsync({ amount, reference })
    toast.success(t("actions.paidOtherwise.done", { amount: money(amount) }))
  }
  return (
    <MoneyPrompt
      title={t("actions.paidOtherwise.promptTitle")}
      text={t("actions.paidOtherwise.promptText", { number: attempt.trade_no })}
      confirm={t("actions.paidOtherwise.button")}
      upTo={upTo}
      isWhole={false}
      asksReference
      isDangerous={false}
      onConfirm={confirm}
      onClose={onClose}
    />
  )
}
