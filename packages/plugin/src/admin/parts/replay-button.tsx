import { Button, toast, usePrompt } from "@medusajs/ui"
import { useReplay } from "../server/inbox"
import { useWords } from "./use-words"

/** Lets a verified notice be judged again, and says what came of it. */
export function ReplayButton({ noticeId }: { noticeId: string }) {
  const { t } = useWords()
  const { mutateAsync, isPending } = useReplay(noticeId)
  const ask = usePrompt()
  const replay = async () => {
    const isMeant = await ask({
      variant: "confirmation",
      title: t("inbox.replayTitle"),
      description: t("inbox.replayText"),
      confirmText: t("inbox.replay"),
      cancelText: t("actions.cancel"),
    })
    if (!isMeant) return
    const { verdict, changed } = await mutateAsync()
    const title = t("inbox.replayed", { verdict: t(`inbox.verdicts.${verdict}`) })
    toast.success(title, { description: changed ? t("inbox.changed") : t("inbox.unchanged") })
  }
  const run = () => {
    replay().catch((error: unknown) => {
      toast.error(t("failed"), { description: error instanceof Error ? error.message : undefined })
    })
  }
  return (
    <Button size="small" variant="secondary" isLoading={isPending} onClick={run}>
      {t("inbox.replay")}
    </Button>
  )
}
