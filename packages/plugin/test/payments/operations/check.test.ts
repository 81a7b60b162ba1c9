import type { MedusaContainer } from "@medusajs/framework/types"
import { describe, expect, it } from "vitest"
import { checkBalances } from "../../../src/payments/balances/check-balances"
import { capture, voidAuthorization } from "../../../src/payments/operations/capture"
import { refund } from "../../../src/payments/operations/refund"
import { checkOperations } from "../../../src/payments/orders/check-operations"
import { payInTurn } from "../../../src/payments/pay-in-turn"
import { queryStatus } from "../../../src/payments/queries/query"
import { followManualRefund } from "../../../src/payments/staff/manual-refund"
import { containerOf } from "../../shop-container"
import { alarmsOf, operationsOf, useShop } from "../../shop-database"
import { addOrder, addRow, type BookedTrade, booked, carried } from "../booked-trade"

const place = useShop()
const context = () => place.shop.context
const operations = () => place.shop.db("taiwan_payment_operation")
const old = () => new Date(Date.now() - 20 * 60_000)

/** Medusa as far as the sweep asks it: its refunds write their row first and delete it when the provider throws. */
function medusa(trade: BookedTrade) {
  const asked: string[] = []
  const refundPayment = async ({ amount }: { amount: number }) => {
    const key = await addRow(place.shop, "refund", trade, amount)
    const request = { key, amount: String(amount), inMedusa: true } as const
    await refund(context(), trade.methodAccount, trade.attempt.id, request).catch(async (error) => {
      await place.shop.db("refund").where({ id: key }).delete()
      throw error
    })
  }
  const capturePayment = async ({ amount }: { amount: number }) => {
    const key = await addRow(place.shop, "capture", trade, amount)
    const request = { key, amount: String(amount), inMedusa: true } as const
    await capture(context(), trade.methodAccount, trade.attempt.id, request)
    await place.shop.db("payment").where({ id: trade.paymentId }).update({ captured_at: new Date() })
  }
  const cancelPayment = async () => {
    await voidAuthorization(context(), trade.methodAccount, trade.attempt.id, "void again")
    await place.shop.db("payment").where({ id: trade.paymentId }).update({ canceled_at: new Date() })
  }
  const base = containerOf(place.shop, trade.attempt.provider_id, trade.methodAccount)
  const payment = { ...base.resolve<object>("payment"), refundPayment, cancelPayment }
  const run = async (workflow: string, { input }: { input: { amount: number } }) => {
    asked.push(workflow)
    if (workflow === "refund-payment-workflow") await refundPayment(input)
    if (workflow === "capture-payment-workflow") await capturePayment(input)
  }
  const addOrderTransactions = async ({ amount, reference_id }: { amount: number; reference_id: string }) =>
    void asked.push(`transaction ${amount} ${reference_id}`)
  const services: Readonly<Record<string, unknown>> = { payment, workflows: { run }, order: { addOrderTransactions } }
  const container = { resolve: (name: string) => services[name] ?? base.resolve(name) } as MedusaContainer
  return { asked, container }
}

/** The sweep, once everything is due. */
async function sweep(trade: BookedTrade): Promise<string[]> {
  await operations().update({ check_at: null }).whereNot({ attempt_id: trade.attempt.id })
  await operations().where({ attempt_id: trade.attempt.id }).whereNotNull("check_at").update({ check_at: old() })
  const { asked, container } = medusa(trade)
  await checkOperations(container, followManualRefund)
  return asked
}

const age = ({ attempt }: BookedTrade) =>
  operations().where({ attempt_id: attempt.id }).update({ started_at: old(), sent_at: old() })
const rows = ({ paymentId }: BookedTrade) => place.shop.db("refund").where({ payment_id: paymentId })
const ask = (trade: BookedTrade, key: string, amount = "300") =>
  refund(context(), trade.methodAccount, trade.attempt.id, { key, amount, inMedusa: true })

