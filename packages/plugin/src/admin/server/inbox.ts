import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import type * as Api from "../../api/admin/taiwan-payments/views"
import { ask } from "./sdk"

export type Notice = Api.Json<Api.NoticeView>
export type Exchange = Api.Json<Api.ExchangeView>

const BASE = "/admin/taiwan-payments"
const LIVE_MS = 15_000

export interface Wanted {
  readonly verdict?: string
  readonly gateway?: string
  readonly attempt_id?: string
  readonly q?: string
  readonly after?: string
}

export function useNotices(wanted: Wanted) {
  return useQuery({
    queryKey: ["taiwan-payments", "notices", wanted],
    queryFn: () => ask<Api.Json<Api.Notices>>(`${BASE}/notices`, { query: { ...wanted } }),
    placeholderData: keepPreviousData,
    refetchInterval: LIVE_MS,
  })
}

export function useExchanges(wanted: Omit<Wanted, "verdict" | "q">) {
  return useQuery({
    queryKey: ["taiwan-payments", "exchanges", wanted],
    queryFn: () => ask<Api.Json<Api.Exchanges>>(`${BASE}/exchanges`, { query: { ...wanted } }),
    placeholderData: keepPreviousData,
    refetchInterval: LIVE_MS,
  })
}

export function useReplay(id: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => ask<Api.Replayed>(`${BASE}/notices/${id}/replay`, { method: "POST", body: {} }),
    onSettled: () => client.invalidateQueries({ queryKey: ["taiwan-payments"] }),
  })
}
