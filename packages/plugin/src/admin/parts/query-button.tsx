import { Button, toast } from "@medusajs/ui"
import { type Attempt, useAskNow } from "../server/payments"
import { money, useWords } from "./use-words"

/** Asks the gateway about a payment now, and says what it answered. */
export function QueryButton({ attempt }: { attempt: Attempt }) {
  const { t } = useWords()
  const { ask, isAsking } = useQuestion(attempt)
  return (
    <Button size="small" variant="secondary" isLoading={isAsking} onClick={ask}>
      {t("actions.query.button")}
    </Button>
  )
}

const GOOD: ReadonlySet<string> = new Set(["issued", "authorized", "captured"])

function useQuestion(attempt: Attempt) {
  const { t, pick, time } = useWords()
  const { mutateAsync, isPending } = useAskNow(attempt.id)
  const gateway = pick(attempt.gateway_name)
  const tell = async () => {
    const { answer, outcome, problem, difference, again_at: at } = await mutateAsync(undefined)
    const again = at ? t("actions.query.again", { time: time(at) }) : ""
    if (answer) {
      const state = t(`told.${answer.state}`)
      const meaning = answer.meaning && pick(answer.meaning)
      const words = [meaning, t("timeline.code", { code: answer.code }), answer.message].filter(Boolean).join(" · ")
      const isGood = GOOD.has(answer.state)
      toast[isGood ? "success" : "info"](t("actions.query.answered", { gateway, state }), { description: words })
      if (difference) toast.warning(t("actions.query.differs", { gateway, amount: money(Math.abs(difference)) }))
    } else if (outcome === "silent") {
      toast.error(t("actions.query.silent", { gateway }), {
        description: [problem && pick(problem), again].filter(Boolean).join(" "),
      })
    } else {
      toast.info(t("actions.query.tooSoon"), { description: again })
    }
  }
  const ask = () => {
    tell().catch((error: unknown) => toast.error(t("failed"), { description: String(error) }))
  }
  return { ask, isAsking: isPending }
}
