import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import { useEffect, useRef } from "react"
import type * as Api from "../../api/admin/taiwan-payments/views"
import { ask } from "./sdk"

export type Attempt = Api.Json<Api.AttemptView>
export type AttemptDetail = Api.Json<Api.AttemptDetail>
export type LedgerEvent = AttemptDetail["events"][number]
export type Operation = AttemptDetail["operations"][number]
export type Alarm = Api.Json<Api.AlarmView>
export type AttemptAlarm = AttemptDetail["alarms"][number]
export type Buyer = NonNullable<Attempt["buyer"]>
export type RefundAction = Api.RefundAction
type Attempts = Api.Json<Api.AttemptsAnswer>
type Alarms = Api.Json<Api.AlarmsAnswer>
export type Overview = Api.Json<Api.Overview>
export type Period = Api.Json<Api.Period>
type Choices = Api.Json<Api.Choices>
type QueryAnswer = Api.Json<Api.QueryAnswer>

const BASE = "/admin/taiwan-payments"
const KEY = "taiwan-payments"

export interface AttemptsWanted {
  readonly order_id?: string
  readonly q?: string
  readonly from?: string
  readonly until?: string
  readonly sort?: string
  readonly limit?: number
  readonly offset?: number
  /** Filters by their names in the address. */
  readonly [filter: string]: unknown
}

/** A page that is looked at follows what happens. */
const LIVE_MS = 15_000

export function useAttempts(wanted: AttemptsWanted) {
  return useQuery({
    queryKey: [KEY, "attempts", wanted],
    queryFn: () => ask<Attempts>(`${BASE}/attempts`, { query: { ...wanted } }),
    placeholderData: keepPreviousData,
    refetchInterval: LIVE_MS,
  })
}

/** Sums of what the list is narrowed to. */
export function useOverview(wanted: AttemptsWanted) {
  return useQuery({
    queryKey: [KEY, "overview", wanted],
    queryFn: () => ask<Overview>(`${BASE}/overview`, { query: { ...wanted } }),
    placeholderData: keepPreviousData,
    refetchInterval: 4 * LIVE_MS,
  })
}

/** What the list can be narrowed to; it changes with the options only. */
export function useChoices() {
  return useQuery({
    queryKey: [KEY, "choices"],
    queryFn: () => ask<Choices>(`${BASE}/choices`),
    staleTime: Number.POSITIVE_INFINITY,
  })
}

/** What Medusa's own buttons did to an order (refund, capture) shows as soon as the dashboard has read the order again. */
export function useFresh(order: object) {
  const client = useQueryClient()
  const shown = useRef(order)
  useEffect(() => {
    if (shown.current === order) return
    shown.current = order
    void client.invalidateQueries({ queryKey: [KEY] })
  }, [client, order])
}

export function useAttempt(id: string) {
  return useQuery({
    queryKey: [KEY, "attempt", id],
    queryFn: () => ask<AttemptDetail>(`${BASE}/attempts/${id}`),
  })
}

/** Open ones all at once; resolved ones in pages. */
export function useAlarms(
  which: "open" | "resolved",
  slice: { readonly limit: number; readonly offset: number },
  mine = false,
) {
  return useQuery({
    queryKey: [KEY, "alarms", which, slice, mine],
    queryFn: () => ask<Alarms>(`${BASE}/alarms`, { query: { [which]: true, mine, ...slice } }),
    placeholderData: keepPreviousData,
    refetchInterval: LIVE_MS,
  })
}

/** All attempts that the list is narrowed to, as a file. */
export function useExport() {
  return useMutation({
    mutationFn: async (query: AttemptsWanted & { readonly language: string }) => {
      const headers = { accept: "text/csv" }
      const answer = await ask<Response>(`${BASE}/export`, { query: { ...query }, headers })
      return answer.blob()
    },
  })
}

export function useAskNow(id: string) {
  return usePost<QueryAnswer, undefined>(`${BASE}/attempts/${id}/query`)
}

export function useAddNote(id: string) {
  return usePost<AttemptDetail, { text: string }>(`${BASE}/attempts/${id}/notes`)
}

export function useRefund(id: string) {
  return usePost<AttemptDetail, { amount?: number; seen?: RefundAction & { form: string } }>(
    `${BASE}/attempts/${id}/refund`,
  )
}

export function useRefundByHand(id: string) {
  return usePost<AttemptDetail, { amount: number; reference: string }>(`${BASE}/attempts/${id}/refund-by-hand`)
}

export function useBookDifference(id: string) {
  return usePost<AttemptDetail, undefined>(`${BASE}/attempts/${id}/book-difference`)
}

export function usePaidOtherwise(id: string) {
  return usePost<AttemptDetail, { amount: number; reference: string }>(`${BASE}/attempts/${id}/paid-otherwise`)
}

export function useResolveAlarm(id: string) {
  return usePost<unknown, { resolution: string }>(`${BASE}/alarms/${id}/resolve`)
}

/** How many are open, for the menu; whoever may not read them sees none. */
export function useOpenAlarms(): number {
  const { data } = useQuery({
    queryKey: [KEY, "alarms", "count"],
    queryFn: () => ask<Alarms>(`${BASE}/alarms`, { query: { open: true, limit: 1 } }),
    refetchInterval: 4 * LIVE_MS,
    retry: false,
  })
  return data?.count ?? 0
}

/** Settling goes on in the background for a moment after the answer. */
const SETTLED_AFTER_MS = 2_500

function usePost<Answer, Body extends object | undefined>(path: string) {
  const client = useQueryClient()
  const refresh = () => Promise.all([KEY, "orders"].map((key) => client.invalidateQueries({ queryKey: [key] })))
  return useMutation({
    mutationFn: (body: Body) => ask<Answer>(path, { method: "POST", body }),
    onSettled: () => {
      void refresh()
      setTimeout(() => void refresh(), SETTLED_AFTER_MS)
    },
  })
}