describe("a process that died during a refund", () => {
  it("after the gateway had done it: it is found, and Medusa books it", async () => {
    const trade = await booked(place.shop)
    await addOrder(place.shop, trade)
    trade.bank.faults.set("refund", ["lose"])
    await expect(ask(trade, "ref_gone_1")).rejects.toThrow()
    await age(trade)
    await sweep(trade)
    expect(await trade.now()).toMatchObject({ refunded_amount: 300 })
    expect(await sweep(trade)).toEqual(["refund-payment-workflow"])
    const [row] = await rows(trade)
    expect(await operationsOf(place.shop, trade.attempt)).toMatchObject([{ state: "done", medusa_id: row.id }])
    expect(trade.refunded()).toBe(300)
  })

  it("is left for a later turn where Medusa's workflow never returns", async () => {
    const trade = await booked(place.shop)
    await addOrder(place.shop, trade)
    await ask(trade, "ref_gone_stuck")
    await operations().whereNot({ attempt_id: trade.attempt.id }).update({ check_at: null })
    await operations().where({ attempt_id: trade.attempt.id }).update({ check_at: old() })
    const { container } = medusa(trade)
    const stuck = { run: () => new Promise(() => {}) }
    const resolve = (name: string) => (name === "workflows" ? stuck : container.resolve(name))
    await checkOperations({ resolve } as MedusaContainer, followManualRefund, 1_000)
    expect(place.shop.logged.join("\n")).toContain("it has not come to an end")
  })

  it("before it was done, and Medusa counts it: it is made", async () => {
    const trade = await booked(place.shop)
    const key = await addRow(place.shop, "refund", trade, 300, { created_at: old() })
    trade.bank.faults.set("refund", ["cut"])
    await expect(ask(trade, key)).rejects.toThrow()
    await age(trade)
    await sweep(trade)
    expect(trade.refunded()).toBe(300)
    expect(await rows(trade)).toHaveLength(1)
  })

  it("before it was even written down: it is taken up from Medusa's row", async () => {
    const trade = await booked(place.shop)
    await addRow(place.shop, "refund", trade, 300, { created_at: old() })
    await sweep(trade)
    await sweep(trade)
    expect(trade.refunded()).toBe(300)
  })

  it("is taken up, too, of money that another session carries", async () => {
    const trade = await carried(place.shop)
    await addRow(place.shop, "refund", trade, 300, { created_at: old() })
    await sweep(trade)
    expect(trade.refunded()).toBe(300)
  })

  it("between the refusal and the deletion of Medusa's row: the row goes, and staff are told", async () => {
    const trade = await booked(place.shop)
    const key = await addRow(place.shop, "refund", trade, 300, { created_at: old() })
    trade.bank.faults.set("refund", ["refuse"])
    await expect(ask(trade, key)).rejects.toThrow()
    await sweep(trade)
    expect(await rows(trade)).toEqual([])
    const [operation] = await operationsOf(place.shop, trade.attempt)
    expect(await alarmsOf(place.shop, operation?.id ?? "")).toMatchObject([{ kind: "not_refunded", amount: 300 }])
    expect(trade.bank.heard).toEqual(["refund"])
  })

  it("between the payment's row and the order's: the order gets its transaction", async () => {
    const trade = await booked(place.shop)
    await addOrder(place.shop, trade)
    const key = await addRow(place.shop, "refund", trade, 300, { created_at: old() })
    await ask(trade, key)
    expect(await sweep(trade)).toEqual(["create-order-refund-credit-lines", `transaction -300 ${key}`])
  })

  it("is booked in turn with whoever works on the order's money", async () => {
    const trade = await booked(place.shop)
    const { id } = trade.attempt
    await place.shop.db("taiwan_payment_attempt").where({ id }).update({ payment_collection_id: trade.collectionId })
    const orderId = await addOrder(place.shop, trade)
    await ask(trade, await addRow(place.shop, "refund", trade, 300, { created_at: old() }))
    expect(await payInTurn(context(), orderId, () => sweep(trade))).toEqual([])
    expect(await sweep(trade)).toHaveLength(2)
  })
})

