import { describe, expect, it } from "vitest"
import { capture, recordByHand, refund, release } from "../../src/cashier/money"
import type { Terminal } from "../../src/cashier/terminal"
import type { Attempt, NewAttempt } from "../../src/modules/ledger/records"
import { twd } from "../../src/toolkit/twd"
import { type Bank, type BankOptions, CARD, CODE, INSTALLMENT, openBank, terminalAt, WALLET } from "../fake-bank"
import { chooseSeed, seededRandom } from "../seeded-random"
import { eventsOf, newAttempt, newId, operationsOf, useShop } from "../shop-database"

const place = useShop()
const desk = () => place.shop.desk

interface Paid {
  readonly bank: Bank
  readonly terminal: Terminal
  readonly attempt: Attempt
  readonly refunded: () => number | undefined
  readonly now: () => Promise<Attempt>
  readonly refund: (amount: unknown, key?: string) => Promise<Attempt>
}

/** A trade of 1000 TWD, captured at the bank and in the ledger, unless told otherwise. */
async function paid(options: Partial<BankOptions> = {}, more: Partial<NewAttempt & Attempt> = {}): Promise<Paid> {
  const bank = await openBank()
  const method = [CARD, INSTALLMENT, WALLET, CODE].find(({ id }) => id === more.method) ?? CARD
  const terminal = terminalAt(bank, options, method)
  const { state = "captured", captured_amount, ...row } = more
  const opened = await desk().ledger.open(newAttempt({ method: method.id, ...row }))
  const taken = captured_amount ?? (state === "captured" ? opened.amount : twd(0))
  bank.know({
    tradeNo: opened.trade_no,
    amount: opened.amount,
    captured: taken,
    state: state === "authorized" ? state : "captured",
  })
  const attempt = await desk().ledger.change(opened, { state, captured_amount: taken })
  if (!attempt) throw new Error("Nobody else writes here.")
  return {
    ...{ bank, terminal, attempt },
    refunded: () => bank.trades.get(attempt.trade_no)?.refunded,
    now: async () => (await desk().ledger.attempt(attempt.id)) ?? attempt,
    refund: (amount, key = newId("ref")) => refund(desk(), terminal, attempt.id, { key, amount }),
  }
}

describe("a refund is refused, and the bank is not asked,", () => {
  it("for a payment that the ledger does not have", async () => {
    const { terminal } = await paid()
    await expect(refund(desk(), terminal, "tpa_none", { key: "k", amount: 1 })).rejects.toMatchObject({
      kind: "refused",
    })
  })

  it.each(["departed", "issued", "failed", "expired", "voided", "refunded"] as const)(
    "while the trade is %s",
    async (state) => {
      const trade = await paid({}, { state })
      await expect(trade.refund(100)).rejects.toMatchObject({ kind: "refused" })
      expect(trade.bank.heard).toEqual([])
    },
  )

  it.each([
    [1001, "refused"],
    [0, "refused"],
    [-1, "refused"],
    ["100.5", "refused"],
    ["abc", "config"],
    [undefined, "config"],
    [Number.NaN, "config"],
  ])("of %j", async (amount, kind) => {
    const trade = await paid()
    await expect(trade.refund(amount)).rejects.toMatchObject({ kind })
    expect(trade.bank.heard).toEqual([])
    expect(await operationsOf(place.shop, trade.attempt)).toEqual([])
  })

  it("beyond what is left", async () => {
    const trade = await paid()
    await trade.refund(700)
    await expect(trade.refund(301)).rejects.toThrow("301 TWD cannot be refunded: 300 TWD of this payment are left.")
    expect(await trade.now()).toMatchObject({ state: "captured", refunded_amount: 700 })
  })

  it("where only the whole goes back", async () => {
    const trade = await paid({}, { method: "installment" })
    await expect(trade.refund(300)).rejects.toMatchObject({ kind: "unsupported" })
    await trade.refund(1000)
    expect(await trade.now()).toMatchObject({ state: "refunded", refunded_amount: 1000 })
  })

  it("where staff must do it, and says how", async () => {
    const trade = await paid({}, { method: "code" })
    const asked = trade.refund(300)
    await expect(asked).rejects.toMatchObject({ kind: "unsupported", message: "Transfer the money, then record it." })
    expect(trade.bank.heard).toEqual([])
  })

  it("where the gateway has no such API at all", async () => {
    const trade = await paid({ without: ["refund"] })
    await expect(trade.refund(300)).rejects.toThrow("Fake Bank has no API to refund a payment.")
  })
})

