import type { KeptTrade, NewNotice, NoticeVerdict } from "../../modules/ledger/inbox"
import type { Attempt, EventKind } from "../../modules/ledger/records"
import type { CaptureMode, RawMessage, Trade, TradeState } from "../../toolkit/contract/gateway"
import { describeError } from "../../toolkit/payment-error"
import { redact } from "../../toolkit/redact"
import type { PaymentContext } from "../context"
import { accountKey, accountName, type MethodAccount } from "../method-account"
import { MinuteAllowance } from "../minute-allowance"
import { count } from "../telemetry/metrics"

/** Of what proves nothing so much a minute goes to the database, whatever a stranger sends. */
const strangers = new MinuteAllowance(20)

/** A message that came in, and what was decided about it. */
export interface Arrival {
  readonly kind: EventKind
  readonly verdict: NoticeVerdict
  readonly digest: string
  readonly attempt: Attempt | null
  /** What it says, where it was verified; and what of a trade that was opened in either way. */
  readonly trade?: Trade
  readonly readAs?: (opened: CaptureMode) => TradeState
  readonly why?: string
}

/**
 * Shows a message in the inbox. It was judged and committed before: should the inbox fail, that stands, and the gateway is answered
 * by it.
 */
export async function showInInbox(
  { ledger, logger }: PaymentContext,
  methodAccount: MethodAccount,
  { body }: RawMessage,
  arrival: Arrival,
): Promise<void> {
  countNotice(methodAccount, body, arrival.verdict)
  if (body.length === 0 || (!arrival.attempt && !arrival.trade && !strangers.take(accountName(methodAccount)))) return
  try {
    await ledger.inbox.add(noticeOf(methodAccount, body.length, arrival))
  } catch (error) {
    logger.warn(`Taiwan payments: a notice is missing in the inbox, though not in the ledger: ${describeError(error)}`)
  }
}

export function countNotice({ account }: MethodAccount, body: Buffer, verdict: NoticeVerdict): void {
  if (body.length > 0) count("notices", { gateway: account.id, verdict })
}

export function noticeOf({ account, method }: MethodAccount, bytes: number, arrival: Arrival): NewNotice {
  const { kind, verdict, digest, attempt, trade, readAs, why = null } = arrival
  const attempt_id = attempt?.id ?? null
  const about = { ...accountKey(account), provider: method.identifier, kind, verdict, why, attempt_id, digest, bytes }
  const nothing = { state: null, code: null, message: null, amount: null, payload: {}, trade: null }
  const trade_no = trade?.tradeNo ?? attempt?.trade_no ?? null
  // What was erased does not come back with a late message.
  if (!trade || attempt?.erased_at) return { ...about, ...nothing, trade_no }
  const { fields, ...kept } = trade
  const payload = redact(fields, account.redaction)
  const { state, code, message, amount } = trade
  const stateOf = readAs && { automatic: readAs("automatic"), manual: readAs("manual") }
  const again: KeptTrade | null = stateOf ? { ...kept, stateOf } : null
  return { ...about, trade_no, state, code, message, amount, payload, trade: again }
}
