import type { MedusaContainer } from "@medusajs/framework/types"
import { beforeEach, describe, expect, it } from "vitest"
import type { Attempt, AttemptChange } from "../../src/modules/ledger/records"
import type { MethodAccount } from "../../src/payments/method-account"
import { checkQueuedOperations } from "../../src/payments/operations/queued"
import { refund } from "../../src/payments/operations/refund"
import { applySession } from "../../src/payments/orders/apply"
import { checkOperations } from "../../src/payments/orders/check-operations"
import { expireVouchers } from "../../src/payments/orders/expire"
import { syncPayments } from "../../src/payments/queries/payment-sync"
import { queryStatus } from "../../src/payments/queries/query"
import { followManualRefund } from "../../src/payments/staff/manual-refund"
import { twd } from "../../src/toolkit/twd"
import { type Bank, openBank } from "../fake-bank"
import { CODE, methodAccountAt } from "../fake-gateway"
import { containerOf } from "../shop-container"
import { addSession, newAttempt, newId, useShop } from "../shop-database"

const place = useShop()
const ledger = () => place.shop.context.ledger

/** Two accounts of one provider: the one never answers, and what it has is always due first. */
const HANGS = "M2"
let good: Bank
let hanging: Bank
let methodAccount: MethodAccount
let container: MedusaContainer

beforeEach(async () => {
  for (const table of ["attempt", "operation", "lease"]) await place.shop.db(`taiwan_payment_${table}`).delete()
  ;[good, hanging] = [await openBank(), await openBank()]
  for (const call of ["query", "confirm", "refund", "fate"]) hanging.waits.set(call, new Promise(() => {}))
  const past = { url: hanging.url, merchant: HANGS, confirms: true }
  methodAccount = methodAccountAt(good, { confirms: true, perTradeSeconds: 1, previous: [past] }, CODE)
  container = containerOf(place.shop, "pp_fake-card_main", methodAccount)
})

async function attemptOf(merchant: string, change: AttemptChange, opened: object = {}): Promise<Attempt> {
  const attempt = await ledger().open(newAttempt({ merchant, method: "code", ...opened }))
  const changed = await ledger().change(attempt, change)
  if (!changed) throw new Error("It was not changed.")
  return changed
}

/** Many at the gateway that hangs, due for long; one at the other, due just now. */
async function dueAtBoth(change: AttemptChange, by: keyof AttemptChange): Promise<Attempt> {
  for (let each = 0; each < 3; each += 1) await attemptOf(HANGS, { ...change, [by]: new Date(0) })
  return attemptOf("M1", { ...change, [by]: new Date(Date.now() - 1_000) })
}

const now = async ({ id }: Attempt) => (await ledger().attempt(id)) as Attempt

/** The job goes on in the background, as it does beside a gateway that hangs. */
function begin(job: Promise<void>): void {
  job.catch(() => {})
}

