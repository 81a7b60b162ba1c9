import { afterEach, describe, expect, it, vi } from "vitest"
import { Ledger } from "../../../src/modules/ledger/ledger"
import type { AttemptState } from "../../../src/modules/ledger/records"
import { charge } from "../../../src/payments/checkout/charge"
import { startPayment } from "../../../src/payments/checkout/start"
import { type Bank, openBank } from "../../fake-bank"
import { type BankOptions, methodAccountAt } from "../../fake-gateway"
import { containerOf, type Known } from "../../shop-container"
import { addSession, eventsOf, operationsOf, useShop } from "../../shop-database"
import { timePasses } from "../../time-passes"

const used = useShop()

const PROVIDER = "pp_fake-card_main"
const TOKEN = "prime_that_nobody_may_see"
const PAYMENT = { kind: "token", token: TOKEN, save: false } as const

/** A live session of 1000 TWD whose token is charged at a bank. */
async function opened(options: Partial<BankOptions> = {}, known: Known = {}, amount = "1000") {
  const { shop } = used
  const bank = await openBank()
  const methodAccount = methodAccountAt(bank, { takesTokens: true, perTradeSeconds: 0, ...options })
  const container = containerOf(shop, PROVIDER, methodAccount, known)
  const sessionId = await addSession(shop, amount)
  return {
    bank,
    container,
    sessionId,
    charge: () => charge(container, sessionId, PAYMENT, null),
    attempts: () => shop.context.ledger.attemptsOf(sessionId),
    states: async (): Promise<AttemptState[]> =>
      (await shop.context.ledger.attemptsOf(sessionId)).map(({ state }) => state),
  }
}

afterEach(() => void vi.restoreAllMocks())

const charges = ({ heard }: Bank) => heard.filter((call) => call === "charge").length

/** What the answer tells the shop's page. */
function told(charged: Awaited<ReturnType<typeof charge>>) {
  return charged.kind === "charged" ? { url: charged.url, state: charged.status.state } : charged.kind
}

