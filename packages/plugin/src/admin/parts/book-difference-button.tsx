import { Button, toast, usePrompt } from "@medusajs/ui"
import { type Attempt, useBookDifference } from "../server/payments"
import { money, useWords } from "./use-words"

/** Takes over what the gateway gave back by itself, once staff have agreed. */
export function BookDifferenceButton({ attempt, amount }: { attempt: Attempt; amount: number }) {
  const { t, pick } = useWords()
  const { mutateAsync, isPending } = useBookDifference(attempt.id)
  const ask = usePrompt()
  const words = { gateway: pick(attempt.gateway_name), amount: money(amount) }
  const book = async () => {
    const isMeant = await ask({
      variant: "confirmation",
      title: t("actions.book.title", words),
      description: t("actions.book.text", words),
      confirmText: t("actions.book.button", words),
      cancelText: t("actions.cancel"),
    })
    if (!isMeant) return
    await mutateAsync(undefined)
    toast.success(t("actions.book.done", words))
  }
  const run = () => {
    book().catch((error: unknown) => toast.error(t("failed"), { description: String(error) }))
  }
  return (
    <Button size="small" variant="secondary" isLoading={isPending} onClick={run}>
      {t("actions.book.button", words)}
    </Button>
  )
}
