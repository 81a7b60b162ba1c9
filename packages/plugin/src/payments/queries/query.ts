import { isPaid } from "../../modules/ledger/advance"
import type { AccountKey, Attempt, Operation } from "../../modules/ledger/records"
import { type Conversation, converse } from "../../toolkit/contract/conversation"
import type { Trade } from "../../toolkit/contract/gateway"
import { sha256Hex } from "../../toolkit/digest"
import { describeError, PaymentError } from "../../toolkit/payment-error"
import type { Desk } from "../context"
import { momentOf, paidTrade, type Terminal } from "../method-account"
import { bindAndCommit } from "../record-message"
import { isWanted } from "./still-payable"

const ASK_NO_LONGER_MS = 7 * 86_400_000
const ABSENT_WAIT_MS = 10 * 60_000

export interface Answered {
  readonly attempt: Attempt
  /** What the gateway said just now; null when it was not asked or did not answer. */
  readonly trade: Trade | null
  /** Why it did not answer; null also when it was not asked. */
  readonly problem: PaymentError | null
}

/**
 * Asks the gateway about an attempt, within its patience, and commits what it says. Never throws for a gateway that
 * is silent: then nothing is known, and nothing changes.
 */
export async function inquire(desk: Desk, terminal: Terminal, attempt: Attempt): Promise<Answered> {
  const claim = await claimQuestion(desk, terminal, attempt)
  if (!claim) return { attempt: (await desk.ledger.attempt(attempt.id)) ?? attempt, trade: null, problem: null }
  try {
    return await askGateway(desk, terminal, claim)
  } catch (error) {
    if (!(error instanceof PaymentError)) throw error
    if (error.facts.retryAt) terminal.line.shutOutUntil(error.facts.retryAt)
    desk.logger.warn(`Taiwan payments could not ask about ${attempt.trade_no}: ${describeError(error)}`)
    return { attempt: claim.attempt, trade: null, problem: error }
  }
}

/** The right to ask about an attempt, and what it was counted by, should the trade turn out not to be there. */
interface Claim {
  readonly attempt: Attempt
  readonly counted: string | null
}

/** Takes the right to ask: one process at a time, not too often, within the account's allowance. */
async function claimQuestion(desk: Desk, terminal: Terminal, attempt: Attempt): Promise<Claim | null> {
  const now = new Date()
  const recently =
    attempt.asked_at && now.getTime() - attempt.asked_at.getTime() < terminal.gateway.pace.perTradeSeconds * 1000
  if (recently) return null
  const mayBeAbsent = terminal.gateway.pace.absentPerHour !== undefined && isUnheardOf(attempt)
  const counted = mayBeAbsent ? await count(desk, terminal, attempt, now) : null
  if (mayBeAbsent && counted === null) return putOff(desk, attempt, new Date(now.getTime() + ABSENT_WAIT_MS))
  const asked = await takeTurn(desk, terminal, attempt, now)
  if (asked) return { attempt: asked, counted }
  await uncount(desk, attempt, counted)
  return null
}

function count(desk: Desk, { gateway }: Terminal, attempt: Attempt, now: Date): Promise<string | null> {
  const hourAgo = new Date(now.getTime() - 3_600_000)
  return desk.ledger.countQuestion(accountOf(attempt), hourAgo, gateway.pace.absentPerHour ?? 0)
}

async function uncount(desk: Desk, attempt: Attempt, counted: string | null): Promise<void> {
  if (counted !== null) await desk.ledger.uncountQuestion(accountOf(attempt), counted)
}

async function takeTurn(desk: Desk, terminal: Terminal, attempt: Attempt, now: Date): Promise<Attempt | null> {
  if (terminal.line.mayAsk())
    return desk.ledger.change(attempt, { asked_at: now, ask_at: nextQuestion(terminal, attempt, now) })
  return putOff(desk, attempt, new Date(now.getTime() + Math.max(terminal.line.waitMs(), 1)))
}

/** A trade that the gateway never spoke of: asking may well be answered with "no such trade". */
function isUnheardOf({ state, code, reference, voucher }: Attempt): boolean {
  return state === "departed" && code === null && reference === null && voucher === null
}

