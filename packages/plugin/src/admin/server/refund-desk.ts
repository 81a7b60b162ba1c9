import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import type * as Api from "../../api/admin/taiwan-payments/views"
import { ask } from "./sdk"

type Requests = Api.Json<Api.RefundRequestsAnswer>
type Batches = Api.Json<Api.RefundBatchesAnswer>
export type RefundRequest = Requests["refund_requests"][number]
export type RefundBatch = Batches["batches"][number]
export type RefundTab = Api.RefundTab

const BASE = "/admin/taiwan-payments"
const KEY = "taiwan-payments"
/** A queue that is looked at follows what buyers and colleagues do. */
const LIVE_MS = 15_000

interface Slice {
  readonly limit: number
  readonly offset: number
}

function usePage<Answer>(path: string, query: object) {
  return useQuery({
    queryKey: [KEY, path, query],
    queryFn: () => ask<Answer>(`${BASE}/${path}`, { query: { ...query } }),
    placeholderData: keepPreviousData,
    refetchInterval: LIVE_MS,
  })
}

export const useRefundRequests = (tab: RefundTab, slice: Slice) =>
  usePage<Requests>("refund-requests", { tab, ...slice })
export const useRefundBatches = (slice: Slice) => usePage<Batches>("refund-requests/batches", slice)

/** An account in the clear. */
export interface BankAccount {
  readonly bank: string
  readonly branch: string | null
  readonly number: string
  readonly holder: string
}

export interface RenewedLink {
  readonly url: string
  readonly ends_at: string
}

const step = <Answer, Body extends object | undefined>(name: string) => {
  return (id: string) => usePost<Answer, Body>(`refund-requests/${id}/${name}`)
}

export const useRenewLink = step<RenewedLink, undefined>("renew")
export const useApprove = step<unknown, { version: number }>("approve")
export const useCancelRequest = step<unknown, { reason: string }>("cancel")
export const useReturned = step<unknown, { reason: string }>("returned")
export const useEnterAccount = step<unknown, { bank: string; branch: string; number: string; holder: string }>("enter")
export const useShowAccount = step<{ readonly account: BankAccount }, undefined>("account")
export const useMakeBatch = () =>
  usePost<{ readonly batch: RefundBatch }, { ids: readonly string[] }>("refund-requests/batches")
export const useEndBatch = (id: string) =>
  usePost<{ readonly batch: RefundBatch }, { reference: string }>(`refund-requests/batches/${id}/done`)

export function useRequestRefund(attemptId: string) {
  return usePost<unknown, { amount: number; reason?: string; seen: { up_to: number; form: string } }>(
    `attempts/${attemptId}/refund-request`,
  )
}

/** The bank's file; that it is read is written down. */
export function useBatchFile() {
  return useMutation({
    mutationFn: async (id: string) => {
      const path = `${BASE}/refund-requests/batches/${id}/file`
      const answer = await ask<Response>(path, { method: "POST", headers: { accept: "text/csv" } })
      return answer.blob()
    },
  })
}

function usePost<Answer, Body extends object | undefined>(path: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: Body) => ask<Answer>(`${BASE}/${path}`, { method: "POST", body }),
    onSettled: () => Promise.all([KEY, "orders"].map((key) => client.invalidateQueries({ queryKey: [key] }))),
  })
}
