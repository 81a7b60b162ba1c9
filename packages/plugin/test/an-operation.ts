import type { Operation } from "../src/modules/ledger/records"
import { twd } from "../src/toolkit/twd"

const AT = new Date("2026-11-22T05:00:00Z")

/** An operation that nobody has written down: a refund of 300 TWD, done. */
export function anOperation(change: Partial<Operation> = {}): Operation {
  return {
    ...{ id: "tpo_1", attempt_id: "tpa_1", kind: "refund", idempotency_key: "ref_1", medusa_id: "ref_1" },
    ...{ amount: twd(300), requested: "300", state: "done", code: null, message: null, reference: null, steps: [] },
    ...{ tries: 1, started_at: AT, sent_at: AT, checks: 0, check_at: null, created_at: AT, updated_at: AT },
    ...change,
  }
}
