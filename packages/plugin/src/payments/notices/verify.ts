import type { Attempt, EventKind } from "../../modules/ledger/records"
import type { CaptureMode, RawMessage, SignedNotice, Trade } from "../../toolkit/contract/gateway"
import { sha256Hex } from "../../toolkit/digest"
import { isPaymentError, type PaymentError } from "../../toolkit/payment-error"
import type { Verified } from "../../toolkit/verified"
import type { PaymentContext } from "../context"
import { accountKey, type MethodAccount } from "../method-account"
import { plainTrade } from "../plain-trade"
import { type Recorded, recordMessage } from "../record-message"
import { countNotice, noticeOf, showInInbox } from "./arrivals"
import { countRefusal } from "./refusals"

/**
 * A signed notice, from bytes to ledger: verify, bind, commit. When this returns `accepted`, the event is on disk.
 * @throws when the ledger cannot be written; the notice must not be acknowledged then.
 */
export async function recordNotice(
  context: PaymentContext,
  methodAccount: MethodAccount,
  raw: RawMessage,
  kind: EventKind,
): Promise<Recorded> {
  const readings = [methodAccount, ...methodAccount.previous].flatMap((each) => readAs(each, raw))
  const proven = readings.filter((reading): reading is Proven => "trade" in reading)
  const own = proven.find(({ trade, signer }) => trade.merchant === signer.account.merchant) ?? proven[0]
  if (own) return recordProven(context, own, raw, kind)
  const [refused] = readings
  if (!refused || "trade" in refused) throw new Error("This account takes no signed messages.")
  const verdict = refused.error.kind === "signature" ? "forged" : "unreadable"
  const why = refused.error.message
  await countRefusal(context, methodAccount, raw, { kind, verdict, why })
  await showInInbox(context, methodAccount, raw, { kind, verdict, why, digest: sha256Hex(raw.body), attempt: null })
  return { verdict, attempt: null }
}

/** A message that an account's keys prove, and what it says. */
interface Proven {
  readonly signer: MethodAccount
  readonly verified: Verified
  readonly notice: SignedNotice
  readonly trade: Trade
}

/** How the trade was opened is our own record's to say, and decides how its messages are read. */
async function recordProven(
  context: PaymentContext,
  { signer, verified, notice, trade }: Proven,
  raw: RawMessage,
  kind: EventKind,
): Promise<Recorded> {
  const attempt = await context.ledger.attemptByTrade({ ...accountKey(signer.account), trade_no: trade.tradeNo })
  const told = plainTrade(notice.read(verified, attempt?.capture_mode ?? undefined))
  const digest = digestOf(verified, signer)
  const readAs = (opened: CaptureMode) => plainTrade(notice.read(verified, opened)).state
  const arrival = { kind, digest, trade: told, readAs }
  const { length: bytes } = raw.body
  const shownAs = (attempt: Attempt) =>
    bytes > 0 ? noticeOf(signer, bytes, { ...arrival, verdict: "accepted", attempt }) : null
  const recorded = await recordMessage(context, signer, told, kind, digest, { attempt, shownAs })
  if (recorded.verdict === "accepted") countNotice(signer, raw.body, "accepted")
  else await showInInbox(context, signer, raw, { ...recorded, ...arrival })
  return recorded
}

/**
 * The same for messages that mean the same: neither the case of a letter nor the order of the fields makes another one, nor
 * what stands outside of the signature.
 */
function digestOf({ fields }: Verified, { account }: MethodAccount): string {
  const secret = new Set(account.redaction.secret.map((name) => name.toLowerCase()))
  const pairs = Object.entries(fields).map(([name, value]) => [name.toLowerCase(), value.toLowerCase()] as const)
  const meant = pairs.filter(([name]) => !secret.has(name)).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return sha256Hex(JSON.stringify(meant))
}

/** A message as one account reads it: after a change of accounts, messages of the earlier one still come. */
function readAs(signer: MethodAccount, raw: RawMessage): (Proven | { readonly error: PaymentError })[] {
  const { notice } = signer.account
  if (notice?.kind !== "signed") return []
  try {
    const verified = notice.verify(raw)
    return [{ signer, verified, notice, trade: plainTrade(notice.read(verified)) }]
  } catch (error) {
    if (isPaymentError(error)) return [{ error }]
    throw error
  }
}