describe("a token is not charged", () => {
  it("for a session that is unknown, or another gateway's", async () => {
    const { container, bank } = await opened()
    expect(await charge(container, "payses_none", PAYMENT, null)).toEqual({ kind: "unknown" })
    const { charge: atFormGateway } = await opened({ takesTokens: false })
    expect(await atFormGateway()).toEqual({ kind: "unknown" })
    expect(charges(bank)).toBe(0)
  })

  it("twice by a double click", async () => {
    const { bank, charge, states } = await opened()
    const answers = await Promise.all([charge(), charge(), charge()])
    expect(charges(bank)).toBe(1)
    expect(answers.map(told)).toContainEqual({ url: null, state: "paid" })
    expect(await states()).toEqual(["captured"])
    expect(told(await charge())).toEqual({ url: null, state: "paid" })
    expect(charges(bank)).toBe(1)
  })

  it("twice by a tab that looks just while the first charge is written down", async () => {
    const { bank, charge, states } = await opened()
    const { operationsOf } = Ledger.prototype
    let answer = () => {}
    bank.waits.set("charge", new Promise<void>((resolve) => (answer = resolve)))
    const first = charge()
    await vi.waitUntil(() => charges(bank) === 1)
    vi.spyOn(Ledger.prototype, "operationsOf").mockImplementationOnce(async function (this: Ledger, ...asked) {
      answer()
      await first
      return operationsOf.apply(this, asked)
    })
    expect(told(await charge())).toEqual({ url: null, state: "paid" })
    expect(charges(bank)).toBe(1)
    expect(await states()).toEqual(["captured"])
  })

  it("while nobody knows what became of an earlier one", async () => {
    const { bank, charge, states } = await opened()
    bank.faults.set("charge", ["cut"])
    expect(told(await charge())).toEqual({ url: null, state: "pending" })
    expect(told(await charge())).toEqual({ url: null, state: "pending" })
    expect(charges(bank)).toBe(1)
    expect(await states()).toEqual(["started"])
  })

  it("while an earlier one is under way in a process that died", async () => {
    const { bank, charge, attempts } = await opened()
    bank.faults.set("charge", ["cut"])
    await charge()
    const [attempt] = await attempts()
    await used.shop.db("taiwan_payment_operation").where({ attempt_id: attempt?.id }).update({ state: "started" })
    await charge()
    expect(charges(bank)).toBe(1)
  })

  it("while an earlier one may be under way, whatever a wrong clock made of its attempt", async () => {
    const { bank, charge, attempts } = await opened()
    let answer = () => {}
    bank.waits.set("charge", new Promise<void>((resolve) => (answer = resolve)))
    const first = charge()
    await vi.waitUntil(() => charges(bank) === 1)
    const [attempt] = await attempts()
    await used.shop.db("taiwan_payment_attempt").where({ id: attempt?.id }).update({ state: "failed" })
    vi.spyOn(Date, "now").mockReturnValue(Date.now() + 5 * 60_000)
    await charge()
    expect(charges(bank)).toBe(1)
    vi.restoreAllMocks()
    answer()
    expect(told(await first)).toEqual({ url: null, state: "paid" })
  })

  it("while an unclear one may still come, though the bank calls it failed", async () => {
    const { bank, charge, states } = await opened()
    bank.faults.set("charge", ["lose"])
    bank.charges = { state: "pending" }
    await charge()
    for (const trade of bank.trades.values()) trade.state = "failed"
    bank.charges = { state: "captured" }
    expect(told(await charge())).toEqual({ url: null, state: "failed" })
    expect([charges(bank), await states()]).toEqual([1, ["failed"]])
  })

  it("by a process that was cut off for minutes since it wrote that down", async () => {
    const { bank, charge, attempts } = await opened()
    vi.spyOn(Ledger.prototype, "note").mockImplementationOnce(async () => timePasses(121_000))
    expect(told(await charge())).toEqual({ url: null, state: "pending" })
    expect(charges(bank)).toBe(0)
    const [attempt] = await attempts()
    expect(attempt && (await operationsOf(used.shop, attempt))).toMatchObject([{ kind: "charge", state: "unknown" }])
  })

  it("by a process that was cut off since it looked, and whose turn another one has had", async () => {
    const { bank, charge, sessionId } = await opened()
    const { begin } = Ledger.prototype
    vi.spyOn(Ledger.prototype, "begin").mockImplementationOnce(async function (this: Ledger, ...asked) {
      await used.shop
        .db("taiwan_payment_lease")
        .where({ key: `session ${sessionId}` })
        .delete()
      return begin.apply(this, asked)
    })
    await charge()
    expect(charges(bank)).toBe(0)
    expect(told(await charge())).toEqual({ url: null, state: "paid" })
    expect(charges(bank)).toBe(1)
  })

  it("again when the lost answer was a success: the question finds it", async () => {
    const { bank, charge, states } = await opened()
    bank.faults.set("charge", ["lose"])
    expect(told(await charge())).toEqual({ url: null, state: "paid" })
    expect(await states()).toEqual(["captured"])
  })

  it("where bank and network are silent both, and no error reaches the shopper", async () => {
    const { bank, charge, attempts } = await opened()
    bank.faults.set("charge", ["cut"]).set("query", ["cut"])
    expect(told(await charge())).toEqual({ url: null, state: "pending" })
    const [attempt] = await attempts()
    expect(attempt && (await operationsOf(used.shop, attempt))).toMatchObject([{ kind: "charge", state: "unknown" }])
  })

  it("for a cancelled order", async () => {
    const { bank, charge } = await opened({}, { order: { id: "order_1", customer_id: null, status: "canceled" } })
    expect(told(await charge())).toEqual({ url: null, state: "canceled" })
    expect(charges(bank)).toBe(0)
  })

  it("after five declines in ten minutes", async () => {
    const { bank, charge } = await opened()
    bank.charges = { state: "failed" }
    for (let count = 0; count < 5; count += 1) expect(told(await charge())).toEqual({ url: null, state: "failed" })
    expect(await charge()).toEqual({ kind: "too many" })
    expect(charges(bank)).toBe(5)
  })

  it("beyond the limits", async () => {
    const { bank, charge } = await opened({ limits: { card: { max: 999 } } })
    await expect(charge()).rejects.toThrow(/takes 1 to 999 TWD/)
    expect(charges(bank)).toBe(0)
  })
})

