import { isPaid } from "../../modules/ledger/advance"
import type { Attempt } from "../../modules/ledger/records"
import { chargeFor } from "../../toolkit/twd"
import type { Desk } from "../context"
import { isOrderCanceled, liveSession } from "../medusa/rows"
import type { Terminal } from "../method-account"
import { isUnresolved } from "../operations/operation"

/**
 * Whether money for an attempt would have a home: its session lives, is about the same amount, unpaid and not cancelled,
 * and no other attempt of it may have been taken already without our knowing.
 */
export async function isWanted(desk: Desk, terminal: Terminal, attempt: Attempt): Promise<boolean> {
  const session = await liveSession(desk.db, attempt.session_id)
  if (!session || chargeFor(session.amount, terminal.shop.rounding) !== attempt.amount) return false
  const attempts = await desk.ledger.attemptsOf(attempt.session_id)
  const open = attempts.filter(({ id, state }) => id !== attempt.id && (state === "departed" || state === "issued"))
  if (attempts.some(isPaid) || (await isOrderCanceled(desk.db, attempt.session_id))) return false
  const confirms = await Promise.all(open.map(({ id }) => desk.ledger.operationsOf(id, "confirm")))
  return !confirms.flat().some(isUnresolved)
}
