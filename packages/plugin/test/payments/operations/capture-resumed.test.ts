import { describe, expect, it } from "vitest"
import { capture, voidAuthorization } from "../../../src/payments/operations/capture"
import { operationsOf, useShop } from "../../shop-database"
import { addRow, type BookedTrade, booked } from "../booked-trade"

const place = useShop()
const context = () => place.shop.context
const operations = () => place.shop.db("taiwan_payment_operation")
const old = () => new Date(Date.now() - 20 * 60_000)
const reserved = () => booked(place.shop, { state: "authorized" })

/** As Medusa asks: its row is there before, and goes when the provider throws. */
async function press(trade: BookedTrade, amount: number, change: { created_at?: Date } = {}) {
  const key = await addRow(place.shop, "capture", trade, amount, change)
  const asked = capture(context(), trade.methodAccount, trade.attempt.id, {
    key,
    amount: String(amount),
    inMedusa: true,
  })
  const done = asked.catch(async (error) => {
    await rowsOf(trade).where({ id: key }).delete()
    throw error
  })
  return { key, done }
}
const rowsOf = ({ paymentId }: BookedTrade) => place.shop.db("capture").where({ payment_id: paymentId })
const age = ({ attempt }: BookedTrade) =>
  operations().where({ attempt_id: attempt.id }).update({ started_at: old(), sent_at: old() })
const without = (trade: BookedTrade, name: "capture" | "void") => {
  const { [name]: _gone, ...account } = trade.methodAccount.account
  return { ...trade.methodAccount, account: account as typeof trade.methodAccount.account }
}

describe("a capture that Medusa asks for", () => {
  it("is written down under Medusa's row, and followed", async () => {
    const trade = await reserved()
    const { key, done } = await press(trade, 600)
    await done
    expect(await operationsOf(place.shop, trade.attempt)).toMatchObject([
      { kind: "capture", state: "done", amount: 600, requested: "600", medusa_id: key, check_at: expect.any(Date) },
    ])
  })

  it("is adopted where the gateway did it and Medusa forgot, though all was captured", async () => {
    const trade = await reserved()
    const first = await press(trade, 1000)
    await first.done
    await rowsOf(trade).delete()
    const again = await press(trade, 1000)
    expect(await again.done).toMatchObject({ state: "captured", captured_amount: 1000 })
    expect(await operationsOf(place.shop, trade.attempt)).toMatchObject([{ medusa_id: again.key }])
    expect(trade.bank.heard).toEqual(["capture"])
  })

  it("takes the place of one whose process died before anything was written", async () => {
    const trade = await reserved()
    await addRow(place.shop, "capture", trade, 600, { created_at: old() })
    const { key, done } = await press(trade, 600)
    await done
    expect(await rowsOf(trade)).toMatchObject([{ id: key }])
  })
})

describe("a capture asked for by others than Medusa", () => {
  it("is under no row of Medusa's, and nothing there is looked for", async () => {
    const trade = await reserved()
    const dead = await addRow(place.shop, "capture", trade, 600, { created_at: old() })
    await capture(context(), trade.methodAccount, trade.attempt.id, { key: "capt_staff", amount: "600" })
    expect(await operationsOf(place.shop, trade.attempt)).toMatchObject([{ medusa_id: null, check_at: null }])
    expect(await rowsOf(trade)).toMatchObject([{ id: dead }])
    await expect(
      capture(context(), trade.methodAccount, trade.attempt.id, { key: "capt_other", amount: "600" }),
      "it is no one's to adopt",
    ).rejects.toThrow("600 of 1000 TWD are captured already")
  })
})

