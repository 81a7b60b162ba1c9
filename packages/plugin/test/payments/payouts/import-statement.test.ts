import { describe, expect, it } from "vitest"
import type { Attempt } from "../../../src/modules/ledger/records"
import { alarmAbout } from "../../../src/payments/context"
import { tendPayouts } from "../../../src/payments/payouts/tend-payouts"
import type { StatementLayout } from "../../../src/toolkit/contract/statement"
import { twd } from "../../../src/toolkit/twd"
import { methodAccountAt } from "../../fake-gateway"
import { inBoth } from "../../in-both"
import { containerOf } from "../../shop-container"
import { useShop } from "../../shop-database"
import { newAccount, PLAIN_TITLES, statementsOf } from "./brought-statements"

const place = useShop()

/** A table that does not say when it was paid out. */
const UNDATED: StatementLayout = {
  id: "undated",
  name: inBoth("undated"),
  titles: [["trade"], ["paid"]],
  read: (row) => {
    const gross = row.money("paid")
    const none = { tradedOn: null, paidOutOn: null, payoutNo: null, lineNo: null }
    return { reference: row.text("trade"), kind: "payment", gross, fee: 0, net: gross, ...none }
  },
}

function opened() {
  const account = newAccount()
  const methodAccount = methodAccountAt({ url: "http://127.0.0.1:9" }, { merchant: account.merchant })
  const withUndated = { ...methodAccount, account: { ...methodAccount.account, statement: { layouts: [UNDATED] } } }
  const container = containerOf(place.shop, "pp_fake-card_main", withUndated)
  return { ...statementsOf(place.shop, container, account), container }
}