/** Those that wait must not keep the trades of other accounts from their turn. */
async function putOff(desk: Desk, attempt: Attempt, until: Date): Promise<null> {
  if (attempt.ask_at !== null) await desk.ledger.change(attempt, { ask_at: until })
  return null
}

function accountOf({ gateway, environment, merchant }: Attempt): AccountKey {
  return { gateway, environment, merchant }
}

/** Each silence is allowed to last as long as all before it together; after a week the trade is left to notices. */
function nextQuestion(terminal: Terminal, attempt: Attempt, now: Date): Date | null {
  const age = now.getTime() - attempt.created_at.getTime()
  if (isPaid(attempt) || age > ASK_NO_LONGER_MS) return null
  return new Date(now.getTime() + Math.max(terminal.method.quietMinutes * 60_000, age))
}

async function askGateway(desk: Desk, terminal: Terminal, claim: Claim): Promise<Answered> {
  const trade = await query(desk, terminal, claim)
  return trade.state === "approved"
    ? confirm(desk, terminal, claim.attempt, trade)
    : commitAnswer(desk, terminal, claim.attempt, trade)
}

/** The question counts against the account only where the gateway knows no such trade. */
async function query(desk: Desk, terminal: Terminal, { attempt, counted }: Claim): Promise<Trade> {
  let isAbsent = false
  try {
    const trade = await about(attempt, converse(await question(terminal, attempt, "query"), terminal.line.send))
    isAbsent = trade.state === "absent"
    return trade
  } finally {
    if (!isAbsent) await uncount(desk, attempt, counted)
  }
}

/**
 * Takes what the buyer approved, one process at a time; never for a session that is gone, changed, paid or cancelled:
 * what is not confirmed is not charged. The answer is committed before the next one looks, or two tabs would both pay.
 */
async function confirm(desk: Desk, terminal: Terminal, attempt: Attempt, approved: Trade): Promise<Answered> {
  return desk.ledger.exclusively(`session ${attempt.session_id}`, async () => {
    if (!(await isWanted(desk, terminal, attempt))) return commitAnswer(desk, terminal, attempt, approved)
    const operation = await beginConfirm(desk, attempt)
    const taking = converse(await question(terminal, attempt, "confirm"), terminal.line.send)
    const trade = await about(attempt, taking)
    const answered = await commitAnswer(desk, terminal, attempt, trade)
    await desk.ledger.finish(operation, { state: trade.state === "pending" ? "unknown" : "done", code: trade.code })
    return answered
  })
}

/** Written down first: while its answer is missing, no other attempt of the session is taken. */
async function beginConfirm(desk: Desk, { id, amount }: Attempt): Promise<Operation> {
  const facts = { attempt_id: id, kind: "confirm", idempotency_key: `confirm ${id}`, amount } as const
  return (await desk.ledger.begin({ ...facts, requested: String(amount) })).operation
}

async function commitAnswer(desk: Desk, terminal: Terminal, asked: Attempt, trade: Trade): Promise<Answered> {
  const digest = sha256Hex(JSON.stringify(trade.fields))
  const { attempt } = await bindAndCommit(desk, terminal, trade, "answer", digest)
  return { attempt: attempt ?? asked, trade, problem: null }
}

async function question(terminal: Terminal, attempt: Attempt, kind: "query" | "confirm"): Promise<Conversation<Trade>> {
  const ask = terminal.gateway[kind]
  if (!ask)
    throw new PaymentError("unsupported", `${terminal.kind.name.en} has no ${kind}.`, { gateway: attempt.gateway })
  return ask(paidTrade(terminal, attempt), await momentOf(terminal))
}

/** An answer about another trade is no answer. */
async function about(attempt: Attempt, answer: Promise<Trade>): Promise<Trade> {
  const trade = await answer
  if (trade.tradeNo !== attempt.trade_no && trade.state !== "absent") {
    throw new PaymentError("unreadable", "The gateway answered about another trade.", { gateway: attempt.gateway })
  }
  return { ...trade, tradeNo: attempt.trade_no }
}
