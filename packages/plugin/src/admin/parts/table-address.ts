import type { AttemptsWanted } from "../server/payments"
import { amountAddress, amountsOf, amountText } from "./amount-text"
import type { Changes } from "./use-address"

/** Filters whose address has their own name, once for each value. */
export const LISTS = ["state", "gateway", "method", "merchant", "environment", "refunds"] as const

const PAGE_SIZE = 20
const SORTS: ReadonlySet<string> = new Set(["created_at", "-created_at", "amount", "-amount"])

interface Address {
  readonly get: (name: string) => string
  readonly all: (name: string) => string[]
}

/** The table as its address says; what nobody can mean is left out. */
export interface TableState {
  readonly q: string
  readonly sort: { readonly id: string; readonly desc: boolean } | null
  readonly page: { readonly pageIndex: number; readonly pageSize: number }
  readonly filters: Readonly<Record<string, unknown>>
}

export function tableOf({ get, all }: Address): TableState {
  const lists = LISTS.flatMap((name) => (all(name).length > 0 ? [[name, all(name)] as const] : []))
  const amount = amountText(amountsOf(get("amount")))
  const dates = { ...dateAt("$gte", get("from")), ...dateAt("$lte", get("to")) }
  return {
    q: get("q"),
    sort: sortOf(get("sort")),
    page: { pageIndex: Math.max(0, Math.floor(Number(get("page")) || 1) - 1), pageSize: PAGE_SIZE },
    filters: {
      ...Object.fromEntries(lists),
      ...(get("alarms") === "open" ? { alarms: "open" } : {}),
      ...(amount ? { amount } : {}),
      ...(Object.keys(dates).length > 0 ? { created_at: dates } : {}),
    },
  }
}

function sortOf(sort: string): TableState["sort"] {
  return SORTS.has(sort) ? { id: sort.replace("-", ""), desc: sort.startsWith("-") } : null
}

/** As the address and the server have it; null where nothing is sorted. */
export function sortText(sort: TableState["sort"]): string | null {
  return sort ? `${sort.desc ? "-" : ""}${sort.id}` : null
}

function dateAt(end: "$gte" | "$lte", text: string): object {
  return Number.isNaN(Date.parse(text)) ? {} : { [end]: text }
}

/** What changed filters change in the address; the first page is shown then. */
export function addressOfFilters(filters: Readonly<Record<string, unknown>>): Changes {
  const lists = LISTS.map((name) => [name, Array.isArray(filters[name]) ? filters[name].map(String) : null])
  const dates = isRecord(filters.created_at) ? filters.created_at : {}
  return {
    ...Object.fromEntries(lists),
    alarms: filters.alarms === "open" ? "open" : null,
    amount: amountAddress(filters.amount),
    from: typeof dates.$gte === "string" ? dates.$gte : null,
    to: typeof dates.$lte === "string" ? dates.$lte : null,
    page: null,
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null
}

/** What the server is asked for, but for the page. */
export function wishesOf({ q, filters }: TableState): AttemptsWanted {
  const { created_at, amount, ...others } = filters
  const amounts = amountsOf(String(amount ?? ""))
  const { $gte: from, $lte: to } = isRecord(created_at) ? created_at : {}
  // The last moment of a day is still within it; the server's end is not.
  const until = typeof to === "string" ? new Date(Date.parse(to) + 1).toISOString() : undefined
  return {
    ...others,
    q: q || undefined,
    amount_from: amounts.from || undefined,
    amount_to: amounts.to || undefined,
    from: typeof from === "string" ? from : undefined,
    until,
  }
}
