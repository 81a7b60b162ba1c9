import { StatusBadge } from "@medusajs/ui"
import type { RefundRequest } from "../server/refund-desk"
import { useWords } from "./use-words"

const COLORS = {
  wanted: "orange",
  given: "blue",
  approved: "blue",
  sent: "purple",
  returned: "red",
  done: "green",
  cancelled: "grey",
} as const satisfies Record<RefundRequest["state"], string>

export function RefundStateBadge({ request: { state } }: { request: RefundRequest }) {
  const { t } = useWords()
  return (
    <StatusBadge color={COLORS[state]} className="text-nowrap">
      {t(`refunds.states.${state}`)}
    </StatusBadge>
  )
}
