import { advance } from "../modules/ledger/advance"
import type { Attempt, EventKind, NewEvent, Verdict } from "../modules/ledger/records"
import type { RawMessage, SignedNotice, Trade } from "../toolkit/contract/gateway"
import { sha256Hex } from "../toolkit/digest"
import { isPaymentError } from "../toolkit/payment-error"
import { redact } from "../toolkit/redact"
import type { Verified } from "../toolkit/verified"
import { type PaymentContext, raiseAlarm } from "./context"
import { accountKey, type MethodAccount, methodOf } from "./method-account"
import { MinuteAllowance } from "./minute-allowance"

export interface Recorded {
  readonly verdict: Verdict
  readonly attempt: Attempt | null
}

/** Messages that prove nothing, and those about trades that are not ours: for each account so many a minute are kept. */
const forgeries = new MinuteAllowance(60)
const strangers = new MinuteAllowance(20)
/** Each conflict is another message that was written, and a gateway may send the same one many times at once. */
const CONFLICTS = 100

/**
 * A signed notice, from bytes to ledger: verify, bind, commit. When this returns `accepted`, the event is on disk.
 * @throws when the ledger cannot be written; the notice must not be acknowledged then.
 */
export async function recordNotice(
  context: PaymentContext,
  methodAccount: MethodAccount,
  notice: SignedNotice,
  raw: RawMessage,
  kind: EventKind,
): Promise<Recorded> {
  const verified = await verify(context, methodAccount, notice, raw, kind)
  if ("verdict" in verified) return verified
  const digest = digestOf(verified, methodAccount)
  const { tradeNo } = notice.read(verified)
  const attempt = await context.ledger.attemptByTrade({ ...accountKey(methodAccount.account), trade_no: tradeNo })
  const trade = notice.read(verified, attempt?.capture_mode ?? undefined)
  return recordMessage(context, methodAccount, trade, kind, digest)
}

async function verify(
  context: PaymentContext,
  methodAccount: MethodAccount,
  notice: SignedNotice,
  raw: RawMessage,
  kind: EventKind,
): Promise<Verified | Recorded> {
  try {
    return notice.verify(raw)
  } catch (error) {
    if (!isPaymentError(error)) throw error
    const verdict = error.kind === "signature" ? "forged" : "unreadable"
    await recordRefused(context, methodAccount, raw, kind, verdict, error.message)
    return { verdict, attempt: null }
  }
}

/**
 * The same for messages that mean the same: neither the case of a letter nor the order of the fields makes another one, nor
 * what stands outside of the signature.
 */
function digestOf({ fields }: Verified, { account }: MethodAccount): string {
  const secret = new Set(account.redaction.secret.map((name) => name.toLowerCase()))
  const pairs = Object.entries(fields).map(([name, value]) => [name.toLowerCase(), value.toLowerCase()] as const)
  const signed = pairs.filter(([name]) => !secret.has(name)).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return sha256Hex(JSON.stringify(signed))
}

/**
 * Binds a verified message to our own record and commits it. The gateway's own answers take the same way as its notices.
 */
export async function recordMessage(
  context: PaymentContext,
  methodAccount: MethodAccount,
  trade: Trade,
  kind: EventKind,
  digest: string,
): Promise<Recorded> {
  const { account } = methodAccount
  const key = { ...accountKey(account), trade_no: trade.tradeNo }
  for (let conflict = 0; conflict < CONFLICTS; conflict += 1) {
    // A number of ours in another merchant's message is not about our trade.
    const isOurs = trade.merchant === account.merchant
    const attempt = (isOurs ? await context.ledger.attemptByTrade(key) : null) ?? null
    const verdict = judge(methodAccount, attempt, trade)
    const event = eventOf(methodAccount, attempt, trade, kind, verdict, digest)
    if (attempt === null || verdict !== "accepted") return refuse(context, methodAccount, attempt, trade, event)
    const moved = await context.ledger.record(attempt, changeOf(methodAccount, attempt, trade), event)
    if (moved) return { verdict, attempt: moved }
  }
  throw new Error(`The attempt behind ${trade.tradeNo} changes too fast to be written.`)
}