describe("a line of a statement", () => {
  it("about what was captured agrees, and writes fee and net to the payment", async () => {
    const { paid, bringLines, lines, alarms, now } = opened()
    const attempt = await paid(1060)
    const { statement, isNew } = await bringLines(`${attempt.trade_no},payment,1060,21.5,1038.5,2025-11-10`)
    expect([isNew, statement]).toMatchObject([
      true,
      { lines: 1, new_lines: 1, layout: "plain", actor: { name: "Ada" } },
    ])
    expect(await lines()).toMatchObject([{ result: "agreed", attempt_id: attempt.id, paid_out_on: "2025-11-10" }])
    expect(await now(attempt.id)).toMatchObject({ payout_fee: "21.50", payout_net: "1038.50", state: "captured" })
    expect(await alarms()).toEqual([])
  })

  it("finds its payment by the gateway's own number, too", async () => {
    const { paid, bringLines, lines } = opened()
    const attempt = await paid(500, { reference: "GW-77" })
    await bringLines("GW-77,payment,500,10,490,2025-11-10")
    expect(await lines()).toMatchObject([{ result: "agreed", attempt_id: attempt.id }])
  })

  it("of another shop's trade is none of ours, though its number stands in our ledger", async () => {
    const { bringLines, lines, alarms } = opened()
    const other = await opened().paid(1060)
    await bringLines(`${other.trade_no},payment,1060,21,1039,2025-11-10`)
    expect(await lines()).toMatchObject([{ result: "unknown", attempt_id: null }])
    expect(await alarms()).toMatchObject([{ kind: "payout_unknown", attempt_id: null, amount: 1060 }])
  })

  it("with another amount is an alarm once, moves no money, and has the gateway asked", async () => {
    const { paid, bringLines, lines, alarms, now, container } = opened()
    const attempt = await paid(1060, { balance_check_at: null })
    await bringLines(`${attempt.trade_no},payment,1160,21,1139,2025-11-10`)
    await tendPayouts(container)
    expect(await lines()).toMatchObject([{ result: "differs" }])
    expect(await alarms()).toMatchObject([{ kind: "payout_differs", attempt_id: attempt.id, amount: 1160 }])
    expect(await now(attempt.id)).toMatchObject({ state: "captured", captured_amount: 1060 })
    expect((await now(attempt.id)).balance_check_at).not.toBeNull()
  })

  it("whose sums do not add up differs", async () => {
    const { paid, bringLines, alarms } = opened()
    const attempt = await paid(1060)
    await bringLines(`${attempt.trade_no},payment,1060,21,1040,2025-11-10`)
    expect(await alarms()).toMatchObject([
      { kind: "payout_differs", detail: expect.stringContaining("less 21 TWD of fees") },
    ])
  })

  it("about a payment that nobody knows to be paid has the gateway asked, and changes nothing itself", async () => {
    const { paid, bringLines, now, alarms } = opened()
    const attempt = await paid(1060, { state: "failed", captured_amount: twd(0), paid_at: null })
    await bringLines(`${attempt.trade_no},payment,1060,21,1039,2025-11-10`)
    const after = await now(attempt.id)
    expect([after.state, after.paid_at, after.query_at === null]).toEqual(["failed", null, false])
    expect(await alarms()).toMatchObject([{ kind: "payout_differs" }])
  })

  it("that stands there twice is doubled, and the first is not", async () => {
    const { paid, bringLines, lines, alarms } = opened()
    const attempt = await paid(1060)
    const line = `${attempt.trade_no},payment,1060,21,1039,2025-11-10`
    await bringLines(line, line)
    expect((await lines()).map(({ result }) => result).sort()).toEqual(["agreed", "doubled"])
    expect(await alarms()).toMatchObject([{ kind: "payout_doubled", attempt_id: attempt.id }])
  })

  it("with another fee than the payment was told of is an alarm", async () => {
    const { paid, bringLines, alarms } = opened()
    const attempt = await paid(1060, { details: { fee: "21" } })
    await bringLines(`${attempt.trade_no},payment,1060,31,1029,2025-11-10`)
    expect(await alarms()).toMatchObject([
      { kind: "payout_fee_changed", detail: expect.stringContaining("the fee is 31 TWD, and was told to be 21 TWD") },
    ])
  })

  it("that takes money back for a bank is an alarm, and the payment stays paid", async () => {
    const { paid, bringLines, lines, alarms, now } = opened()
    const attempt = await paid(1060)
    await bringLines(`${attempt.trade_no},chargeback,-1060,0,-1060,2025-11-10`)
    expect(await lines()).toMatchObject([{ result: "chargeback", attempt_id: attempt.id }])
    expect(await alarms()).toMatchObject([{ kind: "chargeback", attempt_id: attempt.id, amount: 1060 }])
    expect(await now(attempt.id)).toMatchObject({ state: "captured", refunded_amount: 0 })
  })

  it("about no trade is kept apart", async () => {
    const { bringLines, lines, alarms } = opened()
    await bringLines(",fee,0,300,-300,2025-11-10", ",adjustment,5,0,5,2025-11-10")
    expect((await lines()).map(({ result }) => result)).toEqual(["apart", "apart"])
    expect(await alarms()).toEqual([])
  })
})