describe("a refund", () => {
  it.each([300, "300", "300.00", { value: "300", precision: 20 }, { numeric: 300 }])(
    "of %j gives that much back",
    async (amount) => {
      const trade = await paid()
      expect(await trade.refund(amount)).toMatchObject({ state: "captured", refunded_amount: 300 })
      expect(trade.refunded()).toBe(300)
    },
  )

  it("is told to subscribers and written down with its steps", async () => {
    const trade = await paid()
    await trade.refund(300, "ref_steps")
    expect(place.shop.emitted.at(-1)).toMatchObject({
      name: "taiwan_payments.refunded",
      data: { amount: 300, attempt_id: trade.attempt.id },
    })
    expect(await eventsOf(place.shop, trade.attempt)).toMatchObject([
      { kind: "operation", amount: 300, payload: { steps: ["refund"], key: "ref_steps" } },
    ])
  })

  it("with the same key gives back once, however often it is asked for", async () => {
    const trade = await paid()
    await trade.refund(300, "ref_same")
    await trade.refund(300, "ref_same")
    await Promise.all([trade.refund(300, "ref_same"), trade.refund(300, "ref_same")])
    expect(trade.refunded()).toBe(300)
    expect(await trade.now()).toMatchObject({ refunded_amount: 300 })
    const told = place.shop.emitted.filter(({ data }) => JSON.stringify(data).includes(trade.attempt.id))
    expect(told).toHaveLength(1)
  })

  it("in parts ends the trade with the last of them", async () => {
    const trade = await paid()
    for (const part of [300, 300, 400]) await trade.refund(part)
    expect(await trade.now()).toMatchObject({ state: "refunded", refunded_amount: 1000 })
    expect(trade.refunded()).toBe(1000)
    await expect(trade.refund(1)).rejects.toMatchObject({ kind: "refused" })
  })

  it("of a partly captured payment goes no further than what was captured", async () => {
    const trade = await paid({}, { captured_amount: twd(600) })
    await expect(trade.refund(601)).rejects.toMatchObject({ kind: "refused" })
    expect(await trade.refund(600)).toMatchObject({ state: "refunded", refunded_amount: 600 })
  })

  it("that the process died after is found in the ledger, not done again", async () => {
    const trade = await paid()
    await trade.refund(600, "ref_died")
    await place.shop
      .db("taiwan_payment_attempt")
      .where({ id: trade.attempt.id })
      .update({ refunded_amount: 0, state: "captured" })
    await expect(trade.refund(600, "ref_other")).rejects.toThrow("400 TWD of this payment are left")
    expect(await trade.refund(600, "ref_died")).toMatchObject({ refunded_amount: 600 })
    expect(trade.refunded()).toBe(600)
  })
})

