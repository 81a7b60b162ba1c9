import { describe, expect, it } from "vitest"
import type { Operation } from "../../../src/modules/ledger/records"
import { compare } from "../../../src/payments/balances/compare"
import { IN_BOOKS } from "../../../src/payments/operations/by-hand"
import { twd } from "../../../src/toolkit/twd"

type Facts = Pick<Operation, "state" | "amount"> & Partial<Pick<Operation, "idempotency_key" | "reference">>

const byApi = (amount: number, state: Operation["state"] = "done"): Facts => ({ state, amount: twd(amount) })
const manual = (amount: number, reference = "wire 1"): Facts => {
  return { ...byApi(amount), idempotency_key: "by-hand tpa_1 ab", reference }
}
const inBooks = (amount: number, kept: number, state: Operation["state"] = "done"): Facts => {
  return { ...manual(amount, `${IN_BOOKS} ${kept} TWD`), state }
}

function differenceOf(kept: number, ...refunds: readonly Facts[]) {
  const facts = refunds.map((refund) => ({ idempotency_key: "ref_1", reference: null, ...refund }))
  return compare({ captured_amount: twd(1000) }, facts, twd(kept))
}

describe("the gateway's books beside ours", () => {
  it.each([
    ["nothing went back", 1000, [], 0],
    ["what went back is known", 600, [byApi(400)], 0],
    ["staff refunded at the gateway", 600, [], 400],
    ["staff refunded more at the gateway", 100, [byApi(400)], 500],
    ["the bank took everything back", 0, [], 1000],
    ["what was refused did not go back", 1000, [byApi(400, "refused"), byApi(100, "failed")], 0],
    ["a refund of ours is not in its books", 1000, [byApi(400)], -400],
    ["what was given back by transfer the gateway need not know", 1000, [manual(400)], 0],
    ["what was recorded may have been done at the gateway", 600, [manual(400)], 0],
    ["more went back than was recorded", 500, [manual(400)], 100],
    ["what was booked by its books is in its books", 600, [inBooks(400, 600)], 0],
    ["what Medusa has not booked yet is still to be booked", 600, [inBooks(400, 600, "recorded")], 400],
    ["and a transfer beside it is not", 600, [inBooks(400, 600), manual(200)], 0],
    ["what was booked by its books was undone there", 1000, [inBooks(400, 600)], -400],
  ])("%s", (_what, kept, refunds, difference) => expect(differenceOf(kept, ...refunds)).toBe(difference))

  it.each(["started", "unknown", "queued"] as const)("say nothing while a refund is %s", (state) =>
    expect(differenceOf(600, byApi(400, state))).toBeNull(),
  )
})