describe("a refund in a statement", () => {
  async function refunded(amounts: readonly number[]) {
    const here = opened()
    const attempt = await here.paid(1060)
    for (const [place, amount] of amounts.entries()) {
      const key = `${attempt.id} ${place}`
      const asked = { attempt_id: attempt.id, kind: "refund" as const, amount: twd(amount), requested: String(amount) }
      const { operation } = await context().begin({ ...asked, idempotency_key: key })
      await context().finish(operation, { state: "done" })
    }
    const total = amounts.reduce((sum, amount) => sum + amount, 0)
    await context().change(attempt, { refunded_amount: twd(total) })
    const line = (amount: number, day = "2025-11-12") => `${attempt.trade_no},refund,-${amount},0,-${amount},${day}`
    return { ...here, attempt, line }
  }
  const context = () => place.shop.context.ledger

  it("agrees with what was given back here, each of several", async () => {
    const { bringLines, lines, line, alarms } = await refunded([60, 100])
    await bringLines(line(60), line(100, "2025-11-13"))
    expect((await lines()).map(({ result }) => result)).toEqual(["agreed", "agreed"])
    expect(await alarms()).toEqual([])
  })

  it.each([
    [[60], [70], ["differs"]],
    [[60], [50], ["differs"]],
    [[], [60], ["differs"]],
    [[60], [60, 60], ["agreed", "doubled"]],
  ])("of %j here and %j there comes to %j", async (here, there, results) => {
    const { bringLines, lines, line } = await refunded(here)
    await bringLines(...there.map((amount) => line(amount)))
    expect((await lines()).map(({ result }) => result).sort()).toEqual(results)
  })

  /** The gateway's own books have told staff of it, who have not booked it yet. */
  const toldElsewhere = (attempt: Attempt, amount: number) =>
    place.shop.context.ledger.raise(
      alarmAbout(attempt, "refunded_elsewhere", inBoth("By its books."), { amount: twd(amount) }),
    )

  it.each([
    [[], 10, [10], ["agreed"]],
    [[60], 10, [60, 10], ["agreed", "agreed"]],
    [[60], 10, [10], ["agreed"]],
    [[60], 60, [60, 60], ["agreed", "agreed"]],
    [[], 10, [10, 10], ["agreed", "doubled"]],
    [[60], 10, [60, 60], ["agreed", "doubled"]],
    [[], 10, [11], ["differs"]],
  ])(
    "of %j here and %j at the gateway itself, of which staff know: %j comes to %j",
    async (here, elsewhere, there, results) => {
      const { attempt, bringLines, lines, line } = await refunded(here)
      await toldElsewhere(attempt, elsewhere)
      await bringLines(...there.map((amount) => line(amount)))
      expect((await lines()).map(({ result }) => result).sort()).toEqual(results)
    },
  )

  it("of which the gateway's books tell afterwards agrees then: of one refund staff have one alarm", async () => {
    const { attempt, bringLines, lines, line, alarms, container } = await refunded([])
    await bringLines(line(10))
    expect(await alarms()).toMatchObject([{ kind: "payout_differs", resolved_at: null }])
    await toldElsewhere(attempt, 10)
    await tendPayouts(container)
    expect(await lines()).toMatchObject([{ result: "agreed" }])
    expect(await alarms()).toMatchObject([{ kind: "payout_differs", resolution: "agrees" }])
  })

  it("that staff have booked is not counted once more", async () => {
    const { attempt, bringLines, lines, line } = await refunded([10])
    await toldElsewhere(attempt, 10)
    await place.shop.context.ledger.resolveAlarms(attempt.id, "booked 10 TWD", "refunded_elsewhere")
    await bringLines(line(10), line(10))
    expect((await lines()).map(({ result }) => result).sort()).toEqual(["agreed", "doubled"])
  })

  it("that is booked later agrees by itself then, and its alarm is over", async () => {
    const { bringLines, lines, line, alarms, attempt, container, now } = await refunded([])
    await bringLines(line(1060))
    await context().change(await now(attempt.id), { refunded_amount: twd(1060), state: "refunded" })
    await tendPayouts(container)
    expect(await lines()).toMatchObject([{ result: "agreed" }])
    expect(await alarms()).toMatchObject([{ kind: "payout_differs", resolution: "agrees" }])
  })
})