describe("refunds at the same time", () => {
  it("never give back more than was paid, from two processes", async () => {
    const trade = await paid()
    const other = place.otherProcess()
    const all = await Promise.allSettled(
      Array.from({ length: 14 }, (_, index) =>
        refund(index % 2 ? desk() : other, trade.terminal, trade.attempt.id, { key: newId("ref"), amount: 100 }),
      ),
    )
    expect(all.filter(({ status }) => status === "fulfilled")).toHaveLength(10)
    expect(trade.refunded()).toBe(1000)
    expect(await trade.now()).toMatchObject({ state: "refunded", refunded_amount: 1000 })
  })

  it("of more than half each let one through", async () => {
    const trade = await paid()
    const all = await Promise.allSettled([trade.refund(600), trade.refund(600)])
    expect(all.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"])
    expect(trade.refunded()).toBe(600)
  })
})

describe("a refund whose reply was lost", () => {
  it("is not known to be done, and blocks every other amount", async () => {
    const trade = await paid()
    trade.bank.faults.set("refund", ["lose"])
    await expect(trade.refund(300)).rejects.toMatchObject({ kind: "unreachable" })
    expect(await operationsOf(place.shop, trade.attempt)).toMatchObject([{ state: "unknown" }])
    await expect(trade.refund(200)).rejects.toThrow("An earlier refund of 300 TWD has no answer yet.")
    expect(await trade.now()).toMatchObject({ refunded_amount: 0 })
  })

  it.each([
    ["after it was done is found, not repeated", "lose", ["refund", "query"]],
    ["before it was done is asked for again", "cut", ["refund", "query", "refund"]],
    ["and came as garbage is looked up", "garbage", ["refund", "query", "refund"]],
  ] as const)("%s", async (_what, fault, heard) => {
    const trade = await paid()
    trade.bank.faults.set("refund", [fault])
    await expect(trade.refund(300)).rejects.toThrow()
    expect(await trade.refund(300)).toMatchObject({ refunded_amount: 300 })
    expect(trade.bank.heard).toEqual(heard)
    expect(trade.refunded()).toBe(300)
    expect(await operationsOf(place.shop, trade.attempt)).toMatchObject([{ state: "done" }])
  })

  it("and that cannot be looked up stays unknown", async () => {
    const trade = await paid()
    trade.bank.faults.set("refund", ["lose"]).set("query", ["cut"])
    await expect(trade.refund(300)).rejects.toThrow()
    await expect(trade.refund(300)).rejects.toThrow()
    expect(await operationsOf(place.shop, trade.attempt)).toMatchObject([{ state: "unknown" }])
    await trade.refund(300)
    expect(trade.refunded()).toBe(300)
  })

  it("after an earlier one went through is told apart from it", async () => {
    const trade = await paid()
    await trade.refund(300)
    trade.bank.faults.set("refund", ["cut"])
    await expect(trade.refund(300)).rejects.toThrow()
    await trade.refund(300)
    expect(trade.refunded()).toBe(600)
  })
})

describe("a refund that the bank refuses", () => {
  it("is over, and another can be asked for", async () => {
    const trade = await paid()
    trade.bank.faults.set("refund", ["refuse"])
    await expect(trade.refund(300)).rejects.toMatchObject({ kind: "refused", message: "the bank says no" })
    expect(await operationsOf(place.shop, trade.attempt)).toMatchObject([{ state: "refused", code: "no" }])
    expect(await trade.refund(200)).toMatchObject({ refunded_amount: 200 })
  })

  it("can be asked for again with the same key", async () => {
    const trade = await paid()
    trade.bank.faults.set("refund", ["refuse", "lose"])
    await expect(trade.refund(300, "ref_again")).rejects.toMatchObject({ kind: "refused" })
    await expect(trade.refund(300, "ref_again")).rejects.toMatchObject({ kind: "unreachable" })
    expect(await trade.refund(300, "ref_again")).toMatchObject({ refunded_amount: 300 })
    expect(trade.refunded()).toBe(300)
  })

  it("because it cannot be reached at all has moved nothing", async () => {
    const trade = await paid()
    const away = terminalAt({ url: "http://127.0.0.1:1" })
    const asked = refund(desk(), away, trade.attempt.id, { key: newId("ref"), amount: 300 })
    await expect(asked).rejects.toMatchObject({ kind: "unreachable" })
    expect(await operationsOf(place.shop, trade.attempt)).toMatchObject([{ state: "refused" }])
    expect(await trade.refund(200)).toMatchObject({ refunded_amount: 200 })
  })
})

describe("a refund that the bank does later", () => {
  it("counts at once, so that it is not done twice", async () => {
    const trade = await paid()
    trade.bank.faults.set("refund", ["queue", "queue"])
    await trade.refund(600)
    await expect(trade.refund(600)).rejects.toMatchObject({ kind: "refused" })
    expect(await trade.refund(400)).toMatchObject({ state: "refunded", refunded_amount: 1000 })
  })
})

describe("refunds of a total that was rounded", () => {
  const rounded = (session_amount: string, amount: number) =>
    paid({ rounding: "nearest" }, { session_amount, amount: twd(amount) })

  it.each([
    ["1000.6", 1001, ["333.4", "333.4", "333.8"]],
    ["1000.4", 1000, ["500.2", "500.2"]],
    ["1000.5", 1001, ["1000.5"]],
    ["99.99", 100, ["33.33", "33.33", "33.33"]],
  ])("of %s, charged as %i, add up exactly", async (session, charged, parts) => {
    const trade = await rounded(session, charged)
    for (const part of parts) await trade.refund(part)
    expect(trade.refunded()).toBe(charged)
    expect(await trade.now()).toMatchObject({ state: "refunded", refunded_amount: charged })
  })

  it("also when the bank does some of them later", async () => {
    const trade = await rounded("1000.6", 1001)
    trade.bank.faults.set("refund", ["queue"])
    for (const part of ["333.4", "333.4", "333.8"]) await trade.refund(part)
    expect(trade.refunded()).toBe(1001)
  })

  it("add up for any parts of a dollar or more", async () => {
    const seed = chooseSeed()
    const random = seededRandom(seed)
    for (let round = 0; round < 5; round += 1) {
      const cents = 500 + Math.floor(random() * 100_000)
      const parts = partsOf(cents, random)
      const charged = Math.floor(cents / 100 + 0.5)
      const trade = await rounded((cents / 100).toFixed(2), charged)
      for (const part of parts) await trade.refund((part / 100).toFixed(2))
      expect(trade.refunded(), `repeat with TEST_SEED=${seed}: ${cents} as ${parts}`).toBe(charged)
    }
  })

  it("never go beyond the charge, although Medusa's sum is larger", async () => {
    const trade = await rounded("1000.4", 1000)
    await trade.refund("1000.4")
    expect(trade.refunded()).toBe(1000)
  })
})

function partsOf(cents: number, random: () => number): number[] {
  const parts: number[] = []
  let rest = cents
  while (rest >= 300 && parts.length < 5) {
    const part = 100 + Math.floor(random() * (rest - 200))
    parts.push(part)
    rest -= part
  }
  return [...parts, rest]
}

describe("a refund that staff made by hand", () => {
  it("is recorded once, within what is left", async () => {
    const trade = await paid({}, { method: "code" })
    await expect(recordByHand(desk(), trade.attempt.id, twd(1001), "wire 1")).rejects.toMatchObject({ kind: "refused" })
    await expect(recordByHand(desk(), trade.attempt.id, twd(0), "wire 1")).rejects.toMatchObject({ kind: "refused" })
    expect(await recordByHand(desk(), trade.attempt.id, twd(400), "wire 1")).toMatchObject({
      state: "recorded",
      reference: "wire 1",
    })
    await expect(recordByHand(desk(), trade.attempt.id, twd(400), "wire 1")).rejects.toThrow("recorded already")
  })

  it("is what Medusa's next refund of that amount stands for; no other amount, and only once", async () => {
    const trade = await paid({}, { method: "code" })
    await recordByHand(desk(), trade.attempt.id, twd(400), "wire 1")
    await expect(trade.refund(300)).rejects.toMatchObject({ kind: "unsupported" })
    expect(await trade.refund(400)).toMatchObject({ state: "captured", refunded_amount: 400 })
    await expect(trade.refund(400)).rejects.toMatchObject({ kind: "unsupported" })
    expect(trade.bank.heard).toEqual([])
  })

  it("is taken by its key, so that Medusa may ask twice", async () => {
    const trade = await paid({}, { method: "code" })
    await recordByHand(desk(), trade.attempt.id, twd(400), "wire 1")
    await recordByHand(desk(), trade.attempt.id, twd(400), "wire 2")
    await trade.refund(400, "ref_byhand")
    expect(await trade.refund(400, "ref_byhand")).toMatchObject({ refunded_amount: 400 })
  })

  it("of a rounded total stands for what Medusa asked", async () => {
    const trade = await paid({ rounding: "nearest" }, { method: "code", session_amount: "200.8", amount: twd(201) })
    await recordByHand(desk(), trade.attempt.id, twd(100), "wire 1")
    await trade.refund("100.4")
    await recordByHand(desk(), trade.attempt.id, twd(101), "wire 2")
    expect(await trade.refund("100.4")).toMatchObject({ state: "refunded", refunded_amount: 201 })
  })

  it("is not given back by the bank as well", async () => {
    const trade = await paid()
    await recordByHand(desk(), trade.attempt.id, twd(400), "wire 1")
    await expect(trade.refund(700)).rejects.toMatchObject({ kind: "refused" })
    expect(await trade.refund(600)).toMatchObject({ refunded_amount: 600 })
    expect(await trade.refund(400)).toMatchObject({ state: "refunded", refunded_amount: 1000 })
    expect(trade.refunded()).toBe(600)
  })

  it("cannot be recorded beyond what is left, even before Medusa took the first", async () => {
    const trade = await paid({}, { method: "code" })
    await recordByHand(desk(), trade.attempt.id, twd(700), "wire 1")
    await expect(recordByHand(desk(), trade.attempt.id, twd(700), "wire 2")).rejects.toMatchObject({ kind: "refused" })
  })
})

describe("a capture", () => {
  const captured = (trade: Paid, amount: unknown, key = newId("capt")) =>
    capture(desk(), trade.terminal, trade.attempt.id, { key, amount })

  it.each(["departed", "issued", "failed", "expired", "voided", "refunded"] as const)(
    "of a trade that is %s is refused, and the bank not asked",
    async (state) => {
      const trade = await paid({}, { state })
      await expect(captured(trade, 1000)).rejects.toMatchObject({ kind: "refused" })
      expect(trade.bank.heard).toEqual([])
      expect(await trade.now()).toMatchObject({ state })
    },
  )

  it("of more than was reserved is refused", async () => {
    const trade = await paid({}, { state: "authorized" })
    await expect(captured(trade, 1001)).rejects.toMatchObject({ kind: "refused" })
    expect(trade.bank.heard).toEqual([])
  })

  it("of a part where only the whole is possible is refused clearly", async () => {
    const trade = await paid({}, { state: "authorized", method: "installment" })
    await expect(captured(trade, 600)).rejects.toThrow("Fake Bank captures this method only in full: 1000 TWD.")
    expect(await captured(trade, 1000)).toMatchObject({ state: "captured", captured_amount: 1000 })
  })

  it("of a part is honoured where it is possible", async () => {
    const trade = await paid({}, { state: "authorized" })
    expect(await captured(trade, { value: "600" })).toMatchObject({ state: "captured", captured_amount: 600 })
    expect(trade.bank.trades.get(trade.attempt.trade_no)).toMatchObject({ captured: 600 })
  })

  it("of a second part is refused: the bank takes one capture", async () => {
    const trade = await paid({}, { state: "authorized" })
    await captured(trade, 500, "capt_first")
    await expect(captured(trade, 500)).rejects.toMatchObject({ kind: "refused" })
    expect(await captured(trade, 500, "capt_first")).toMatchObject({ state: "captured", captured_amount: 500 })
    expect(trade.bank.heard).toEqual(["capture"])
  })

  it("of what is captured already does nothing", async () => {
    const trade = await paid()
    expect(await captured(trade, 1000)).toMatchObject({ state: "captured" })
    expect(trade.bank.heard).toEqual([])
  })

  it("whose reply was lost is looked up, not repeated", async () => {
    const trade = await paid({}, { state: "authorized" })
    trade.bank.faults.set("capture", ["lose"])
    await expect(captured(trade, 1000)).rejects.toMatchObject({ kind: "unreachable" })
    expect(await captured(trade, 1000)).toMatchObject({ state: "captured" })
    expect(trade.bank.heard).toEqual(["capture", "query"])
  })
})

describe("a release", () => {
  const released = (trade: Paid) => release(desk(), trade.terminal, trade.attempt.id, newId("void"))

  it.each(["departed", "issued", "failed", "expired", "captured", "voided", "refunded"] as const)(
    "of a trade that is %s does nothing, and says so by its state",
    async (state) => {
      const trade = await paid({}, { state })
      expect(await released(trade)).toMatchObject({ state })
      expect(trade.bank.heard).toEqual([])
    },
  )

  it("of a reserved card gives it free, once", async () => {
    const trade = await paid({}, { state: "authorized" })
    expect(await released(trade)).toMatchObject({ state: "voided" })
    expect(await released(trade)).toMatchObject({ state: "voided" })
    expect(trade.bank.heard).toEqual(["void"])
  })

  it("whose reply was lost is looked up", async () => {
    const trade = await paid({}, { state: "authorized" })
    trade.bank.faults.set("void", ["lose"])
    await expect(released(trade)).rejects.toMatchObject({ kind: "unreachable" })
    expect(await released(trade)).toMatchObject({ state: "voided" })
    expect(trade.bank.heard).toEqual(["void", "query"])
  })
})
