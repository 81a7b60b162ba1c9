import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { describe, expect, it, vi } from "vitest"
import type { Operation } from "../../../src/modules/ledger/records"
import type { MoneyRow, PaymentSide } from "../../../src/payments/medusa/operation-rows"
import { ALARM_AFTER_CHECKS, type Checked } from "../../../src/payments/operations/checked"
import { afterRefusal, alarmUndone } from "../../../src/payments/operations/undone"
import { PaymentError } from "../../../src/toolkit/payment-error"
import { twd } from "../../../src/toolkit/twd"
import { containerOf } from "../../shop-container"
import { alarmsOf, newId, operationsOf, useShop } from "../../shop-database"
import { addOrder, addRow, booked } from "../booked-trade"

const place = useShop()

interface Wanted {
  readonly kind?: Operation["kind"]
  readonly checks?: number
  readonly wasSent?: boolean
  readonly side?: Partial<PaymentSide>
  /** Medusa's row of it stands; on the order as well, or not. */
  readonly row?: { readonly onOrder: boolean }
  readonly state?: "captured" | "authorized" | "refunded"
  readonly refunded?: number
}

/** An operation of 300 TWD that was refused, as the sweep finds it. */
async function refused({ kind = "refund", checks = 0, wasSent, side, row, state, refunded = 0 }: Wanted) {
  const { context } = place.shop
  const trade = await booked(place.shop, {
    state: state ?? (kind === "refund" ? "captured" : "authorized"),
    ...(state === "refunded" ? { captured_amount: twd(1000) } : {}),
  })
  const { attempt, methodAccount, paymentId } = trade
  const table = kind === "capture" ? "capture" : "refund"
  const rowId = await addRow(place.shop, table, trade, 300)
  const facts = { attempt_id: attempt.id, kind, idempotency_key: rowId, requested: "300", medusa_id: rowId }
  const { operation: begun } = await context.ledger.begin({ ...facts, amount: twd(300) })
  const ended = await context.ledger.finish(begun, { state: "refused", message: "the bank said no", code: "9" }, 60)
  const operation = { ...(ended ?? begun), checks, sent_at: wasSent ? new Date() : null }
  const payment = { payment_id: paymentId, captured: false, payment_canceled: false, order_id: "order_1" }
  const money: MoneyRow = { id: rowId, amount: "300", payment_id: paymentId, order_id: "order_1", onOrder: false }
  const checked: Checked = {
    ...{ container: containerOf(place.shop, attempt.provider_id, methodAccount), context, methodAccount, operation },
    attempt: { ...attempt, refunded_amount: twd(refunded) },
    side: side ? { ...payment, order_canceled: false, ...side } : null,
    row: row ? { ...money, ...row } : null,
  }
  const addOrderTo = () => addOrder(place.shop, trade)
  const outcome = async () => ({
    isClosed: (await operationsOf(place.shop, attempt))[0]?.check_at === null,
    alarms: (await alarmsOf(place.shop, operation.id)).map(({ kind, detail }) => `${kind}: ${detail}`),
    hasRow: (await place.shop.db(table).where({ id: rowId })).length === 1,
    isLogged: place.shop.logged.join("\n").includes(`the ${kind} ${operation.id} was not done`),
  })
  return { checked, outcome, addOrderTo }
}

const QUIET = { isClosed: true, alarms: [], hasRow: true, isLogged: false }
const CANCELED = { order_canceled: true }

describe("a refusal that Medusa heard of", () => {
  it("is over at once", async () => {
    const again = vi.fn(async () => {})
    for (const side of [undefined, {}]) {
      const { checked, outcome } = await refused(side ? { side } : {})
      await afterRefusal(checked, again)
      expect(await outcome()).toEqual(QUIET)
    }
    expect(again).not.toHaveBeenCalled()
  })

  it("after it was sent is over without an alarm, and logged", async () => {
    for (const side of [undefined, {}]) {
      const { checked, outcome } = await refused({ wasSent: true, ...(side ? { side } : {}) })
      await afterRefusal(checked, vi.fn())
      expect(await outcome()).toEqual({ ...QUIET, isLogged: true })
    }
  })

  it("leaves nothing of it in its order's books, where a refund beside it had written it", async () => {
    const { checked, outcome, addOrderTo } = await refused({ side: {} })
    const { medusa_id } = checked.operation
    await place.shop.db("refund").where({ id: medusa_id }).delete()
    const [wrong, others] = [newId("ordtrx"), newId("ordtrx")]
    const about = { order_id: await addOrderTo(), version: 1, reference: "refund", amount: -500, currency_code: "twd" }
    for (const [id, reference_id] of [
      [wrong, medusa_id],
      [others, newId("ref")],
    ])
      await place.shop
        .db("order_transaction")
        .insert({ id, reference_id, raw_amount: JSON.stringify({ value: "-500" }), ...about })
    const deleteOrderTransactions = vi.fn()
    const resolve = (name: string) =>
      name === Modules.ORDER ? { deleteOrderTransactions } : checked.container.resolve<object>(name)
    await afterRefusal({ ...checked, container: { resolve } as MedusaContainer }, vi.fn())
    expect(deleteOrderTransactions.mock.calls).toEqual([[[wrong]]])
    expect((await outcome()).isClosed).toBe(true)
  })

  it("is over where nothing is left to be moved", async () => {
    const gone: Wanted[] = [
      ...[{ refunded: 1000 }, { state: "refunded" as const }, { state: "authorized" as const }],
      ...[
        { kind: "void" as const, state: "captured" as const },
        { kind: "capture" as const, state: "refunded" as const },
      ],
    ]
    for (const wanted of gone) {
      const { checked, outcome } = await refused({ ...wanted, side: CANCELED })
      const again = vi.fn(async () => {})
      await afterRefusal(checked, again)
      expect(await outcome(), JSON.stringify(wanted)).toEqual(QUIET)
      expect(again).not.toHaveBeenCalled()
    }
  })
})

