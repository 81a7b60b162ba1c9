import type { MedusaContainer } from "@medusajs/framework/types"
import type { Notice, NoticeFilter } from "../../modules/ledger/inbox"
import { contextOf } from "../context"
import type { MethodAccount } from "../method-account"
import { accountAmong, methodAccountsOf } from "../method-accounts"
import { actionsOf } from "./actions"
import { viewOf } from "./attempt-views"
import { listOf, searchOf } from "./search"
import { explained, readerOf, type Situation, situationsOf } from "./situation"
import type { Notices, NoticeView } from "./views"

type Some<Value> = Value | readonly Value[]

export interface WantedNotices {
  readonly verdict?: Some<string>
  readonly gateway?: Some<string>
  readonly attempt_id?: string
  readonly from?: Date
  readonly until?: Date
  readonly q?: string
  readonly limit: number
  /** The last row of the page before. */
  readonly after?: string
}

/** Every notice that came, newest first, with what was decided about it. */
export async function listNotices(container: MedusaContainer, wanted: WantedNotices): Promise<Notices> {
  const { limit, after } = wanted
  const filter = await filterOf(container, wanted)
  const rows = await contextOf(container).ledger.inbox.list(filter, { limit: limit + 1, after })
  const notices = await viewsOf(container, rows.slice(0, limit))
  return { notices, has_more: rows.length > limit }
}

async function filterOf(container: MedusaContainer, wanted: WantedNotices): Promise<NoticeFilter> {
  const { attempt_id: attemptId, from, until, q } = wanted
  return {
    ...{ attemptId, from, until },
    verdicts: listOf(wanted.verdict),
    gateways: listOf(wanted.gateway),
    search: q ? await searchOf(container, q) : undefined,
  }
}

async function viewsOf(container: MedusaContainer, notices: readonly Notice[]): Promise<NoticeView[]> {
  const ids = notices.flatMap(({ attempt_id }) => attempt_id ?? [])
  const [accounts, situations] = await Promise.all([
    methodAccountsOf(container),
    readerOf(container)
      .attemptsById(ids)
      .then((attempts) => situationsOf(container, attempts)),
  ])
  return notices.map((notice) => {
    const situation = situations.find(({ attempt }) => attempt.id === notice.attempt_id)
    return viewOfNotice(notice, accountOfNotice(accounts, notice), situation)
  })
}

function viewOfNotice(notice: Notice, methodAccount: MethodAccount | null, situation?: Situation): NoticeView {
  const { trade, ...shown } = explained(methodAccount, notice)
  const verbatim = { en: notice.gateway, "zh-TW": notice.gateway }
  return {
    ...shown,
    gateway_name: methodAccount?.gateway.name ?? verbatim,
    attempt: situation ? viewOf(situation) : null,
    can_replay: trade !== null && methodAccount !== null,
    query: situation ? actionsOf(situation, new Date()).query : null,
  }
}

/** Any method of the account: a notice is judged by the account's keys and our own record. */
export function accountOfNotice(
  accounts: Awaited<ReturnType<typeof methodAccountsOf>>,
  notice: Notice,
): MethodAccount | null {
  return accountAmong(accounts, { ...notice, provider_id: "", method: "" })
}