describe("beside a gateway that never answers", () => {
  it("the other's questions are asked, and what was learnt is followed", async () => {
    const attempt = await dueAtBoth({}, "query_at")
    good.know({ tradeNo: attempt.trade_no })
    const learnt: string[] = []
    begin(syncPayments(container, ({ id }) => void learnt.push(id)))
    await expect.poll(() => learnt, { timeout: 12_000 }).toEqual([attempt.id])
    expect(hanging.heard).toHaveLength(1)
  })

  it("the other's buyers are confirmed", async () => {
    const sessionId = await addSession(place.shop, "1000")
    const held = await attemptOf(HANGS, {}, { session_id: newId("payses") })
    begin(queryStatus(place.shop.context, methodAccount, held).then(() => {}))
    const attempt = await attemptOf("M1", {}, { session_id: sessionId })
    good.know({ tradeNo: attempt.trade_no, state: "approved" })
    await queryStatus(place.shop.context, methodAccount, attempt)
    expect(good.heard).toEqual(["query", "confirm"])
  })

  it("the other's vouchers end", async () => {
    const attempt = await dueAtBoth({ state: "issued" }, "expires_at")
    good.know({ tradeNo: attempt.trade_no, state: "expired" })
    await ledger().change(attempt, { expires_at: new Date(Date.now() - 30 * 3_600_000) })
    begin(expireVouchers(container))
    await expect.poll(async () => (await now(attempt)).state, { timeout: 12_000 }).toBe("expired")
  })

  it("the other's refunds are made, and those in doubt are looked up", async () => {
    const paid = { state: "captured", captured_amount: twd(1000), paid_at: new Date() } as const
    const pay = async (merchant: string) => {
      const attempt = await attemptOf(merchant, paid, { method: "card" })
      ;(merchant === HANGS ? hanging : good).know({ tradeNo: attempt.trade_no })
      return attempt
    }
    const doubtful = async (merchant: string, check: Date) => {
      const facts = { kind: "refund", idempotency_key: newId("ref"), amount: twd(300), requested: "300" } as const
      const { operation } = await ledger().begin({ attempt_id: (await pay(merchant)).id, ...facts })
      await ledger().finish(operation, { state: "unknown", sent_at: new Date() })
      await place.shop.db("taiwan_payment_operation").where({ id: operation.id }).update({ check_at: check })
      return operation.id
    }
    for (let each = 0; each < 3; each += 1) await doubtful(HANGS, new Date(0))
    const id = await doubtful("M1", new Date(Date.now() - 1_000))
    begin(checkOperations(container, followManualRefund))
    const message = async () => (await place.shop.db("taiwan_payment_operation").where({ id }).first()).message
    await expect.poll(message, { timeout: 12_000 }).toBe("The gateway has not done it.")
    expect(good.heard).toContain("query")
    const attempt = await pay("M1")
    await refund(place.shop.context, methodAccount, attempt.id, { key: newId("ref"), amount: "300" })
    expect((await now(attempt)).refunded_amount).toBe(300)
  }, 60_000)

  it("the other's queued operations are asked about", async () => {
    const queue = async (merchant: string, updated_at: Date) => {
      const attempt = await attemptOf(merchant, { state: "captured", captured_amount: twd(1000) }, { method: "card" })
      const facts = { kind: "refund", idempotency_key: newId("ref"), amount: twd(300), requested: "300" } as const
      const { operation } = await ledger().begin({ attempt_id: attempt.id, ...facts })
      await ledger().finish(operation, { state: "queued" })
      await place.shop.db("taiwan_payment_operation").where({ id: operation.id }).update({ updated_at })
      return operation.id
    }
    for (let each = 0; each < 3; each += 1) await queue(HANGS, new Date(0))
    const id = await queue("M1", new Date(Date.now() - 3_600_000))
    good.fate = "done"
    begin(checkQueuedOperations(container))
    const state = async () => (await place.shop.db("taiwan_payment_operation").where({ id }).first()).state
    await expect.poll(state, { timeout: 12_000 }).toBe("done")
  })

  it("no connection to the database is held while it hangs, though leases are", async () => {
    hanging.waits.delete("query")
    const other = place.otherProcess({ min: 0, max: 2 })
    const sessions = await Promise.all(Array.from({ length: 8 }, () => addSession(place.shop, "1000")))
    for (const session_id of sessions) {
      const attempt = await attemptOf(HANGS, {}, { session_id })
      hanging.know({ tradeNo: attempt.trade_no, merchant: HANGS, state: "approved" })
      begin(queryStatus(other, methodAccount, attempt).then(() => {}))
    }
    const confirms = () => hanging.heard.filter((call) => call === "confirm").length
    await expect.poll(confirms, { timeout: 30_000 }).toBe(8)
    const leases = await place.shop.db("taiwan_payment_lease").whereLike("key", "session %")
    expect(leases).toHaveLength(8)
    await expect.poll(() => other.db.client.pool.numUsed(), { timeout: 30_000 }).toBe(0)
  }, 60_000)

  it("a session whose confirm hangs is not waited for by what applies it", async () => {
    const sessionId = newId("payses")
    let letGo = () => {}
    const hangs = ledger().exclusively(`session ${sessionId}`, () => new Promise<void>((done) => (letGo = done)))
    const begun = performance.now()
    await applySession(container, sessionId)
    const other = place.otherProcess()
    await expect(other.ledger.exclusivelyIfFree(`session ${sessionId}`, async () => "done")).resolves.toBeNull()
    expect(performance.now() - begun).toBeLessThan(4_000)
    letGo()
    await hangs
    await expect(other.ledger.exclusivelyIfFree(`session ${sessionId}`, async () => "done")).resolves.toBe("done")
  })
})

describe("what cannot be done", () => {
  it("is put off whatever the reason, ever longer, and keeps none of its account from its turn", async () => {
    const broken = await attemptOf("M1", { query_at: new Date(0) })
    const attempt = await attemptOf("M1", { query_at: new Date(Date.now() - 1_000) })
    good.know({ tradeNo: attempt.trade_no })
    const learnt: string[] = []
    await syncPayments(container, ({ id }) => {
      if (id === broken.id) throw new TypeError("Cannot read properties of undefined")
      learnt.push(id)
    })
    expect(learnt).toEqual([attempt.id])
    expect(Number((await now(broken)).query_at)).toBeGreaterThan(Date.now() + 60_000)
  })
})
