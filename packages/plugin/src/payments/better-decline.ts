import type { Attempt, EventKind } from "../modules/ledger/records"
import type { MerchantAccount, Trade } from "../toolkit/contract/gateway"

type Decline = Pick<Attempt, "state" | "code" | "message">

/**
 * Whether a message about a trade that is declined already explains it worse than what is known. Gateways tell the reason once, in
 * their notice; asked afterwards, many say only that it was not paid.
 */
export function explainsWorse(
  { explain }: Pick<MerchantAccount, "explain">,
  known: Decline,
  told: Pick<Trade, "state" | "code" | "message">,
  kind: EventKind,
): boolean {
  if (known.state !== "failed" || told.state !== "failed" || known.code === null) return false
  const hasWords = (code: string) => (explain?.(code) ?? null) !== null
  const [knows, tells] = [hasWords(known.code), hasWords(told.code)]
  if (knows !== tells) return knows
  return kind === "answer" && Boolean(known.message)
}
