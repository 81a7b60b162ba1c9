import { isPaid } from "../../modules/ledger/advance"
import type { Attempt } from "../../modules/ledger/records"
import type { HintNotice, PreChargeCheck, RawMessage, Reply, TradeState } from "../../toolkit/contract/gateway"
import { sha256Hex } from "../../toolkit/digest"
import type { PaymentContext } from "../context"
import { accountKey, type MethodAccount } from "../method-account"
import { queryStatus } from "../queries/query"
import { isStillPayable } from "../queries/still-payable"
import { showInInbox } from "./arrivals"
import { countRefusal } from "./refusals"
import { recordNotice } from "./verify"

/** What to answer a notice, and the attempt that Medusa may have to follow after it. */
export interface NoticeOutcome {
  readonly reply: Reply
  readonly attempt: Attempt | null
}

const NEVER_CALLS: Reply = { status: 404, type: "text/plain", body: "Not found" }

/** A test notice is received, though nothing comes of it in production. */
const RECEIVED: ReadonlySet<string> = new Set(["accepted", "simulated"])

/** Answers a gateway that asks whether to take the money, from our own record. */
export async function answerPreChargeCheck(
  context: PaymentContext,
  methodAccount: MethodAccount,
  gate: PreChargeCheck,
  raw: RawMessage,
): Promise<Reply> {
  const attempt = await attemptForHint(context, methodAccount, gate.tradeNo(raw))
  return attempt && (await isStillPayable(context, methodAccount, attempt)) ? gate.approve : gate.decline
}

/** Takes a notice in. @throws when the ledger cannot be written: the gateway must send again. */
export async function receiveNotice(
  context: PaymentContext,
  methodAccount: MethodAccount,
  raw: RawMessage,
): Promise<NoticeOutcome> {
  const { notice } = methodAccount.account
  if (notice === null) return { reply: NEVER_CALLS, attempt: null }
  if (notice.kind === "signed") {
    const { verdict, attempt } = await recordNotice(context, methodAccount, raw, "notice")
    return { reply: RECEIVED.has(verdict) ? notice.ack : notice.refuse, attempt }
  }
  return receiveHint(context, methodAccount, notice, raw)
}

const UNDECIDED: ReadonlySet<TradeState> = new Set(["pending", "absent"])

async function receiveHint(
  context: PaymentContext,
  methodAccount: MethodAccount,
  notice: HintNotice,
  raw: RawMessage,
): Promise<NoticeOutcome> {
  const attempt = await attemptForHint(context, methodAccount, notice.tradeNo(raw))
  if (!attempt) {
    const refused = { kind: "notice", verdict: "foreign", why: "it names no trade of ours" } as const
    await countRefusal(context, methodAccount, raw, refused)
    await showInInbox(context, methodAccount, raw, { ...refused, digest: sha256Hex(raw.body), attempt: null })
    return { reply: notice.refuse, attempt: null }
  }
  const { attempt: updated, trade } = await queryStatus(context, methodAccount, attempt)
  // A gateway whose record lags behind its own notice must send it again: what it says now would be asked about minutes later.
  const isDecided = trade !== null && !UNDECIDED.has(trade.state)
  const known = isDecided || isPaid(updated)
  // Whatever else an unsigned message says was not read, so that all about one trade are the same.
  const digest = sha256Hex(`hint ${attempt.id}`)
  const verdict = trade !== null || isPaid(updated) ? "asked" : "silent"
  await showInInbox(context, methodAccount, raw, { kind: "notice", verdict, digest, attempt: updated })
  return { reply: known ? notice.ack : notice.refuse, attempt: updated }
}

async function attemptForHint(
  context: PaymentContext,
  methodAccount: MethodAccount,
  tradeNo: string | null,
): Promise<Attempt | undefined> {
  if (tradeNo === null) return undefined
  for (const { account } of [methodAccount, ...methodAccount.previous]) {
    const attempt = await context.ledger.attemptByTrade({ ...accountKey(account), trade_no: tradeNo })
    if (attempt) return attempt
  }
  return undefined
}