describe("a token is charged anew", () => {
  it("after a decline, under a new number", async () => {
    const { bank, charge, states } = await opened()
    bank.charges = { state: "failed" }
    await charge()
    bank.charges = { state: "captured" }
    expect(told(await charge())).toEqual({ url: null, state: "paid" })
    expect(await states()).toEqual(["failed", "captured"])
    expect(bank.trades.size).toBe(2)
  })

  it("when the buyer left the bank's page and came back", async () => {
    const { bank, charge, states } = await opened()
    bank.charges = { state: "pending", page: "https://bank.example/3d" }
    expect(told(await charge())).toEqual({ url: "https://bank.example/3d", state: "pending" })
    expect(told(await charge())).toEqual({ url: "https://bank.example/3d", state: "pending" })
    expect(await states()).toEqual(["started", "started"])
  })

  it("once the bank says that the unclear one failed, and it can be under way no more", async () => {
    const { bank, charge, attempts, states } = await opened()
    bank.faults.set("charge", ["lose"])
    bank.charges = { state: "pending" }
    expect(told(await charge())).toEqual({ url: null, state: "pending" })
    const [attempt] = await attempts()
    const past = new Date(Date.now() - 4 * 60_000)
    await used.shop.db("taiwan_payment_operation").where({ attempt_id: attempt?.id }).update({ created_at: past })
    for (const trade of bank.trades.values()) trade.state = "failed"
    bank.charges = { state: "captured" }
    expect(told(await charge())).toEqual({ url: null, state: "paid" })
    expect(await states()).toEqual(["failed", "captured"])
  })

  it("half an hour after an unclear one that the bank still calls pending, and not where the bank is silent", async () => {
    const { bank, charge, attempts } = await opened()
    bank.charges = { state: "pending" }
    await charge()
    const [attempt] = await attempts()
    const longAgo = new Date(Date.now() - 31 * 60_000)
    await used.shop.db("taiwan_payment_operation").where({ attempt_id: attempt?.id }).update({ created_at: longAgo })
    bank.faults.set("query", ["cut"])
    await charge()
    expect(charges(bank)).toBe(1)
    await charge()
    expect(charges(bank)).toBe(2)
  })
})

describe("what is kept of a charge", () => {
  it("is the attempt, what the bank answered, and never the token", async () => {
    const { shop } = used
    const { bank, charge, attempts, sessionId } = await opened()
    bank.faults.set("charge", ["garbage"])
    await charge()
    for (const trade of bank.trades.values()) trade.state = "failed"
    await charge()
    const [attempt] = await attempts()
    expect(attempt && (await eventsOf(shop, attempt)).map(({ kind }) => kind)).toContain("start")
    const tables = ["attempt", "event", "operation", "alarm"].map((table) => `taiwan_payment_${table}`)
    const rows = await Promise.all([...tables, "payment_session", "payment"].map((table) => shop.db(table)))
    const kept = JSON.stringify([rows, shop.logged, shop.emitted])
    expect(kept).toContain(sessionId)
    expect(kept).not.toContain(TOKEN)
  })
})

describe("the departure page of a gateway that takes tokens", () => {
  it("leads to the shop's own page, and opens no attempt", async () => {
    const { container, sessionId, attempts } = await opened()
    const way = await startPayment(container, sessionId, false)
    expect(way).toEqual({
      kind: "redirect",
      url: `https://shop.example.tw/payment/return?session_id=${sessionId}`,
    })
    expect(await attempts()).toEqual([])
  })
})
