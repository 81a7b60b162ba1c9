import type { EventKind, Verdict } from "../../modules/ledger/records"
import type { RawMessage } from "../../toolkit/contract/gateway"
import { sha256Hex } from "../../toolkit/digest"
import type { PaymentContext } from "../context"
import { accountKey, type MethodAccount, providerName } from "../method-account"
import { MinuteAllowance } from "../minute-allowance"

/** So often a minute a count is written, for each provider and each kind of refusal; the others are added to the next one. */
const written = new MinuteAllowance(30)
/** So often a minute the log tells of it. */
const told = new MinuteAllowance(5)
const waiting = new Map<string, number>()

/**
 * Counts a message that proves nothing: of its content digest and size are kept, of the last one. An empty one is nobody's
 * message: the doctor and other watches knock so, to hear whether somebody is there.
 */
export async function countRefusal(
  context: PaymentContext,
  methodAccount: MethodAccount,
  { body }: RawMessage,
  refused: { readonly kind: EventKind; readonly verdict: Verdict; readonly why: string },
): Promise<void> {
  if (body.length === 0) return
  const { kind, verdict, why } = refused
  const provider = providerName(methodAccount)
  const key = `${provider} ${kind} ${verdict}`
  if (told.take(key)) context.logger.warn(`Taiwan payments refused a ${kind} for ${provider}: ${why}`)
  const count = (waiting.get(key) ?? 0) + 1
  waiting.set(key, count)
  if (!written.take(key)) return
  waiting.delete(key)
  const last = { last_digest: sha256Hex(body), last_bytes: body.length }
  const account = accountKey(methodAccount.account)
  await context.ledger.refusals.add({
    ...account,
    provider: methodAccount.method.identifier,
    kind,
    verdict,
    count,
    ...last,
  })
}
