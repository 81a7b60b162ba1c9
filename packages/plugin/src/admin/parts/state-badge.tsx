import { StatusBadge } from "@medusajs/ui"
import type { Attempt } from "../server/payments"
import { useWords } from "./use-words"

const COLORS = {
  started: "blue",
  issued: "orange",
  failed: "red",
  expired: "grey",
  authorized: "blue",
  captured: "green",
  voided: "grey",
  refunded: "grey",
} as const satisfies Record<Attempt["state"], string>

export function StateBadge({ attempt }: { attempt: Attempt }) {
  const { t } = useWords()
  const isPartly = attempt.state === "captured" && attempt.refunded_amount > 0
  return (
    <StatusBadge color={isPartly ? "orange" : COLORS[attempt.state]} className="text-nowrap">
      {t(`states.${isPartly ? "partlyRefunded" : attempt.state}`)}
    </StatusBadge>
  )
}
