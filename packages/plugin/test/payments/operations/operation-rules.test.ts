import { setTimeout as sleep } from "node:timers/promises"
import { describe, expect, it } from "vitest"
import type { Operation } from "../../../src/modules/ledger/records"
import type { MethodAccount } from "../../../src/payments/method-account"
import {
  alone,
  commit,
  conversationFor,
  isDone,
  isUnresolved,
  noteRefusal,
  ownOf,
  refundedTotal,
} from "../../../src/payments/operations/operation"
import { refusal } from "../../../src/payments/operations/refusals"
import { PaymentError } from "../../../src/toolkit/payment-error"
import { twd } from "../../../src/toolkit/twd"
import { anOperation } from "../../an-operation"
import { inBoth } from "../../in-both"
import { alarmsOf, newId, operationsOf, useShop } from "../../shop-database"
import { paidTrade } from "../paid-trade"

const place = useShop()
const context = () => place.shop.context
const STATES = ["started", "unknown", "queued", "recorded", "done", "refused", "failed"] as const

async function secondsUntilCheck({ id }: Pick<Operation, "id">): Promise<number> {
  const left = place.shop.db.raw("extract(epoch from check_at - clock_timestamp())::float as left")
  return (await place.shop.db("taiwan_payment_operation").where({ id }).first(left)).left
}

describe("of operations", () => {
  it.each(STATES)("that are %s, the money is gone or not, and their fate is known or not", (state) => {
    expect([isDone({ state }), isUnresolved({ state })]).toEqual([
      ...[["done", "queued"].includes(state), ["started", "unknown"].includes(state)],
    ])
  })

  it("what went back is added up", () => {
    const refunds = STATES.map((state, index) => ({ state, amount: twd(10 ** index) }))
    expect(refundedTotal(refunds)).toBe(10_100)
    expect(refundedTotal([])).toBe(0)
  })

  it("a request's own is found by its key, or by Medusa's row", () => {
    const byKey = anOperation({ idempotency_key: "ref_1", medusa_id: null })
    const byRow = anOperation({ idempotency_key: "ref_2", medusa_id: "ref_3" })
    const own = (key: string) => ownOf([byKey, byRow], { key, amount: "300" })
    expect([own("ref_1"), own("ref_2"), own("ref_3"), own("ref_4")]).toEqual([byKey, byRow, byRow, undefined])
  })
})

const NO = { en: "No.", "zh-TW": "不行。" }

describe("a refusal", () => {
  it("names its gateway", async () => {
    const { attempt } = await paidTrade(place.shop)
    expect(refusal(attempt, NO)).toMatchObject({
      kind: "refused",
      message: "No.",
      facts: { gateway: "fake", words: NO },
    })
    expect(refusal(attempt, NO, "unsupported")).toMatchObject({ kind: "unsupported" })
  })

  const noted = async (error: unknown, requested = "299.6") => {
    const { attempt } = await paidTrade(place.shop)
    const facts = { attempt_id: attempt.id, kind: "refund", idempotency_key: newId("ref"), medusa_id: "ref_1" } as const
    await noteRefusal(context(), { ...facts, requested }, error)
    const operations = await operationsOf(place.shop, attempt)
    return { operations, seconds: operations[0] && (await secondsUntilCheck(operations[0])) }
  }

  it("of Medusa's request is written down, to be looked at in a minute", async () => {
    const { operations, seconds } = await noted(new PaymentError("refused", "Too much.", { code: "7" }))
    expect(operations).toMatchObject([
      { state: "refused", amount: 300, requested: "299.6", message: "Too much.", code: "7", medusa_id: "ref_1" },
    ])
    expect(seconds).toBeGreaterThan(30)
    expect(seconds).toBeLessThan(61)
    const withoutCode = await noted(new PaymentError("refused", "Too much."), "1")
    expect(withoutCode.operations).toMatchObject([{ code: null, amount: 1 }])
  })

  it("is not written down of what is no amount, or no refusal of ours", async () => {
    for (const requested of ["0.4", "-5", "a lot"])
      expect((await noted(new PaymentError("refused", "No."), requested)).operations).toEqual([])
    expect((await noted(new Error("connection lost"))).operations).toEqual([])
  })
})

describe("what a gateway's API can move", () => {
  it.each(["capture", "void", "refund"] as const)("is a %s, where it has one", async (kind) => {
    const { methodAccount } = await paidTrade(place.shop)
    expect(conversationFor(methodAccount, kind)).toBe(methodAccount.account[kind])
    const account = { ...methodAccount.account, [kind]: undefined }
    expect(() => conversationFor({ ...methodAccount, account } as MethodAccount, kind)).toThrow(
      expect.objectContaining({
        ...{
          kind: "unsupported",
          message: `Fake Bank has no API to ${kind} a payment.`,
          facts: expect.objectContaining({ gateway: "fake" }),
        },
      }),
    )
  })

  it.each(["charge", "confirm"] as const)("is no %s, which has a way of its own", async (kind) => {
    const { methodAccount } = await paidTrade(place.shop)
    const account = { ...methodAccount.account, [kind]: methodAccount.account.refund }
    expect(() => conversationFor({ ...methodAccount, account } as MethodAccount, kind)).toThrow("has no API")
  })
})

describe("alarms about an operation", () => {
  it.each([
    ["void", "not_released", "released"],
    ["refund", "not_refunded", "refunded"],
    ["capture", "authorization_ends", "captured"],
  ] as const)("end with the %s, and say how", async (kind, alarm, resolution) => {
    const { attempt } = await paidTrade(place.shop, {}, { state: kind === "refund" ? "captured" : "authorized" })
    const about = { attempt_id: attempt.id, subject: attempt.id, amount: null, detail: inBoth("x"), order_id: null }
    await context().ledger.raise({ kind: alarm, ...about })
    const operation = anOperation({ kind, attempt_id: attempt.id, amount: twd(1000) })
    await context().ledger.together((ledger) => commit(ledger, attempt, operation))
    expect(await alarmsOf(place.shop, attempt.id)).toMatchObject([{ kind: alarm, resolution }])
  })
})

describe("work alone on an attempt", () => {
  it("has it as it is by then, and waits for what is on it", async () => {
    const { attempt } = await paidTrade(place.shop)
    const first = alone(context(), attempt.id, async (read) => context().ledger.change(read, { apply_tries: 7 }))
    const second = alone(context(), attempt.id, async (read) => read.apply_tries)
    expect(await first).toMatchObject({ apply_tries: 7 })
    expect(await second).toBe(7)
  })

  it("waits for who holds the attempt, and for no other", async () => {
    const [{ attempt }, other] = [await paidTrade(place.shop), await paidTrade(place.shop)]
    const during = (id: string) =>
      context().ledger.exclusively(`attempt ${attempt.id}`, () =>
        Promise.race([alone(context(), id, async () => "done"), sleep(500, "waits")]),
      )
    expect(await during(other.attempt.id)).toBe("done")
    expect(await during(attempt.id)).toBe("waits")
  })

  it("is refused where there is none", async () => {
    await expect(alone(context(), "tpa_unknown", async () => "done")).rejects.toMatchObject({
      ...{ kind: "refused", message: "The ledger has no such payment." },
    })
  })
})
