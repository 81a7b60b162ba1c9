import { Container, DataTable, type DataTableFilteringState, Heading, useDataTable } from "@medusajs/ui"
import { useEffect, useState } from "react"
import { useTranslation } from "react-i18next"
import { useAttempts } from "../server/payments"
import { useColumns } from "./attempt-columns"
import { ExportButton } from "./export-button"
import { LoadError } from "./load-error"
import { NamedButtons } from "./named-buttons"
import { addressOfFilters, sortText, type TableState, tableOf, wishesOf } from "./table-address"
import { useAddress } from "./use-address"
import { useFilters } from "./use-filters"
import { useWords } from "./use-words"

/** The grey of Medusa UI's filters has too little contrast for small letters. */
const LEGIBLE = "[&_.text-ui-fg-muted]:text-ui-fg-subtle"

/** All attempts, newest first, with search, filters and sorting: all of it in the address. */
export function AttemptsTable() {
  const { t } = useWords()
  const words = useTableWords()
  const { table, wishes, error, refetch } = useAttemptsTable()
  const empty = (name: "empty" | "notFound") => ({
    heading: t(`list.${name}Title`),
    description: t(`list.${name}Text`),
  })
  return (
    <Container className="overflow-hidden p-0">
      <NamedButtons name={words.remove} className={LEGIBLE}>
        <DataTable instance={table}>
          <DataTable.Toolbar
            className="flex flex-col items-start justify-between gap-3 px-6 py-4 md:flex-row md:items-center"
            translations={words.toolbar}
          >
            <Heading level="h2">{t("list.title")}</Heading>
            <div className="flex w-full items-center gap-2 md:w-auto">
              <NamedButtons name={words.filter}>
                <DataTable.FilterMenu tooltip={words.filter} />
              </NamedButtons>
              <ExportButton wishes={wishes} />
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
      </NamedButtons>
    </Container>
  )
}

function useAttemptsTable() {
  const address = useAddress()
  const state = tableOf(address)
  const { pageIndex, pageSize } = state.page
  const wishes = wishesOf(state)
  const { data, isLoading, error, refetch } = useAttempts({
    ...wishes,
    sort: sortText(state.sort) ?? undefined,
    limit: pageSize,
    offset: pageIndex * pageSize,
  })
  const isBeyondEnd = data !== undefined && data.attempts.length === 0 && pageIndex > 0
  useEffect(() => {
    if (isBeyondEnd) address.change({ page: null }, false)
  })
  const table = useDataTable({
    data: [...(data?.attempts ?? [])],
    rowCount: data?.count ?? 0,
    getRowId: ({ id }) => id,
    columns: useColumns(),
    filters: useFilters(),
    filtering: useFiltering(state.filters),
    isLoading,
    ...controlsOf(state, address.change),
    onRowClick: (_event, { id }) => address.change({ attempt: id }),
  })
  return { table, wishes, error, refetch }
}

/** What changes the address; each change says itself that it leads to the first page. */
function controlsOf({ q, sort, page }: TableState, change: ReturnType<typeof useAddress>["change"]) {
  return {
    autoResetPageIndex: false,
    search: { state: q, onSearchChange: (text: string) => change({ q: text || null, page: null }, false) },
    sorting: {
      state: sort,
      onSortingChange: (next: TableState["sort"]) => change({ sort: sortText(next), page: null }),
    },
    pagination: {
      state: page,
      onPaginationChange: ({ pageIndex }: TableState["page"]) =>
        change({ page: pageIndex > 0 ? String(pageIndex + 1) : null }),
    },
  }
}

/** A filter that was added and not filled in yet stands in no address. */
function useFiltering(filled: DataTableFilteringState) {
  const { change } = useAddress()
  const [added, setAdded] = useState<DataTableFilteringState>({})
  const onFilteringChange = (next: DataTableFilteringState) => {
    setAdded(Object.fromEntries(Object.entries(next).filter(([, value]) => isEmpty(value))))
    change(addressOfFilters(next))
  }
  return { state: { ...added, ...filled }, onFilteringChange }
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || (Array.isArray(value) && value.length === 0)
}

/** The dashboard's own words. */
function useTableWords() {
  const { t } = useTranslation()
  const pagination = ["of", "results", "pages", "prev", "next"].map((word) => [word, t(`general.${word}`)])
  return {
    pagination: Object.fromEntries(pagination),
    toolbar: { clearAll: t("actions.clearAll") },
    filter: t("filters.filterLabel"),
    remove: t("actions.remove"),
  }
}
