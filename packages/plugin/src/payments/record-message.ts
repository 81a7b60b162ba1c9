import { advance } from "../modules/ledger/advance"
import type { NewNotice } from "../modules/ledger/inbox"
import { NEEDED_DETAILS } from "../modules/ledger/personal-data"
import type { Attempt, AttemptChange, EventKind, NewAlarm, NewEvent, Verdict } from "../modules/ledger/records"
import type { Trade } from "../toolkit/contract/gateway"
import { describeError } from "../toolkit/payment-error"
import { redact } from "../toolkit/redact"
import type { Twd } from "../toolkit/twd"
import { authorizationEnd } from "./authorization-end"
import { firstBalanceCheck } from "./balance-check-at"
import { explainsWorse } from "./better-decline"
import { alarmAbout, type PaymentContext, raiseAlarm } from "./context"
import { accountKey, type MethodAccount, methodOf, providerName } from "./method-account"
import { MinuteAllowance } from "./minute-allowance"
import { tellPaidAgain } from "./paid-again"
import { plainTrade } from "./plain-trade"
import { count } from "./telemetry/metrics"

export interface Recorded {
  readonly verdict: Verdict
  readonly attempt: Attempt | null
}

/** A message that came by itself: our record of its trade as it was read, and the row that shows it once it is believed. */
export interface Arrived {
  readonly attempt: Attempt | undefined
  readonly shownAs: (attempt: Attempt) => NewNotice | null
}

/** Of messages about trades that are not ours so many a minute are kept, for each provider; the same one again takes no room. */
const strangers = new MinuteAllowance(20)
/** Each conflict is another message that was written, and a gateway may send the same one many times at once. */
const CONFLICTS = 100

/**
 * Binds a verified message to our own record and commits it. The gateway's own answers take the same way as its notices.
 */
export async function recordMessage(
  context: PaymentContext,
  methodAccount: MethodAccount,
  heard: Trade,
  kind: EventKind,
  digest: string,
  arrived?: Arrived,
): Promise<Recorded> {
  const told = plainTrade(heard)
  const { account } = methodAccount
  if (told.state === "unknown") count("unknownCodes", { gateway: account.id })
  const key = { ...accountKey(account), trade_no: told.tradeNo }
  for (let conflict = 0; conflict < CONFLICTS; conflict += 1) {
    // A number of ours in another merchant's message is not about our trade.
    const isOurs = told.merchant === account.merchant
    const read = () => (conflict === 0 && arrived ? arrived.attempt : context.ledger.attemptByTrade(key))
    const attempt = (isOurs ? await read() : null) ?? null
    const trade = attempt?.erased_at ? aboutNobody(told) : told
    const capturing = attempt ? await capturingOf(context, attempt, trade) : undefined
    const verdict = judge(methodAccount, attempt, trade, capturing)
    const event = eventOf(methodAccount, attempt, trade, kind, verdict, digest)
    if (attempt === null || verdict !== "accepted") return refuse(context, methodAccount, attempt, trade, event)
    const change = changeOf(methodAccount, attempt, trade, capturing)
    const kept = explainsWorse(methodAccount.account, attempt, trade, kind) ? withoutWords(change) : change
    const moved = await commit(context, attempt, kept, event, arrived?.shownAs(attempt))
    if (!moved) continue
    await tellPaidAgain(context, attempt, trade)
    return { verdict, attempt: moved }
  }
  throw new Error(`The attempt behind ${told.tradeNo} changes too fast to be written.`)
}

/** Together with its row in the inbox; should that not be taken, without it: the inbox is to be looked at, the ledger is the money. */
async function commit(
  { ledger, logger }: PaymentContext,
  attempt: Attempt,
  change: AttemptChange,
  event: NewEvent,
  shown: NewNotice | null = null,
): Promise<Attempt | null> {
  if (shown === null) return ledger.record(attempt, change, event)
  try {
    return await ledger.record(attempt, change, event, shown)
  } catch (error) {
    const moved = await ledger.record(attempt, change, event)
    logger.warn(`Taiwan payments: a notice is missing in the inbox, though not in the ledger: ${describeError(error)}`)
    return moved
  }
}

