import { expect } from "vitest"
import type { Ledger } from "../../../src/modules/ledger/ledger"
import type { NewOperation, Operation } from "../../../src/modules/ledger/records"
import { twd } from "../../../src/toolkit/twd"
import { newAttempt, newId, type Shop } from "../../shop-database"

/** A refund of 300 TWD that somebody wants to begin. */
export const facts = (attempt_id: string, idempotency_key: string) =>
  ({ attempt_id, kind: "refund", idempotency_key, amount: twd(300), requested: "300.4" }) as const

/** Within a minute of so many seconds. */
export const about = (seconds: number) => expect.closeTo(seconds, -2)

/** Operations of a test's shop, begun, looked at and made older. */
export function operationsIn(place: { readonly shop: Shop }) {
  const ledger = (): Ledger => place.shop.context.ledger
  const rows = () => place.shop.db("taiwan_payment_operation")
  const ago = (seconds: number) => place.shop.db.raw("clock_timestamp() - make_interval(secs => ?)", [seconds])

  async function begun(change: Partial<NewOperation> = {}): Promise<Operation> {
    const { id } = await ledger().open(newAttempt())
    return (await ledger().begin({ ...facts(id, newId("ref")), ...change })).operation
  }

  /** Seconds from the database's now until an operation is looked at again; null when it is not. */
  async function secondsUntilCheck({ id }: Pick<Operation, "id">): Promise<number | null> {
    const left = place.shop.db.raw("extract(epoch from check_at - clock_timestamp())::float as left")
    const row = await rows().where({ id }).first(left)
    return row.left
  }

  return { ledger, rows, ago, begun, secondsUntilCheck }
}
