import { Button, toast, usePrompt } from "@medusajs/ui"
import type { Attempt, AttemptDetail } from "../server/payments"
import { useCancelOrder, useCaptureInOrder } from "../server/staff"
import { money, useWords } from "./use-words"

type InOrder = NonNullable<AttemptDetail["actions"]["capture_in_order"]>

/** What is only authorised is taken, or let go with its order. */
export function CaptureButtons({ attempt, inOrder }: { attempt: Attempt; inOrder: InOrder }) {
  const { t, pick } = useWords()
  const capture = useCaptureInOrder(inOrder.payment_id)
  const cancel = useCancelOrder(inOrder.order_id)
  const words = {
    gateway: pick(attempt.gateway_name),
    amount: money(inOrder.amount),
    number: attempt.trade_no,
  }
  const ask = useAsked()
  const order = { ...words, number: attempt.order?.display_id }
  return (
    <div className="flex flex-wrap gap-2">
      <Button
        size="small"
        variant="secondary"
        isLoading={capture.isPending}
        onClick={() => ask("captureInOrder", words, () => capture.mutateAsync())}
      >
        {t("actions.captureInOrder.button")} {words.amount}
      </Button>
      {inOrder.can_release && (
        <Button
          size="small"
          variant="secondary"
          isLoading={cancel.isPending}
          onClick={() => ask("releaseInOrder", order, () => cancel.mutateAsync())}
        >
          {t("actions.releaseInOrder.button")}
        </Button>
      )}
    </div>
  )
}

/** Asks before it is done, and says what came of it. */
function useAsked() {
  const { t } = useWords()
  const prompt = usePrompt()
  const run = async (action: "captureInOrder" | "releaseInOrder", words: object, act: () => Promise<unknown>) => {
    const isMeant = await prompt({
      variant: action === "releaseInOrder" ? "danger" : "confirmation",
      title: t(`actions.${action}.promptTitle`, { ...words }),
      description: t(`actions.${action}.promptText`, { ...words }),
      confirmText: t(`actions.${action}.button`),
      cancelText: t("actions.cancel"),
    })
    if (!isMeant) return
    await act()
    toast.success(t(`actions.${action}.done`, { ...words }))
  }
  return (...asked: Parameters<typeof run>) => {
    run(...asked).catch((error: unknown) =>
      toast.error(t("failed"), { description: error instanceof Error ? error.message : undefined }),
    )
  }
}