function withoutWords({ code: _code, message: _message, ...change }: AttemptChange): AttemptChange {
  return change
}

/** What was erased does not come back with a late message. */
function aboutNobody(trade: Trade): Trade {
  const details = Object.entries(trade.details).filter(([name]) => NEEDED_DETAILS.includes(name))
  return { ...trade, message: "", voucher: null, details: Object.fromEntries(details), fields: {} }
}

function judge(
  methodAccount: MethodAccount,
  attempt: Attempt | null,
  trade: Trade,
  capturing: Twd | undefined,
): Verdict {
  if (attempt === null) return "foreign"
  const saysMoney = ["issued", "authorized", "captured"].includes(trade.state)
  // Of what this shop captured in part, or may have, some gateways tell the part from then on.
  const part = attempt.captured_amount > 0 ? attempt.captured_amount : capturing
  const isOurPart = trade.state === "captured" && trade.amount === part
  if (!isOurPart && (trade.amount === null ? saysMoney : trade.amount !== attempt.amount)) return "mismatch"
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
  const change = advance(attempt, atOnce ? { ...trade, state: "captured" } : trade, new Date(), capturing)
  return { ...change, ...authorizationEnd(methodAccount.account, change), ...firstBalanceCheck(change) }
}

/** What was asked to be captured of an authorised trade, and may have been: its answer can have been lost. Of several, the one that is told. */
async function capturingOf({ ledger }: PaymentContext, attempt: Attempt, trade: Trade): Promise<Twd | undefined> {
  if (attempt.state !== "authorized" || trade.state !== "captured") return undefined
  const captures = await ledger.operationsOf(attempt.id, "capture")
  const sent = captures.filter(({ state, sent_at }) => state !== "refused" || sent_at !== null)
  return (sent.find(({ amount }) => amount === trade.amount) ?? sent.at(-1))?.amount
}

async function refuse(
  context: PaymentContext,
  methodAccount: MethodAccount,
  attempt: Attempt | null,
  trade: Trade,
  event: NewEvent,
): Promise<Recorded> {
  const refused = { verdict: event.verdict, attempt }
  // Neither a row nor an alarm: the gateway sends again what is refused, until there is room.
  if (
    attempt === null &&
    !(await context.ledger.refusals.hasNoted(event)) &&
    !strangers.take(providerName(methodAccount))
  )
    return refused
  await context.ledger.note(event)
  const saysPaid = (trade.state === "authorized" || trade.state === "captured") && !trade.simulated
  if (saysPaid && event.verdict !== "simulated") await raiseAlarm(context, unmatchedMoney(attempt, trade))
  return refused
}

function unmatchedMoney(attempt: Attempt | null, trade: Trade): NewAlarm {
  const amount = trade.amount
  if (attempt === null) {
    const detail = {
      en: `The gateway reports ${amount ?? "?"} TWD for trade ${trade.tradeNo}, which this shop never opened.`,
      "zh-TW": `金流服務商回報交易 ${trade.tradeNo} 的 ${amount ?? "？"} 元，但本店從未建立這筆交易。`,
    }
    return {
      kind: "unknown_trade",
      attempt_id: null,
      subject: `${trade.merchant} ${trade.tradeNo}`.toUpperCase(),
      amount,
      detail,
      order_id: null,
    }
  }
  const detail = {
    en: `The gateway reports ${amount ?? "no"} TWD for trade ${trade.tradeNo}, which was opened for ${attempt.amount} TWD.`,
    "zh-TW": `金流服務商回報交易 ${trade.tradeNo} 的金額為 ${amount ?? "？"} 元，建立時為 ${attempt.amount} 元。`,
  }
  return alarmAbout(attempt, "wrong_amount", detail, { amount })
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
