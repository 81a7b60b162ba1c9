import type { EventKind, Verdict } from "../../modules/ledger/records"
import type { RawMessage, Trade } from "../../toolkit/contract/gateway"
import { sha256Hex } from "../../toolkit/digest"
import { isPaymentError, type PaymentError } from "../../toolkit/payment-error"
import type { PaymentContext } from "../context"
import type { MethodAccount } from "../method-account"
import { type Recorded, recordMessage } from "../record-message"

const FORGERIES_NOTED_PER_MINUTE = 60

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
  if (own) return recordMessage(context, own.signer, own.trade, kind, sha256Hex(raw.body))
  const [refused] = readings
  if (!refused || "trade" in refused) throw new Error("This account takes no signed messages.")
  const verdict = refused.error.kind === "signature" ? "forged" : "unreadable"
  await recordRefused(context, methodAccount, raw, kind, verdict, refused.error.message)
  return { verdict, attempt: null }
}

/** A message that an account's keys prove, and what it says. */
interface Proven {
  readonly signer: MethodAccount
  readonly trade: Trade
}

/** A message as one account reads it: after a change of accounts, messages of the earlier one still come. */
function readAs(signer: MethodAccount, raw: RawMessage): (Proven | { readonly error: PaymentError })[] {
  const { notice } = signer.account
  if (notice?.kind !== "signed") return []
  try {
    return [{ signer, trade: notice.read(notice.verify(raw)) }]
  } catch (error) {
    if (isPaymentError(error)) return [{ error }]
    throw error
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
