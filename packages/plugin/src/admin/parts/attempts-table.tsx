import { ExclamationCircleSolid } from "@medusajs/icons"
import {
  Container,
  createDataTableColumnHelper,
  createDataTableFilterHelper,
  DataTable,
  type DataTableFilteringState,
  Heading,
  useDataTable,
} from "@medusajs/ui"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { Link } from "react-router-dom"
import { type Attempt, useAttempts } from "../server/payments"
import { LoadError } from "./load-error"
import { StateBadge } from "./state-badge"
import { money, useWords } from "./use-words"

const PAGE_SIZE = 20
const STATES = ["started", "issued", "authorized", "captured", "refunded", "voided", "failed", "expired"] as const

/** All attempts, newest first, with search and a filter by state. */
export function AttemptsTable({ onShow }: { onShow: (attemptId: string) => void }) {
  const { t } = useWords()
  const words = useTableWords()
  const { table, error, refetch } = useAttemptsTable(onShow)
  const empty = (name: "empty" | "notFound") => ({
    heading: t(`list.${name}Title`),
    description: t(`list.${name}Text`),
  })
  return (
    <Container className="overflow-hidden p-0">
      <DataTable instance={table}>
        <DataTable.Toolbar
          className="flex flex-col items-start justify-between gap-3 px-6 py-4 md:flex-row md:items-center"
          translations={words.toolbar}
        >
          <Heading level="h2">{t("list.title")}</Heading>
          <div className="flex w-full items-center gap-2 md:w-auto">
            <DataTable.FilterMenu tooltip={words.filter} />
            <DataTable.Search className="w-full md:w-72" placeholder={t("list.search")} />
          </div>
        </DataTable.Toolbar>
        {error ? (
          <LoadError error={error} onRetry={refetch} />
        ) : (
          <DataTable.Table emptyState={{ empty: empty("empty"), filtered: empty("notFound") }} />
        )}
        <div className="[&_button]:text-nowrap [&_p]:text-nowrap">
          <DataTable.Pagination translations={words.pagination} />
        </div>
      </DataTable>
    </Container>
  )
}

function useAttemptsTable(onShow: (attemptId: string) => void) {
  const [search, setSearch] = useState("")
  const [filtering, setFiltering] = useState<DataTableFilteringState>({})
  const [pagination, setPagination] = useState({ pageIndex: 0, pageSize: PAGE_SIZE })
  const state = Array.isArray(filtering.state) ? filtering.state.map(String) : undefined
  const { data, isLoading, error, refetch } = useAttempts({
    q: search || undefined,
    state: state?.length ? state : undefined,
    limit: PAGE_SIZE,
    offset: pagination.pageIndex * PAGE_SIZE,
  })
  const table = useDataTable({
    data: [...(data?.attempts ?? [])],
    rowCount: data?.count ?? 0,
    getRowId: ({ id }) => id,
    columns: useColumns(),
    filters: useFilters(),
    isLoading,
    search: { state: search, onSearchChange: setSearch },
    filtering: { state: filtering, onFilteringChange: setFiltering },
    pagination: { state: pagination, onPaginationChange: setPagination },
    onRowClick: (_event, { id }) => onShow(id),
  })
  return { table, error, refetch }
}

const column = createDataTableColumnHelper<Attempt>()

function useColumns() {
  const { t, service, time } = useWords()
  return [
    column.accessor("trade_no", {
      header: t("facts.trade_no"),
      cell: ({ row: { original } }) => (
        <Link to={`?attempt=${original.id}`} onClick={(event) => event.stopPropagation()} className="tabular-nums">
          {original.trade_no}
        </Link>
      ),
    }),
    column.accessor("state", { header: t("list.state"), cell: ({ row }) => <State attempt={row.original} /> }),
    column.accessor("amount", {
      header: t("list.amount"),
      align: "right",
      cell: ({ getValue }) => <span className="tabular-nums">{money(getValue())}</span>,
    }),
    column.accessor("method", {
      header: t("list.method"),
      cell: ({ row: { original } }) => service(original),
    }),
    column.accessor("order", { header: t("list.order"), cell: ({ row }) => orderNumber(row.original) }),
    column.accessor("buyer", {
      header: t("buyer.title"),
      cell: ({ row: { original } }) => original.buyer?.name ?? original.buyer?.email ?? "–",
    }),
    column.accessor("created_at", {
      header: t("list.time"),
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
        <ExclamationCircleSolid className="text-ui-tag-red-icon" aria-label={t("list.alarm")} />
      )}
    </span>
  )
}

function orderNumber({ order }: Attempt): string {
  return order ? `#${order.display_id}` : "–"
}

function useFilters() {
  const { t } = useWords()
  const options = STATES.map((state) => ({ label: t(`states.${state}`), value: state }))
  const filter = createDataTableFilterHelper<Attempt>()
  return [filter.accessor("state", { type: "multiselect", label: t("list.state"), options, searchable: false })]
}

/** The dashboard's own words. */
function useTableWords() {
  const { t } = useTranslation()
  const pagination = ["of", "results", "pages", "prev", "next"].map((word) => [word, t(`general.${word}`)])
  return {
    pagination: Object.fromEntries(pagination),
    toolbar: { clearAll: t("actions.clearAll") },
    filter: t("filters.filterLabel"),
  }
}