describe("an order that was cancelled without its refund", () => {
  const canceled = async (more: Parameters<typeof booked>[1] = {}) => {
    const trade = await booked(place.shop, more)
    const orderId = await addOrder(place.shop, trade, "canceled")
    await place.shop.db("order").where({ id: orderId }).update({ status: "pending" })
    return { trade, cancel: () => place.shop.db("order").where({ id: orderId }).update({ status: "canceled" }) }
  }

  it("gets it as soon as the gateway answers again", async () => {
    const { trade, cancel } = await canceled()
    trade.bank.faults.set("refund", ["cut"]).set("query", ["cut"])
    await expect(ask(trade, "ref_cancel_1", "1000")).rejects.toThrow()
    await cancel()
    await age(trade)
    await sweep(trade)
    expect(await trade.now()).toMatchObject({ state: "captured" })
    await age(trade)
    expect(await sweep(trade), "nothing is asked of the order").toEqual([])
    expect(await trade.now()).toMatchObject({ state: "refunded" })
    expect(trade.refunded()).toBe(1000)
    expect(await rows(trade)).toHaveLength(1)
  })

  it("is told where the gateway refused money that another session carries", async () => {
    const trade = await carried(place.shop)
    const orderId = await addOrder(place.shop, trade)
    trade.bank.faults.set("refund", ["refuse"])
    await expect(ask(trade, "ref_cancel_carried", "1000")).rejects.toThrow()
    await place.shop.db("order").where({ id: orderId }).update({ status: "canceled" })
    await sweep(trade)
    const [operation] = await operationsOf(place.shop, trade.attempt)
    expect(await alarmsOf(place.shop, operation?.id ?? "")).toMatchObject([
      { kind: "not_refunded", amount: 1000, order_id: orderId },
    ])
  })

  it("is told where the gateway refused it, or no API can do it", async () => {
    for (const method of ["card", "code"]) {
      const { trade, cancel } = await canceled({ method })
      trade.bank.faults.set("refund", ["refuse"])
      await expect(ask(trade, `ref_cancel_${method}`, "1000")).rejects.toThrow()
      await cancel()
      await sweep(trade)
      const [operation] = await operationsOf(place.shop, trade.attempt)
      expect(await alarmsOf(place.shop, operation?.id ?? "")).toMatchObject([
        { kind: "not_refunded", amount: 1000, attempt_id: trade.attempt.id },
      ])
    }
  })

  it("has its card released, or staff are told", async () => {
    const { trade, cancel } = await canceled({ state: "authorized" })
    trade.bank.faults.set("void", ["refuse"])
    await expect(voidAuthorization(context(), trade.methodAccount, trade.attempt.id, "void 1")).rejects.toThrow()
    await cancel()
    await sweep(trade)
    const [operation] = await operationsOf(place.shop, trade.attempt)
    expect(await alarmsOf(place.shop, operation?.id ?? "")).toMatchObject([{ kind: "not_released" }])
    await voidAuthorization(context(), trade.methodAccount, trade.attempt.id, "stray void")
    expect((await alarmsOf(place.shop, operation?.id ?? ""))[0]?.resolved_at).not.toBeNull()
  })
})

describe("a release of which Medusa did not hear", () => {
  it("ends Medusa's payment, and staff are told of the order that stands without its money", async () => {
    const trade = await booked(place.shop, { state: "authorized" })
    const orderId = await addOrder(place.shop, trade)
    trade.bank.faults.set("void", ["lose"])
    await expect(voidAuthorization(context(), trade.methodAccount, trade.attempt.id, "void edit")).rejects.toThrow()
    await age(trade)
    await sweep(trade)
    await sweep(trade)
    expect(await trade.now()).toMatchObject({ state: "voided" })
    expect(await place.shop.db("payment").where({ id: trade.paymentId }).first()).toMatchObject({
      canceled_at: expect.any(Date),
    })
    expect(await alarmsOf(place.shop, trade.attempt.id)).toMatchObject([{ kind: "released_unpaid", order_id: orderId }])
  })
})