describe("a capture whose end the ledger did not hear of", () => {
  it("of another amount waits while the first may still come", async () => {
    const trade = await reserved()
    trade.bank.faults.set("capture", ["lose"])
    await expect((await press(trade, 600)).done).rejects.toMatchObject({ kind: "unreachable" })
    await expect((await press(trade, 500)).done).rejects.toThrow(
      "An earlier capture of 600 TWD has no answer yet. Try that amount again first, so that its fate is known.",
    )
    expect(trade.bank.trades.get(trade.attempt.trade_no)).toMatchObject({ captured: 600 })
  })

  it("of another amount is made once the first is known not to have come", async () => {
    const trade = await reserved()
    trade.bank.faults.set("capture", ["cut"])
    await expect((await press(trade, 600)).done).rejects.toThrow()
    await age(trade)
    expect(await (await press(trade, 500)).done).toMatchObject({ state: "captured", captured_amount: 500 })
    expect(await operationsOf(place.shop, trade.attempt)).toMatchObject([
      ...[
        { amount: 600, state: "refused" },
        { amount: 500, state: "done" },
      ],
    ])
  })

  it("goes on under the new row, by its own operation", async () => {
    const trade = await reserved()
    trade.bank.faults.set("capture", ["cut"])
    const first = await press(trade, 600)
    await expect(first.done).rejects.toThrow()
    const second = await press(trade, 600)
    expect(await second.done).toMatchObject({ captured_amount: 600 })
    expect(trade.bank.heard).toEqual(["capture", "query", "capture"])
    expect(await operationsOf(place.shop, trade.attempt)).toMatchObject([{ tries: 2, medusa_id: second.key }])
  })

  it("is brought up to what its operation says, where only that was written", async () => {
    const trade = await reserved()
    const { key, done } = await press(trade, 600)
    await done
    const back = { state: "authorized", captured_amount: 0 }
    await place.shop.db("taiwan_payment_attempt").where({ id: trade.attempt.id }).update(back)
    const again = { key, amount: "600", inMedusa: true } as const
    const repaired = await capture(context(), trade.methodAccount, trade.attempt.id, again)
    expect(repaired).toMatchObject({ state: "captured", captured_amount: 600 })
    expect(trade.bank.heard).toEqual(["capture"])
  })

  it("and that a notice told of keeps its amount, and is looked up", async () => {
    const trade = await reserved()
    trade.bank.faults.set("capture", ["lose"])
    const { key, done } = await press(trade, 600)
    await expect(done).rejects.toThrow()
    const told = { state: "captured", captured_amount: 600 }
    await place.shop.db("taiwan_payment_attempt").where({ id: trade.attempt.id }).update(told)
    const again = { key, amount: "600" }
    expect(await capture(context(), trade.methodAccount, trade.attempt.id, again)).toMatchObject(told)
    expect(trade.bank.heard).toEqual(["capture", "query"])
    expect(await operationsOf(place.shop, trade.attempt)).toMatchObject([{ state: "done" }])
  })
})

describe("a capture that was made before", () => {
  it("under the same key changes nothing any more", async () => {
    const trade = await reserved()
    const ask = () => capture(context(), trade.methodAccount, trade.attempt.id, { key: "capt_same", amount: "600" })
    const { version } = await ask()
    expect(await ask()).toMatchObject({ state: "captured", version })
  })
})

describe("a gateway that has no API for it", () => {
  it("captures nothing, and nothing is written down", async () => {
    const trade = await reserved()
    const asked = { key: "capt_none", amount: "600" }
    await expect(capture(context(), without(trade, "capture"), trade.attempt.id, asked)).rejects.toMatchObject({
      ...{ kind: "unsupported", message: "Fake Bank has no API to capture a payment." },
    })
    expect(await operationsOf(place.shop, trade.attempt)).toEqual([])
  })

  it("releases nothing, which is written down as refused, and looked at again", async () => {
    const trade = await reserved()
    const released = voidAuthorization(context(), without(trade, "void"), trade.attempt.id, "void_none")
    await expect(released).rejects.toMatchObject({ kind: "unsupported" })
    expect(await operationsOf(place.shop, trade.attempt)).toMatchObject([
      {
        ...{ kind: "void", state: "refused", amount: 1000, requested: "1000", idempotency_key: "void_none" },
        ...{
          message: expect.stringContaining("（Fake Bank has no API to void a payment.）"),
          medusa_id: null,
          check_at: expect.any(Date),
        },
      },
    ])
  })
})

describe("a release", () => {
  it("is written down before it is asked for, and goes on under its first key", async () => {
    const trade = await reserved()
    trade.bank.faults.set("void", ["cut"])
    const ask = (key: string) => voidAuthorization(context(), trade.methodAccount, trade.attempt.id, key)
    await expect(ask("void_1")).rejects.toThrow()
    expect(await ask("void_2")).toMatchObject({ state: "voided" })
    expect(await operationsOf(place.shop, trade.attempt)).toMatchObject([
      { kind: "void", idempotency_key: "void_1", state: "done", tries: 2, amount: 1000 },
    ])
  })
})
