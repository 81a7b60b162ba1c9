import { describe, expect, it } from "vitest"
import type { Attempt, AttemptChange, NewAttempt } from "../../../src/modules/ledger/records"
import { newAttempt, newId, useShop } from "../../shop-database"

const place = useShop()
const ledger = () => place.shop.context.ledger
const due = () => ledger().due

const at = (hour: number) => new Date(Date.UTC(2020, 0, 1, hour))
const NOW = at(12)

/** Merchants of this file's tests alone: what another one left is not theirs. */
async function opened(merchant: string, change: AttemptChange, more: Partial<NewAttempt> = {}): Promise<Attempt> {
  const attempt = await ledger().open(newAttempt({ merchant, environment: "production", ...more }))
  const changed = await ledger().change(attempt, change)
  if (!changed) throw new Error("Nobody else changes it.")
  return changed
}

const idsOf = (rows: readonly Attempt[], ...merchants: string[]) =>
  rows.filter(({ merchant }) => merchants.includes(merchant)).map(({ id }) => id)

const PILES = [
  ["to be asked about", "query_at", {}, (limit: number) => due().forQuery(NOW, limit)],
  ["with a voucher", "expires_at", { state: "issued" }, (limit: number) => due().forExpiry(NOW, limit)],
  ["that ran out", "expiry_at", { state: "expired" }, (limit: number) => due().forExpiry(NOW, limit)],
  ["with an authorisation", "authorization_check_at", {}, (limit: number) => due().forAuthorizationCheck(NOW, limit)],
  ["to be compared", "balance_check_at", {}, (limit: number) => due().forBalanceCheck(NOW, limit)],
] as const

describe.each(PILES)("attempts %s", (_which, column, state, ask) => {
  it("are taken when their time has come, the oldest first", async () => {
    const merchant = newId("M")
    const late = await opened(merchant, { ...state, [column]: at(11) })
    const old = await opened(merchant, { ...state, [column]: at(9) })
    const now = await opened(merchant, { ...state, [column]: NOW })
    await opened(merchant, { ...state, [column]: at(13) })
    await opened(merchant, { ...state, [column]: null })
    expect(idsOf(await ask(10), merchant)).toEqual([old.id, late.id, now.id])
  })

  it("are so many of each account, so that none keeps another waiting", async () => {
    const [busy, quiet] = [newId("M"), newId("M")]
    const first = await opened(busy, { ...state, [column]: at(6) })
    const second = await opened(busy, { ...state, [column]: at(7) })
    const third = await opened(busy, { ...state, [column]: at(8) })
    const other = await opened(quiet, { ...state, [column]: at(10) })
    const sandbox = await opened(quiet, { ...state, [column]: at(11) }, { environment: "stage" })
    const elsewhere = await opened(quiet, { ...state, [column]: at(5) }, { gateway: "another" })
    expect(idsOf(await ask(1), busy, quiet).toSorted()).toEqual(
      [first, other, sandbox, elsewhere].map(({ id }) => id).toSorted(),
    )
    expect(idsOf(await ask(2), busy)).toEqual([first.id, second.id])
    expect(idsOf(await ask(3), busy)).toEqual([first.id, second.id, third.id])
  })
})

describe("a voucher's end", () => {
  const voucher = (merchant: string, change: AttemptChange, more: Partial<NewAttempt> = {}) =>
    opened(merchant, { state: "issued", expires_at: at(9), ...change }, more)
  const found = async (merchant: string) => idsOf(await due().forExpiry(NOW, 10), merchant)

  it("is looked at while it is unpaid, though its gateway calls it failed", async () => {
    const merchant = newId("M")
    const failed = await voucher(merchant, { state: "failed" })
    for (const state of ["started", "captured", "expired", "refunded"] as const) await voucher(merchant, { state })
    expect(await found(merchant)).toEqual([failed.id])
  })

  it("is put off until then", async () => {
    const merchant = newId("M")
    const waited = await voucher(merchant, { expiry_at: at(11) })
    await voucher(merchant, { expiry_at: at(13) })
    expect(await found(merchant)).toEqual([waited.id])
  })

  it("is asked of a sandbox, whose clock jumps, before its time", async () => {
    const merchant = newId("M")
    const sandbox = await voucher(merchant, { expires_at: at(20) }, { environment: "sandbox" })
    await voucher(merchant, { expires_at: at(20), expiry_at: at(13) }, { environment: "sandbox" })
    await voucher(merchant, { expires_at: at(20) })
    expect(await found(merchant)).toEqual([sandbox.id])
  })

  it("that is over is looked at again only while it has expired", async () => {
    const merchant = newId("M")
    for (const state of ["captured", "failed"] as const) await opened(merchant, { state, expiry_at: at(9) })
    expect(await found(merchant)).toEqual([])
  })
})

describe("money to be applied", () => {
  it("is taken when its time has come: what was never tried first, then the longest waiting", async () => {
    const merchant = newId("M")
    const tried = await opened(merchant, { apply_at: at(1), apply_tries: 2 })
    const late = await opened(merchant, { apply_at: at(11) })
    const early = await opened(merchant, { apply_at: at(10) })
    await opened(merchant, { apply_at: at(13) })
    await opened(merchant, { apply_at: null })
    expect(idsOf(await due().forApply(NOW, 100), merchant)).toEqual([early.id, late.id, tried.id])
    expect(await due().forApply(NOW, 2)).toHaveLength(2)
  })
})