describe("a card that Medusa released while its order stands", () => {
  const released = async (total: number, collection: "authorized" | "canceled", status = "pending") => {
    const trade = await booked(place.shop, { state: "authorized" })
    const orderId = await addOrder(place.shop, trade, status)
    const { db } = place.shop
    const totals = JSON.stringify({ current_order_total: total })
    await db("order_summary").where({ order_id: orderId }).update({ totals })
    const { collectionId: payment_collection_id } = trade
    await db("taiwan_payment_attempt").where({ id: trade.attempt.id }).update({ payment_collection_id })
    await voidAuthorization(context(), trade.methodAccount, trade.attempt.id, `void ${trade.paymentId}`)
    await db("payment").where({ id: trade.paymentId }).update({ canceled_at: new Date() })
    await db("payment_collection").where({ id: payment_collection_id }).update({ status: collection })
    const asked = await sweep(trade)
    return { orderId, asked, told: await alarmsOf(place.shop, trade.attempt.id) }
  }

  it("for an edit, which puts another collection in its place, is told of where its order is owed", async () => {
    const { orderId, asked, told } = await released(1100, "canceled")
    expect(told).toMatchObject([
      { kind: "released_unpaid", order_id: orderId, detail: expect.stringContaining("its order was changed") },
    ])
    expect(asked).toEqual([])
    expect((await released(0, "canceled")).told).toEqual([])
  })

  it("for a cancellation of which a later step, or a hook of the shop's, failed is told of", async () => {
    const { orderId, asked, told } = await released(1000, "authorized")
    expect(asked).toContain("cancel-payment-collection")
    expect(told).toMatchObject([
      { kind: "released_unpaid", order_id: orderId, detail: expect.stringContaining("a cancellation that failed") },
    ])
  })

  it("is nobody's matter where the order was cancelled after all", async () => {
    const { asked, told } = await released(1000, "authorized", "canceled")
    expect([asked, told]).toEqual([[], []])
  })
})

describe("a sale whose process died", () => {
  it("is asked about, and its charge ends with it", async () => {
    const trade = await booked(place.shop, { state: "started" })
    trade.bank.know({ tradeNo: trade.attempt.trade_no })
    const facts = {
      attempt_id: trade.attempt.id,
      kind: "charge",
      idempotency_key: `charge ${trade.attempt.id}`,
    } as const
    await context().ledger.begin({ ...facts, amount: trade.attempt.amount, requested: "1000" })
    await sweep(trade)
    expect(await trade.now()).toMatchObject({ state: "captured" })
    expect(await operationsOf(place.shop, trade.attempt)).toMatchObject([{ kind: "charge", state: "done" }])
  })
})

describe("a process that died during a capture", () => {
  const captures = ({ paymentId }: BookedTrade) => place.shop.db("capture").where({ payment_id: paymentId })

  const ordersOf = ({ collectionId }: BookedTrade) =>
    place.shop.db("order_payment_collection").where({ payment_collection_id: collectionId }).select("order_id")

  /** Medusa has written its row, and the gateway was asked; then the process died. */
  async function cutOff(captured_at: Date | null) {
    const trade = await booked(place.shop, { state: "authorized" })
    await addOrder(place.shop, trade)
    const key = await addRow(place.shop, "capture", trade, 1000, { created_at: old() })
    await capture(context(), trade.methodAccount, trade.attempt.id, { key, amount: "1000", inMedusa: true })
    await place.shop.db("payment").where({ id: trade.paymentId }).update({ captured_at })
    return { trade, key }
  }

  it("before Medusa heard the gateway's yes: Medusa captures once more, and no money moves", async () => {
    const { trade, key } = await cutOff(null)
    expect(await sweep(trade)).toEqual(["capture-payment-workflow"])
    const rows = await captures(trade)
    expect(rows).toHaveLength(1)
    expect(rows[0].id).not.toBe(key)
    expect(await operationsOf(place.shop, trade.attempt)).toMatchObject([{ state: "done", medusa_id: rows[0].id }])
    expect(trade.bank.heard.filter((call) => call === "capture")).toHaveLength(1)
  })

  it("between the payment's row and the order's: the order gets its transaction", async () => {
    const { trade, key } = await cutOff(new Date())
    expect(await sweep(trade)).toEqual([`transaction 1000 ${key}`])
    expect(await sweep(trade)).toEqual([])
    expect(await captures(trade)).toHaveLength(1)
  })

  it("of an order that was cancelled since: nothing is written on it", async () => {
    const { trade } = await cutOff(new Date())
    await place.shop.db("order").update({ status: "canceled" }).whereIn("id", ordersOf(trade))
    expect(await sweep(trade)).toEqual([])
  })
})