describe("a statement", () => {
  it("that comes twice changes nothing", async () => {
    const { paid, bringLines, lines, alarms } = opened()
    const attempt = await paid(1060)
    const file = [`${attempt.trade_no},payment,1060,21,1039,2025-11-10`, "X,payment,1,0,1,2025-11-10"]
    const first = await bringLines(...file)
    const second = await bringLines(...file)
    expect([second.isNew, second.dayChanged, second.statement.id]).toEqual([false, false, first.statement.id])
    expect([(await lines()).length, (await alarms()).length]).toEqual([2, 1])
  })

  it("that overlaps an earlier one adds what is new", async () => {
    const { bringLines, lines } = opened()
    await bringLines("A,payment,1,0,1,2025-11-10")
    const { statement } = await bringLines("A,payment,1,0,1,2025-11-10", "B,payment,1,0,1,2025-11-11")
    expect([statement.lines, statement.new_lines, (await lines()).length]).toEqual([2, 1, 2])
  })

  it("without lines is one of its own for each day: a file that tells nothing reads like any other", async () => {
    const { bring } = opened()
    const empty = (day: string) => bring(`${PLAIN_TITLES}\n`, { paidOutOn: day })
    const [first, other, again] = [await empty("2025-12-02"), await empty("2025-12-03"), await empty("2025-12-03")]
    expect([first, other, again].map(({ isNew }) => isNew)).toEqual([true, true, false])
    expect(again.statement).toMatchObject({ id: other.statement.id, first_on: "2025-12-03", last_on: "2025-12-03" })
  })

  describe("that does not say its day", () => {
    const file = (...rows: readonly string[]) => ["trade,paid", ...rows, ""].join("\n")

    it("moves to another payout when it is brought again with the right one", async () => {
      const { bring, lines, paid, now, account } = opened()
      const attempt = await paid(1060)
      const rows = file(`${attempt.trade_no},1060`, "OTHER,5")
      const wrong = await bring(rows, { paidOutOn: "2025-11-20" })
      const before = await lines()
      const right = await bring(rows, { paidOutOn: "2025-11-10" })
      expect(right).toMatchObject({ isNew: false, dayChanged: true, statement: { id: wrong.statement.id } })
      expect(right.statement).toMatchObject({ first_on: "2025-11-10", last_on: "2025-11-10" })
      const after = await lines()
      expect(after.map(({ id }) => id).sort()).toEqual(before.map(({ id }) => id).sort())
      expect(after.map(({ paid_out_on: day }) => day)).toEqual(["2025-11-10", "2025-11-10"])
      const payouts = await place.shop
        .db("taiwan_payment_payout")
        .where({ ...account })
        .select("paid_out_on", "id")
      expect(payouts).toHaveLength(1)
      expect(new Set(after.map(({ payout_id }) => payout_id))).toEqual(new Set([payouts[0].id]))
      expect(after.map(({ result }) => result).sort()).toEqual(["agreed", "unknown"])
      expect((await now(attempt.id)).payout_net).toBe("1060.00")
      expect(await bring(rows, { paidOutOn: "2025-11-10" })).toMatchObject({ isNew: false, dayChanged: false })
    })

    it("leaves a line that another statement has on that day where it is", async () => {
      const { bring, bringLines, lines } = opened()
      await bringLines("A,payment,1,0,1,2025-11-10")
      await bring(file("A,1", "B,1"), { paidOutOn: "2025-11-20" })
      await bring(file("A,1", "B,1"), { paidOutOn: "2025-11-10" })
      expect((await lines()).map(({ reference, paid_out_on: day }) => [reference, day]).sort()).toEqual([
        ["A", "2025-11-10"],
        ["A", "2025-11-20"],
        ["B", "2025-11-10"],
      ])
    })
  })

  it("that two bring at once is taken in once", async () => {
    const { bringLines, lines } = opened()
    const many = Array.from({ length: 50 }, (_, each) => `R${each},fee,0,1,-1,2025-11-10`)
    const both = await Promise.all([bringLines(...many), bringLines(...many)])
    expect([both.filter(({ isNew }) => isNew).length, (await lines()).length]).toEqual([1, 50])
  })

  it("that breaks in the middle leaves nothing, and says where", async () => {
    const { bring, lines } = opened()
    const good = Array.from({ length: 2500 }, (_, each) => `R${each},payment,1,0,1,2025-11-10`)
    const file = [PLAIN_TITLES, ...good, "R,payment,one,0,1,2025-11-10", ""].join("\n")
    await expect(bring(file)).rejects.toMatchObject({
      message: expect.stringMatching(/^Line 2502, column gross: "one"/),
    })
    expect(await lines()).toEqual([])
    expect(await place.shop.db("taiwan_payment_statement").where({ name: "broken" })).toEqual([])
  })

  it("over more than a year is refused: a day is written wrongly", async () => {
    const { bringLines, lines } = opened()
    await expect(bringLines("A,payment,1,0,1,2025-11-10", "B,payment,1,0,1,2062-11-10")).rejects.toMatchObject({
      kind: "unsupported",
      message: expect.stringContaining("from 2025-11-10 to 2062-11-10"),
    })
    expect(await lines()).toEqual([])
  })

  it("of an account that no options name is not read", async () => {
    const { bring } = opened()
    await expect(bring(PLAIN_TITLES, { account: newAccount() })).rejects.toMatchObject({ kind: "unsupported" })
  })
})

