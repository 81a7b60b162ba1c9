import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import type * as Api from "../../api/admin/taiwan-payments/views"
import type { Attempt } from "./payments"
import { ask } from "./sdk"

export type PayoutLine = Api.LineView
export type Payout = Api.PayoutView
export type PayoutSums = Api.Json<Api.PayoutSums>
export type StatementAccount = Api.Json<Api.StatementAccount>
type Payouts = Api.Json<Api.PayoutsAnswer>
type Lines = Api.Json<Api.PayoutLinesAnswer>
type Missing = { readonly attempts: readonly Attempt[]; readonly count: number }

const BASE = "/admin/taiwan-payments"
const KEY = "taiwan-payments"

/** What payouts are narrowed to, by the names in the address. */
export interface PayoutWishes {
  readonly environment?: string
  readonly gateway?: string
  readonly from?: string
  readonly until?: string
  readonly payout?: string
  readonly result?: readonly string[]
  readonly q?: string
}

interface Slice {
  readonly limit: number
  readonly offset: number
}

function usePage<Answer>(path: string, query: object, enabled = true) {
  return useQuery({
    queryKey: [KEY, path, query],
    queryFn: () => ask<Answer>(`${BASE}/${path}`, { query: { ...query } }),
    placeholderData: keepPreviousData,
    enabled,
  })
}

export const usePayouts = (wishes: PayoutWishes & Slice) => usePage<Payouts>("payouts", wishes)
export const usePayoutSums = (wishes: PayoutWishes) => usePage<PayoutSums>("payouts/sums", wishes)
export const usePayoutLines = (wishes: PayoutWishes & Slice, enabled: boolean) =>
  usePage<Lines>("payouts/lines", wishes, enabled)
export const useMissing = (wishes: PayoutWishes & Slice, enabled: boolean) =>
  usePage<Missing>("payouts/missing", wishes, enabled)
export const useStatementAccounts = () =>
  usePage<{ readonly accounts: readonly StatementAccount[] }>("payouts/accounts", {})

/** Lines that the list is narrowed to, as a file. */
export function usePayoutExport() {
  return useMutation({
    mutationFn: async (query: PayoutWishes & { readonly language: string }) => {
      const headers = { accept: "text/csv" }
      const answer = await ask<Response>(`${BASE}/payouts/export`, { query: { ...query }, headers })
      return answer.blob()
    },
  })
}

export interface StatementFile {
  readonly file: File
  readonly account: StatementAccount
  readonly paidOutOn: string
}

/** Brings a statement; the browser sends its file as it is. */
export function useBringStatement() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ file, account: { gateway, environment, merchant }, paidOutOn }: StatementFile) =>
      ask<Api.StatementAnswer>(`${BASE}/statements`, {
        method: "POST",
        query: {
          gateway,
          environment,
          merchant,
          name: file.name,
          ...(paidOutOn ? { paid_out_on: paidOutOn } : {}),
        },
        headers: { "content-type": "text/csv", accept: "application/json" },
        body: file,
      }),
    onSettled: () => client.invalidateQueries({ queryKey: [KEY] }),
  })
}