function judge(methodAccount: MethodAccount, attempt: Attempt | null, trade: Trade): Verdict {
  if (attempt === null) return "foreign"
  const saysMoney = ["issued", "authorized", "captured"].includes(trade.state)
  if (trade.amount === null ? saysMoney : trade.amount !== attempt.amount) return "mismatch"
  return trade.simulated && methodAccount.account.environment === "production" ? "simulated" : "accepted"
}

/** A method that is captured at once is never merely authorised. */
function changeOf(methodAccount: MethodAccount, attempt: Attempt, trade: Trade): ReturnType<typeof advance> {
  const atOnce = trade.state === "authorized" && methodOf(methodAccount, attempt.method).capture === "immediate"
  return advance(attempt, atOnce ? { ...trade, state: "captured" } : trade, new Date())
}

async function refuse(
  context: PaymentContext,
  methodAccount: MethodAccount,
  attempt: Attempt | null,
  trade: Trade,
  event: NewEvent,
): Promise<Recorded> {
  const refused = { verdict: event.verdict, attempt }
  // Not a row, nor an alarm: the gateway sends again what is refused, until there is room.
  if (attempt === null && !strangers.take(accountName(methodAccount))) return refused
  await context.ledger.note(event)
  const saysPaid = (trade.state === "authorized" || trade.state === "captured") && !trade.simulated
  if (saysPaid && event.verdict !== "simulated") await raiseAlarm(context, unmatchedMoney(attempt, trade))
  return refused
}

function accountName({ account }: MethodAccount): string {
  return Object.values(accountKey(account)).join(" ")
}

function unmatchedMoney(attempt: Attempt | null, trade: Trade): Parameters<typeof raiseAlarm>[1] {
  const amount = trade.amount
  if (attempt === null) {
    const detail = `The gateway reports ${amount ?? "?"} TWD for trade ${trade.tradeNo}, which this shop never opened.`
    return {
      kind: "unknown_trade",
      attempt_id: null,
      subject: `${trade.merchant} ${trade.tradeNo}`.toUpperCase(),
      amount,
      detail,
      order_id: null,
    }
  }
  const detail = `The gateway reports ${amount ?? "no"} TWD for trade ${trade.tradeNo}, which was opened for ${attempt.amount} TWD.`
  return {
    kind: "wrong_amount",
    attempt_id: attempt.id,
    subject: attempt.id,
    amount,
    detail,
    order_id: attempt.order_id,
  }
}

function eventOf(
  methodAccount: MethodAccount,
  attempt: Attempt | null,
  trade: Trade,
  kind: EventKind,
  verdict: Verdict,
  digest: string,
): NewEvent {
  return {
    attempt_id: attempt?.id ?? null,
    gateway: methodAccount.account.id,
    kind,
    verdict,
    state: trade.state,
    code: trade.code,
    message: trade.message,
    amount: trade.amount,
    payload: redact(trade.fields, methodAccount.account.redaction),
    digest,
  }
}

/** A message that proves nothing is kept as its digest and size only, and a flood of them not at all. */
async function recordRefused(
  context: PaymentContext,
  methodAccount: MethodAccount,
  raw: RawMessage,
  kind: EventKind,
  verdict: Verdict,
  message: string,
): Promise<void> {
  if (!forgeries.take(accountName(methodAccount))) return
  context.logger.warn(`Taiwan payments refused a ${kind} for ${methodAccount.method.identifier}: ${message}`)
  const event = {
    attempt_id: null,
    gateway: methodAccount.account.id,
    kind,
    verdict,
    state: null,
    code: null,
    message,
    amount: null,
  }
  await context.ledger.note({ ...event, payload: { bytes: raw.body.length }, digest: sha256Hex(raw.body) })
}
