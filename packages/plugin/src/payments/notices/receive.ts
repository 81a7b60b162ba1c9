import { isPaid } from "../../modules/ledger/advance"
import type { Attempt } from "../../modules/ledger/records"
import type { Gate, RawMessage, Reply } from "../../toolkit/contract/gateway"
import { environmentName } from "../../toolkit/environment"
import type { Desk } from "../context"
import type { Terminal } from "../method-account"
import { inquire } from "../queries/query"
import { isWanted } from "../queries/still-payable"
import { takeNotice } from "../record-message"

/** What to answer a notice, and which session to settle after it. */
export interface Heard {
  readonly reply: Reply
  readonly settle: string | null
}

const NEVER_CALLS: Reply = { status: 404, type: "text/plain", body: "Not found" }

/** A test notice is received, though nothing comes of it in production. */
const RECEIVED: ReadonlySet<string> = new Set(["accepted", "simulated"])

/** Answers a gateway that asks whether to take the money, from our own record. */
export async function answerGate(desk: Desk, terminal: Terminal, gate: Gate, raw: RawMessage): Promise<Reply> {
  const attempt = await hinted(desk, terminal, gate.tradeNo(raw))
  return attempt && (await isWanted(desk, terminal, attempt)) ? gate.yes : gate.no
}

/** Takes a notice in. @throws when the ledger cannot be written: the gateway must send again. */
export async function hear(desk: Desk, terminal: Terminal, raw: RawMessage): Promise<Heard> {
  const { notice } = terminal.gateway
  if (notice === null) return { reply: NEVER_CALLS, settle: null }
  if (notice.kind === "signed") {
    const { verdict, attempt } = await takeNotice(desk, terminal, notice, raw, "notice")
    return { reply: RECEIVED.has(verdict) ? notice.ack : notice.refuse, settle: dueSession(attempt) }
  }
  const attempt = await hinted(desk, terminal, notice.tradeNo(raw))
  if (!attempt) return { reply: notice.refuse, settle: null }
  const { attempt: told, trade } = await inquire(desk, terminal, attempt)
  const known = trade !== null || isPaid(told)
  return { reply: known ? notice.ack : notice.refuse, settle: dueSession(told) }
}

async function hinted(desk: Desk, { gateway }: Terminal, tradeNo: string | null): Promise<Attempt | undefined> {
  if (tradeNo === null) return undefined
  return desk.ledger.attemptByTrade({
    gateway: gateway.id,
    environment: environmentName(gateway.environment),
    merchant: gateway.merchant,
    trade_no: tradeNo,
  })
}

function dueSession(attempt: Attempt | null): string | null {
  return attempt && attempt.settle_at !== null ? attempt.session_id : null
}