describe("money that stands in no statement", () => {
  const month = (last: string) => [`,fee,0,1,-1,2025-11-02`, `,fee,0,1,-1,${last}`]

  it("is an alarm once each day of its payout is covered, and not before", async () => {
    const { paid, bringLines, alarms } = opened()
    const attempt = await paid(1060)
    await bringLines(...month("2025-12-02"))
    expect(await alarms()).toEqual([])
    await bringLines(...month("2025-12-03"))
    expect(await alarms()).toMatchObject([{ kind: "payout_missing", attempt_id: attempt.id, amount: 1060 }])
  })

  it("of which a card was authorised first is due from when it was captured", async () => {
    const { paid, bringLines, alarms } = opened()
    const { id, amount } = await paid(1060)
    const { ledger, db } = place.shop.context
    const facts = { attempt_id: id, kind: "capture", idempotency_key: `capt_${id}`, amount, requested: "1060" } as const
    const { operation } = await ledger.begin(facts)
    await ledger.finish(operation, { state: "done" })
    await db("taiwan_payment_operation")
      .where({ id: operation.id })
      .update({ sent_at: new Date("2025-11-20T04:00:00Z") })
    await bringLines(...month("2025-12-03"))
    expect(await alarms()).toEqual([])
    await bringLines(...month("2025-12-22"))
    expect(await alarms()).toMatchObject([{ kind: "payout_missing", attempt_id: id }])
  })

  it("is an alarm where the last days of its payout are covered by files without a line", async () => {
    const { paid, bring, bringLines, alarms } = opened()
    const attempt = await paid(1060)
    await bringLines(...month("2025-12-01"))
    for (const paidOutOn of ["2025-12-02", "2025-12-03"]) await bring(`${PLAIN_TITLES}\n`, { paidOutOn })
    expect(await alarms()).toMatchObject([{ kind: "payout_missing", attempt_id: attempt.id }])
  })

  it("is not judged by days to come, whatever a file says of them", async () => {
    const { paid, bring, alarms } = opened()
    const attempt = await paid(1060, { paid_at: new Date(Date.now() - 86_400_000) })
    const dayIn = (days: number) => new Date(Date.now() + 8 * 3_600_000 + days * 86_400_000).toISOString().slice(0, 10)
    const [first_on, last_on] = [-200, 100].map((days) => dayIn(days))
    await bring(`${PLAIN_TITLES}\n,fee,0,1,-1,${dayIn(0)}\n`, { first_on, last_on })
    expect([attempt.state, await alarms()]).toEqual(["captured", []])
  })

  it("is an alarm where it was given back whole, and a statement takes that back without having paid it out", async () => {
    const { paid, bringLines, alarms, container } = opened()
    const attempt = await paid(1060, { refunded_amount: twd(1060), state: "refunded" })
    await bringLines(...month("2025-12-10"), `${attempt.trade_no},refund,-1060,0,-1060,2025-11-20`)
    await tendPayouts(container)
    expect(await alarms()).toMatchObject([{ kind: "payout_missing", attempt_id: attempt.id, resolved_at: null }])
  })

  it("is none any more when it is paid out after all", async () => {
    const { paid, bringLines, alarms } = opened()
    const attempt = await paid(1060)
    await bringLines(...month("2025-12-10"))
    await bringLines(`${attempt.trade_no},payment,1060,21,1039,2025-12-14`)
    expect(await alarms()).toMatchObject([{ kind: "payout_missing", resolution: "agrees" }])
  })

  it("is not judged where it was given back whole, never captured, or paid before the statements begin", async () => {
    const { paid, bringLines, alarms } = opened()
    await paid(1060, { refunded_amount: twd(1060) })
    await paid(1060, { state: "authorized", captured_amount: twd(0) })
    await paid(1060, { paid_at: new Date("2025-11-01T02:00:00Z") })
    await bringLines(...month("2025-12-30"))
    expect(await alarms()).toEqual([])
  })
})