describe("a capture for an order that was cancelled since", () => {
  const captures = ({ paymentId }: BookedTrade) => place.shop.db("capture").where({ payment_id: paymentId })

  async function canceled(fault: "cut" | "lose" | null) {
    const trade = await booked(place.shop, { state: "authorized" })
    await addOrder(place.shop, trade, "canceled")
    const key = await addRow(place.shop, "capture", trade, 1000, { created_at: old() })
    const request = { key, amount: "1000", inMedusa: true } as const
    if (fault) trade.bank.faults.set("capture", [fault])
    if (fault) await expect(capture(context(), trade.methodAccount, trade.attempt.id, request)).rejects.toThrow()
    const before = trade.bank.heard.length
    await age(trade)
    await sweep(trade)
    await sweep(trade)
    return { trade, heard: trade.bank.heard.slice(before) }
  }

  it.each(["cut", null] as const)("and was not made is not made any more (%s)", async (fault) => {
    const { trade, heard } = await canceled(fault)
    expect(heard).not.toContain("capture")
    expect(await trade.now()).toMatchObject({ state: "authorized", captured_amount: 0 })
    expect(await captures(trade)).toEqual([])
  })

  it("and was made is found, and told soon, whether or not a release was tried", async () => {
    for (const isReleased of [false, true]) {
      const { trade } = await canceled("lose")
      const facts = { attempt_id: trade.attempt.id, kind: "void", idempotency_key: `void ${trade.paymentId}` } as const
      const { operation } = await context().ledger.begin({ ...facts, amount: trade.attempt.amount, requested: "1000" })
      await context().ledger.finish(operation, { state: "refused" }, isReleased ? 60 : null)
      const { id } = trade.attempt
      if (isReleased) await place.shop.db("taiwan_payment_attempt").where({ id }).update({ balance_check_at: null })
      await sweep(trade)
      expect(await trade.now()).toMatchObject({ state: "captured", captured_amount: 1000 })
      await checkBalances(medusa(trade).container, () => {})
      expect(await alarmsOf(place.shop, trade.attempt.id)).toMatchObject([{ kind: "not_refunded", amount: 1000 }])
    }
  })
})

describe("a capture whose reply was lost", () => {
  it("keeps its own amount when the gateway is asked about the trade", async () => {
    const trade = await booked(place.shop, { state: "authorized" })
    trade.bank.faults.set("capture", ["lose"])
    const request = { key: "capt_lost", amount: "600", inMedusa: true } as const
    await expect(capture(context(), trade.methodAccount, trade.attempt.id, request)).rejects.toThrow()
    await place.shop.db("taiwan_payment_attempt").where({ id: trade.attempt.id }).update({ queried_at: null })
    await queryStatus(context(), trade.methodAccount, await trade.now())
    expect(await trade.now()).toMatchObject({ state: "captured", captured_amount: 600 })
    const whole = { key: "capt_lost_whole", amount: "1000", inMedusa: true } as const
    await expect(capture(context(), trade.methodAccount, trade.attempt.id, whole)).rejects.toThrow(/captured already/)
    const again = { key: "capt_lost_again", amount: "600", inMedusa: true } as const
    expect(await capture(context(), trade.methodAccount, trade.attempt.id, again)).toMatchObject({
      captured_amount: 600,
    })
    expect(trade.bank.heard.filter((call) => call === "capture")).toHaveLength(1)
  })
})
