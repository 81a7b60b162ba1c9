import { advance } from "../modules/ledger/advance"
import type { Attempt, EventKind, NewEvent, Verdict } from "../modules/ledger/records"
import type { RawMessage, SignedNotice, Trade } from "../toolkit/contract/gateway"
import { sha256Hex } from "../toolkit/digest"
import { environmentName } from "../toolkit/environment"
import { isPaymentError } from "../toolkit/payment-error"
import { redact } from "../toolkit/redact"
import type { Twd } from "../toolkit/twd"
import { type PaymentContext, raiseAlarm } from "./context"
import { type MethodAccount, methodOf } from "./method-account"

export interface Recorded {
  readonly verdict: Verdict
  readonly attempt: Attempt | null
}

const FORGERIES_NOTED_PER_MINUTE = 60
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
  const trade = await verifyAndRead(context, methodAccount, notice, raw, kind)
  return "verdict" in trade ? trade : recordMessage(context, methodAccount, trade, kind, sha256Hex(raw.body))
}

async function verifyAndRead(
  context: PaymentContext,
  methodAccount: MethodAccount,
  notice: SignedNotice,
  raw: RawMessage,
  kind: EventKind,
): Promise<Trade | Recorded> {
  try {
    return notice.read(notice.verify(raw))
  } catch (error) {
    if (!isPaymentError(error)) throw error
    const verdict = error.kind === "signature" ? "forged" : "unreadable"
    await recordRefused(context, methodAccount, raw, kind, verdict, error.message)
    return { verdict, attempt: null }
  }
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
  const key = {
    gateway: account.id,
    environment: environmentName(account.environment),
    merchant: account.merchant,
    trade_no: trade.tradeNo,
  }
  for (let conflict = 0; conflict < CONFLICTS; conflict += 1) {
    // A number of ours in another merchant's message is not about our trade.
    const isOurs = trade.merchant === account.merchant
    const attempt = (isOurs ? await context.ledger.attemptByTrade(key) : null) ?? null
    const verdict = judge(methodAccount, attempt, trade)
    const event = eventOf(methodAccount, attempt, trade, kind, verdict, digest)
    if (attempt === null || verdict !== "accepted") return refuse(context, attempt, trade, event)
    const capturing = await capturingOf(context, attempt, trade)
    const moved = await context.ledger.record(attempt, changeOf(methodAccount, attempt, trade, capturing), event)
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
function changeOf(
  methodAccount: MethodAccount,
  attempt: Attempt,
  trade: Trade,
  capturing: Twd | undefined,
): ReturnType<typeof advance> {
  const atOnce = trade.state === "authorized" && methodOf(methodAccount, attempt.method).capture === "immediate"
  return advance(attempt, atOnce ? { ...trade, state: "captured" } : trade, new Date(), capturing)
}

/** What was asked to be captured of an authorised trade, and may have been: its answer can have been lost. */
async function capturingOf({ ledger }: PaymentContext, attempt: Attempt, trade: Trade): Promise<Twd | undefined> {
  if (attempt.state !== "authorized" || trade.state !== "captured") return undefined
  const captures = await ledger.operationsOf(attempt.id, "capture")
  return captures.findLast(({ state, sent_at }) => state !== "refused" || sent_at !== null)?.amount
}

async function refuse(
  context: PaymentContext,
  attempt: Attempt | null,
  trade: Trade,
  event: NewEvent,
): Promise<Recorded> {
  await context.ledger.note(event)
  const saysPaid = (trade.state === "authorized" || trade.state === "captured") && !trade.simulated
  if (saysPaid && event.verdict !== "simulated") await raiseAlarm(context, unmatchedMoney(attempt, trade))
  return { verdict: event.verdict, attempt }
}

function unmatchedMoney(attempt: Attempt | null, trade: Trade): Parameters<typeof raiseAlarm>[1] {
  const amount = trade.amount
  if (attempt === null) {
    const detail = `The gateway reports ${amount ?? "?"} TWD for trade ${trade.tradeNo}, which this shop never opened.`
    return {
      kind: "unknown_trade",
      attempt_id: null,
      subject: `${trade.merchant} ${trade.tradeNo}`,
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

const noted = { minute: 0, count: 0 }

/** A message that proves nothing is kept as its digest and size only, and a flood of them not at all. */
async function recordRefused(
  context: PaymentContext,
  methodAccount: MethodAccount,
  raw: RawMessage,
  kind: EventKind,
  verdict: Verdict,
  message: string,
): Promise<void> {
  const minute = Math.floor(Date.now() / 60_000)
  if (noted.minute !== minute) Object.assign(noted, { minute, count: 0 })
  noted.count += 1
  if (noted.count > FORGERIES_NOTED_PER_MINUTE) return
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
