import type { Operation } from "../../modules/ledger/records"
import { sha256Hex } from "../../toolkit/digest"

/** The reference of what staff took over from the gateway's own books, which stand behind it. */
export const IN_BOOKS = "by the gateway's books, which keep"

const BY_HAND = "by-hand"

/** Whether the gateway need not know of it: a transfer of the shop's own. */
export function isManual({
  idempotency_key: key,
  reference,
}: Pick<Operation, "idempotency_key" | "reference">): boolean {
  return key.startsWith(BY_HAND) && !reference?.startsWith(IN_BOOKS)
}

/** The key under which a refund by hand is recorded: one for each reference. */
export function keyByHand(attemptId: string, reference: string): string {
  return `${BY_HAND} ${attemptId} ${sha256Hex(reference).slice(0, 16)}`
}
