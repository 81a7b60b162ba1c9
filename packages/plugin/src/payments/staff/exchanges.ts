import type { MedusaContainer } from "@medusajs/framework/types"
import type { Exchange } from "../../modules/ledger/exchanges"
import { contextOf } from "../context"
import { accountAmong, methodAccountsOf } from "../method-accounts"
import { viewsOf } from "./attempt-views"
import { listOf } from "./search"
import { readerOf } from "./situation"
import type { Exchanges } from "./views"

export interface WantedExchanges {
  readonly gateway?: string | readonly string[]
  readonly attempt_id?: string
  readonly limit: number
  /** The last row of the page before. */
  readonly after?: string
}

/** What was sent to gateways and what they answered, newest first. */
export async function listExchanges(container: MedusaContainer, wanted: WantedExchanges): Promise<Exchanges> {
  const { limit, after, attempt_id: attemptId } = wanted
  const filter = { attemptId, gateways: listOf(wanted.gateway) }
  const rows = await contextOf(container).ledger.exchanges.list(filter, { limit: limit + 1, after })
  return { exchanges: await viewsOfExchanges(container, rows.slice(0, limit)), has_more: rows.length > limit }
}

async function viewsOfExchanges(
  container: MedusaContainer,
  exchanges: readonly Exchange[],
): Promise<Exchanges["exchanges"]> {
  const ids = exchanges.flatMap(({ attempt_id }) => attempt_id ?? [])
  const accounts = await methodAccountsOf(container)
  const attempts = await viewsOf(container, await readerOf(container).attemptsById(ids))
  return exchanges.map((exchange) => {
    const account = accountAmong(accounts, { ...exchange, provider_id: "", method: "" })
    const verbatim = { en: exchange.gateway, "zh-TW": exchange.gateway }
    const attempt = attempts.find(({ id }) => id === exchange.attempt_id) ?? null
    return { ...exchange, gateway_name: account?.gateway.name ?? verbatim, attempt }
  })
}
