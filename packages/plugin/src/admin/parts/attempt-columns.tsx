import { ExclamationCircleSolid } from "@medusajs/icons"
import { createDataTableColumnHelper } from "@medusajs/ui"
import type { MouseEvent } from "react"
import { Link } from "react-router-dom"
import type { Attempt } from "../server/payments"
import { StateBadge } from "./state-badge"
import { useAddress } from "./use-address"
import { money, useWords } from "./use-words"

const column = createDataTableColumnHelper<Attempt>()

/** A link is followed by itself; the row around it leads to the same. */
const alone = (event: MouseEvent) => event.stopPropagation()

export function useColumns() {
  const { t, service, time } = useWords()
  const { to } = useAddress()
  return [
    column.accessor("trade_no", {
      header: t("facts.trade_no"),
      cell: ({ row: { original } }) => (
        <Link to={to({ attempt: original.id })} onClick={alone} className="tabular-nums focus-visible:underline">
          {original.trade_no}
        </Link>
      ),
    }),
    column.accessor("state", { header: t("list.state"), cell: ({ row }) => <State attempt={row.original} /> }),
    column.accessor("amount", {
      header: t("list.amount"),
      align: "right",
      enableSorting: true,
      cell: ({ getValue }) => <span className="tabular-nums">{money(getValue())}</span>,
    }),
    column.accessor("method", { header: t("list.method"), cell: ({ row: { original } }) => service(original) }),
    column.accessor("order", {
      header: t("list.order"),
      cell: ({ row: { original } }) => <OrderLink attempt={original} />,
    }),
    column.accessor("buyer", {
      header: t("buyer.title"),
      cell: ({ row: { original } }) => original.buyer?.name ?? original.buyer?.email ?? "–",
    }),
    column.accessor("created_at", {
      header: t("list.time"),
      enableSorting: true,
      cell: ({ getValue }) => <span className="tabular-nums">{time(getValue())}</span>,
    }),
  ]
}

function State({ attempt }: { attempt: Attempt }) {
  const { t } = useWords()
  return (
    <span className="flex items-center gap-x-2">
      <StateBadge attempt={attempt} />
      {attempt.open_alarms > 0 && (
        <ExclamationCircleSolid className="text-ui-tag-red-icon" role="img" aria-label={t("list.alarm")} />
      )}
    </span>
  )
}

function OrderLink({ attempt: { order } }: { attempt: Attempt }) {
  if (!order) return "–"
  return (
    <Link to={`/orders/${order.id}`} onClick={alone} className="focus-visible:underline">
      #{order.display_id}
    </Link>
  )
}