describe("a refusal that Medusa went on without", () => {
  const TOLD = (kind: string, name: string, why: string) =>
    new RegExp(`^${name}: The ${kind} of 300 TWD of trade \\w+ was not made, and Medusa went on without it: ${why}$`)

  it.each([
    ["refund", "not_refunded"],
    ["capture", "not_carried_out"],
  ] as const)("and has a row of its %s: the row goes, and staff are told", async (kind, name) => {
    const { checked, outcome } = await refused({ kind, side: {}, row: { onOrder: false } })
    await afterRefusal(checked, vi.fn())
    const told = [expect.stringMatching(TOLD(kind, name, "the bank said no"))]
    expect(await outcome()).toEqual({ isClosed: true, alarms: told, hasRow: false, isLogged: true })
    const [alarm] = await alarmsOf(place.shop, checked.operation.id)
    expect(alarm).toMatchObject({ amount: 300, attempt_id: checked.attempt.id, order_id: "order_1" })
  })

  it("keeps the row that the order's books have", async () => {
    const { checked, outcome } = await refused({ side: {}, row: { onOrder: true } })
    await afterRefusal(checked, vi.fn())
    expect(await outcome()).toMatchObject({ isClosed: true, hasRow: true })
  })

  it("is tried again where its order is cancelled and nothing was sent, and stays open until that has ended", async () => {
    for (const kind of ["refund", "void"] as const) {
      const { checked, outcome } = await refused({ kind, side: CANCELED })
      const again = vi.fn(async () => {})
      await afterRefusal(checked, again)
      expect(again).toHaveBeenCalledOnce()
      expect(await outcome()).toEqual({ ...QUIET, isClosed: false })
    }
  })

  it.each([{}, { wasSent: true }, { checks: ALARM_AFTER_CHECKS }])(
    "of a capture is over once its order is cancelled: no card is captured for it (%j)",
    async (wanted) => {
      const { checked, outcome } = await refused({
        ...wanted,
        kind: "capture",
        side: CANCELED,
        row: { onOrder: false },
      })
      const again = vi.fn(async () => {})
      await afterRefusal(checked, again)
      expect(again).not.toHaveBeenCalled()
      expect(await outcome()).toMatchObject({ isClosed: true, alarms: [], hasRow: false })
    },
  )

  it("is tried at the next look where the gateway is away", async () => {
    const { checked, outcome } = await refused({ side: CANCELED, checks: ALARM_AFTER_CHECKS - 1 })
    const away = new PaymentError("unreachable", "The bank is away.")
    await expect(afterRefusal(checked, () => Promise.reject(away))).rejects.toBe(away)
    expect(await outcome()).toEqual({ ...QUIET, isClosed: false })
  })

  it("is told at once where no API can do it", async () => {
    const { checked, outcome } = await refused({ kind: "void", side: CANCELED })
    await afterRefusal(checked, () => Promise.reject(new PaymentError("unsupported", "There is no API.")))
    const told = [expect.stringMatching(TOLD("void", "not_released", "There is no API."))]
    expect(await outcome()).toMatchObject({ isClosed: true, alarms: told })
  })

  it.each([{ checks: ALARM_AFTER_CHECKS }, { wasSent: true }])(
    "is told, and tried no more, after so many looks or once it was sent: %j",
    async (wanted) => {
      const { checked, outcome } = await refused({ ...wanted, side: CANCELED })
      const again = vi.fn(async () => {})
      await afterRefusal(checked, again)
      expect(again).not.toHaveBeenCalled()
      expect(await outcome()).toMatchObject({ isClosed: true, alarms: [expect.stringMatching(/the bank said no$/)] })
    },
  )

  it("is told by its code where the gateway said nothing else, and by nothing where it said nothing", async () => {
    for (const [words, told] of [
      [{ message: null, code: "10100058" }, /: 10100058$/],
      [{ message: null, code: null }, /without it:$/],
    ] as const) {
      const { checked, outcome } = await refused({ side: CANCELED, checks: ALARM_AFTER_CHECKS })
      await afterRefusal({ ...checked, operation: { ...checked.operation, ...words } }, vi.fn())
      expect((await outcome()).alarms).toEqual([expect.stringMatching(told)])
    }
  })
})

describe("what was not made", () => {
  it("is told with the order that the ledger knows, where Medusa has no payment", async () => {
    const { checked } = await refused({})
    await alarmUndone({ ...checked, attempt: { ...checked.attempt, order_id: "order_2" } }, "why")
    expect(await alarmsOf(place.shop, checked.operation.id)).toMatchObject([{ order_id: "order_2" }])
  })

  it.each(["charge", "confirm"] as const)("is not told of a %s: the buyer was there", async (kind) => {
    const { checked } = await refused({})
    const operation = { ...checked.operation, kind, id: newId("tpo") }
    await alarmUndone({ ...checked, operation }, "why")
    expect(await alarmsOf(place.shop, operation.id)).toEqual([])
  })
})
