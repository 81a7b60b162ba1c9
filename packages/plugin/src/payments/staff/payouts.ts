import type { MedusaContainer } from "@medusajs/framework/types"
import { type LineFilter, type Page, type PayoutFilter, PayoutReader } from "../../modules/ledger/payouts/payout-reader"
import type { Payout, StoredLine } from "../../modules/ledger/payouts/payout-records"
import type { Listed } from "../../modules/ledger/reader"
import type { AccountKey, Attempt } from "../../modules/ledger/records"
import type { EnvironmentName } from "../../toolkit/environment"
import { contextOf } from "../context"
import { accountKey, type MethodAccount } from "../method-account"
import { windowsNow } from "../payouts/check-statements"
import { layoutsOf, statementAccounts } from "../payouts/statement-accounts"
import { viewsOf } from "./attempt-views"
import { countedEnvironments } from "./counted-money"
import type { LineView, PayoutSums, PayoutView, StatementAccount, StatementView } from "./payout-views"
import type { AttemptView } from "./views"

type Wished<Filter> = Omit<Filter, "environments"> & { readonly environment?: EnvironmentName }

/** What staff narrow payouts by; without an environment those whose money the shop counts. */
export type PayoutWishes = Wished<PayoutFilter>

export type LineWishes = Wished<LineFilter>

const STATEMENTS_SHOWN = { limit: 10, offset: 0 }

export async function payoutsOf(
  container: MedusaContainer,
  wishes: PayoutWishes,
  page: Page,
): Promise<Listed<PayoutView>> {
  const { rows, count } = await readerOf(container).payouts(await filterOf(container, wishes), page)
  return { rows: await named(container, rows), count }
}

/** Month by month, and how many lines came to which result. */
export async function payoutSums(container: MedusaContainer, wishes: PayoutWishes): Promise<PayoutSums> {
  const reader = readerOf(container)
  const filter = await filterOf(container, wishes)
  const [months, results, windows, statements, others] = await Promise.all([
    reader.months(filter),
    reader.results(filter),
    windowsOf(container, filter),
    reader.statements(STATEMENTS_SHOWN),
    othersOf(container, reader),
  ])
  const { count } = await reader.missing(windows, { limit: 1, offset: 0 })
  return { months, results, missing: count, statements: await named(container, statements.map(viewOf)), others }
}

export async function payoutLines(
  container: MedusaContainer,
  wishes: LineWishes,
  page: Page,
): Promise<Listed<LineView>> {
  const { rows, count } = await readerOf(container).lines(await lineFilterOf(container, wishes), page)
  return { rows: await named(container, rows), count }
}

/** Money of ours that stands in no statement though its time has passed. */
export async function missingPayments(
  container: MedusaContainer,
  wishes: PayoutWishes,
  page: Page,
): Promise<Listed<AttemptView>> {
  const windows = await windowsOf(container, await filterOf(container, wishes))
  const { rows, count } = await readerOf(container).missing(windows, page)
  return { rows: await viewsOf(container, rows as readonly Attempt[]), count }
}

/** Accounts of which statements can be brought, and in which layouts. */
export async function accountsWithStatements(container: MedusaContainer): Promise<StatementAccount[]> {
  return (await statementAccounts(container)).map((each) => ({
    ...accountKey(each.account),
    gateway_name: each.gateway.name,
    layouts: layoutsOf(each).map(({ id, name, titles }) => ({ id, name, titles: titles.map(([title = ""]) => title) })),
    fetched: each.account.statement?.ofDay !== undefined,
  }))
}

function viewOf({ digest: _digest, methods: _methods, checked_at: _checked, ...shown }: StatementRow) {
  return shown
}

type StatementRow = Awaited<ReturnType<PayoutReader["statements"]>>[number]

async function filterOf<Wishes extends PayoutWishes>(container: MedusaContainer, wishes: Wishes) {
  const { environment, ...filter } = wishes
  return { ...filter, environments: environment ? [environment] : await countedEnvironments(container) }
}

/** One payout, or one trade, is whichever environment's it is. */
export async function lineFilterOf(container: MedusaContainer, wishes: LineWishes): Promise<LineFilter> {
  const { environment: _wished, ...filter } = wishes
  return wishes.payout || wishes.q ? filter : filterOf(container, wishes)
}

/** Environments of which there are payouts that the shop does not count. */
async function othersOf(container: MedusaContainer, reader: PayoutReader): Promise<EnvironmentName[]> {
  const [all, counted] = await Promise.all([reader.environments(), countedEnvironments(container)])
  return counted ? all.filter((each) => !counted.includes(each)) : []
}

async function windowsOf(container: MedusaContainer, { gateway, merchant, environments }: PayoutFilter) {
  const windows = await windowsNow(container)
  return windows.filter(
    (window) =>
      (!gateway || window.gateway === gateway) &&
      (!merchant || window.merchant === merchant) &&
      (!environments || environments.includes(window.environment)),
  )
}

/** With the gateway's name, where the options know it. */
export async function named<Row extends AccountKey>(container: MedusaContainer, rows: readonly Row[]) {
  const names = new Map((await statementAccounts(container)).map(nameOf))
  return rows.map((row) => ({
    ...row,
    gateway_name: names.get(row.gateway) ?? { en: row.gateway, "zh-TW": row.gateway },
  }))
}

function nameOf({ gateway }: MethodAccount) {
  return [gateway.id, gateway.name] as const
}

export function readerOf(container: MedusaContainer): PayoutReader {
  return new PayoutReader(contextOf(container).db)
}

export type { LineView, Payout, PayoutView, StatementView, StoredLine }
