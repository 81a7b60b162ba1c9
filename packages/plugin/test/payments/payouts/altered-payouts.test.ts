import { describe, expect, it } from "vitest"
import { judgeAgain } from "../../../src/modules/ledger/payouts/judge-lines"
import { lockPayouts } from "../../../src/modules/ledger/payouts/lock-payouts"
import { tendPayouts } from "../../../src/payments/payouts/tend-payouts"
import { twd } from "../../../src/toolkit/twd"
import { methodAccountAt } from "../../fake-gateway"
import { containerOf } from "../../shop-container"
import { newId, useShop } from "../../shop-database"
import { inPieces, newAccount, PLAIN_TITLES, statementsOf } from "./brought-statements"

const place = useShop()

function opened(account = newAccount()) {
  const own = methodAccountAt({ url: "http://127.0.0.1:9" }, { merchant: account.merchant })
  const container = containerOf(place.shop, "pp_fake-card_main", own)
  return { ...statementsOf(place.shop, container, account), container }
}

describe("what the refund desk gave back by the shop's bank", () => {
  async function refundedByBank() {
    const { shop } = place
    const all = opened()
    const attempt = await all.paid(1060)
    const request = {
      id: newId("tpr"),
      attempt_id: attempt.id,
      amount: 1060,
      state: "done",
      link_expires_at: new Date(),
    }
    await shop.db("taiwan_payment_refund_request").insert(request)
    const { ledger } = shop.context
    const facts = { attempt_id: attempt.id, kind: "refund", idempotency_key: `by-hand ${request.id}` } as const
    const { operation } = await ledger.begin({ ...facts, amount: twd(1060), requested: "1060" })
    await ledger.finish(operation, { state: "done", reference: `BANK-1 (${request.id})` })
    await ledger.change(attempt, { refunded_amount: twd(1060), state: "refunded" })
    return { ...all, attempt }
  }

  it("is none of the gateway's: a refund in its statement is money that went back twice", async () => {
    const { attempt, bringLines, lines, alarms } = await refundedByBank()
    await bringLines(`${attempt.trade_no},payment,1060,21,1039,2025-11-10`)
    expect(await alarms()).toEqual([])
    await bringLines(`${attempt.trade_no},refund,-1060,0,-1060,2025-11-12`)
    expect((await lines()).map(({ result }) => result).toSorted()).toEqual(["agreed", "differs"])
    expect(await alarms()).toMatchObject([
      { kind: "payout_differs", detail: expect.stringContaining("has 0 TWD as given back by the gateway") },
    ])
  })

  it("is still owed by the gateway: a payment that is never paid out is missing", async () => {
    const { attempt, bringLines, alarms, container } = await refundedByBank()
    await bringLines(",fee,0,1,-1,2025-11-02", ",fee,0,1,-1,2025-12-10")
    expect(await alarms()).toMatchObject([{ kind: "payout_missing", attempt_id: attempt.id }])
    await tendPayouts(container)
    expect(await alarms()).toMatchObject([{ kind: "payout_missing", resolved_at: null }])
  })
})

describe("a part that went back before the bank was asked for the money, which is asked for less then", () => {
  async function askedForLess() {
    const all = opened()
    const attempt = await all.paid(2040, { details: { fee: "42" } })
    const { ledger } = place.shop.context
    const facts = { attempt_id: attempt.id, kind: "refund", idempotency_key: newId("ref") } as const
    const { operation } = await ledger.begin({ ...facts, amount: twd(680), requested: "680" })
    await ledger.finish(operation, { state: "done", uncaptured: twd(680) })
    await ledger.change(attempt, { refunded_amount: twd(680) })
    return { ...all, attempt }
  }

  it("is in no statement: the payment is paid out less it", async () => {
    const { attempt, bringLines, lines, alarms } = await askedForLess()
    await bringLines(`${attempt.trade_no},payment,1360,27,1333,2025-11-10`)
    expect(await lines()).toMatchObject([{ result: "agreed" }])
    expect(await alarms()).toEqual([])
  })

  it("is money of the gateway's where it is paid out all the same", async () => {
    const { attempt, bringLines, lines, alarms } = await askedForLess()
    await bringLines(`${attempt.trade_no},payment,2040,42,1998,2025-11-10`)
    expect(await lines()).toMatchObject([{ result: "differs" }])
    expect(await alarms()).toMatchObject([
      { kind: "payout_differs", detail: expect.stringContaining("2040 TWD, and the ledger has 1360 TWD as captured") },
    ])
  })

  it("went back twice where a statement takes it back, too", async () => {
    const { attempt, bringLines, lines, alarms } = await askedForLess()
    await bringLines(`${attempt.trade_no},payment,1360,27,1333,2025-11-10`)
    await bringLines(`${attempt.trade_no},refund,-680,0,-680,2025-11-12`)
    expect((await lines()).map(({ result }) => result).toSorted()).toEqual(["agreed", "differs"])
    expect(await alarms()).toMatchObject([{ kind: "payout_differs" }])
  })
})

describe("a line", () => {
  it.each(["fee", "adjustment"])("of a kind %s whose sums do not add up differs", async (kind) => {
    const { bringLines, lines, alarms } = opened()
    await bringLines(`,${kind},0,300,300,2025-11-10`)
    expect(await lines()).toMatchObject([{ result: "differs", attempt_id: null }])
    expect(await alarms()).toMatchObject([
      { kind: "payout_differs", detail: expect.stringContaining("less 300 TWD of fees is not the 300 TWD") },
    ])
  })

  it.each([
    ["a fee below nothing", "payment,1060,-500,1560"],
    ["a fee above all of it", "payment,1060,1061,-1"],
  ])("about what was captured, with %s, differs", async (_, rest) => {
    const { paid, bringLines, lines, alarms } = opened()
    const { trade_no } = await paid(1060)
    await bringLines(`${trade_no},${rest},2025-11-10`)
    expect(await lines()).toMatchObject([{ result: "differs" }])
    expect(await alarms()).toMatchObject([{ kind: "payout_differs", detail: expect.stringContaining("with a fee of") }])
  })

  it.each([
    ["a payment of nothing with a fee", "payment,0,50,-50"],
    ["a payment of nothing", "payment,0,0,0"],
    ["a refund of nothing with a fee", "refund,0,50,-50"],
    ["an adjustment that takes its money", "adjustment,-1060,0,-1060"],
    ["a fee that takes its money", "fee,-1060,0,-1060"],
  ])("beside a payment that agrees, %s, differs", async (_, rest) => {
    const { paid, bringLines, lines, alarms } = opened()
    const { trade_no } = await paid(1060)
    await bringLines(`${trade_no},payment,1060,21,1039,2025-11-10`, `${trade_no},${rest},2025-11-11`)
    expect((await lines()).map(({ result }) => result).toSorted()).toEqual(["agreed", "differs"])
    expect(await alarms()).toMatchObject([{ kind: "payout_differs" }])
  })

  it("that is a fee of a trade by itself, and none of its money, is apart", async () => {
    const { paid, bringLines, lines, alarms } = opened()
    const { trade_no } = await paid(1060)
    await bringLines(`${trade_no},payment,1060,21,1039,2025-11-10`, `${trade_no},fee,0,5,-5,2025-11-10`)
    expect((await lines()).map(({ result }) => result).toSorted()).toEqual(["agreed", "apart"])
    expect(await alarms()).toEqual([])
  })

  it("by the gateway's own number is found once an answer has told that number", async () => {
    const { paid, bringLines, lines, alarms, now, container } = opened()
    const attempt = await paid(1060)
    await bringLines(",fee,0,1,-1,2025-11-02", "GW-1,payment,1060,21,1039,2025-11-10", ",fee,0,1,-1,2025-12-10")
    expect((await alarms()).map(({ kind }) => kind).sort()).toEqual(["payout_missing", "payout_unknown"])
    await place.shop.context.ledger.change(attempt, { reference: "GW-1" })
    await tendPayouts(container)
    expect((await lines()).find(({ kind }) => kind === "payment")).toMatchObject({
      ...{ result: "agreed", attempt_id: attempt.id },
    })
    expect(await now(attempt.id)).toMatchObject({ payout_fee: "21.00", payout_net: "1039.00" })
    expect((await alarms()).map(({ resolution }) => resolution)).toEqual(["agrees", "agrees"])
  })

  it("in which a bank gives back what it had taken says so", async () => {
    const { paid, bringLines, alarms } = opened()
    const { trade_no } = await paid(1060)
    await bringLines(`${trade_no},chargeback,-1060,0,-1060,2025-11-10`, `${trade_no},chargeback,1060,0,1060,2025-12-10`)
    expect((await alarms()).map(({ detail }) => detail)).toEqual([
      expect.stringMatching(/1060 TWD were taken back by the buyer's bank\.$/),
      expect.stringMatching(/1060 TWD came back from the buyer's bank/),
    ])
  })

  it("of an older statement that comes later is the first, and the one that was first is doubled", async () => {
    const { paid, bringLines, lines } = opened()
    const { trade_no } = await paid(1060)
    await bringLines(`${trade_no},payment,1060,21,1039,2025-11-20`)
    await bringLines(`${trade_no},payment,1060,21,1039,2025-11-10`)
    expect((await lines()).map(({ paid_out_on, result }) => [paid_out_on, result])).toEqual([
      ["2025-11-20", "doubled"],
      ["2025-11-10", "agreed"],
    ])
  })

  it("about a part agrees with the other part of a later payout, and what differed is over", async () => {
    const { paid, bringLines, lines, alarms } = opened()
    const { trade_no } = await paid(1060)
    await bringLines(`${trade_no},payment,500,10,490,2025-11-10`)
    await bringLines(`${trade_no},payment,560,11,549,2025-11-11`)
    expect((await lines()).map(({ result }) => result)).toEqual(["agreed", "agreed"])
    expect(await alarms()).toMatchObject([{ kind: "payout_differs", resolution: "agrees" }])
  })

  it("that differs once more after it agreed is told once more", async () => {
    const { paid, bringLines, alarms, container, now } = opened()
    const attempt = await paid(1060)
    const refund = (amount: number, day: string) => `${attempt.trade_no},refund,-${amount},0,-${amount},2025-12-${day}`
    await bringLines(refund(60, "01"))
    await place.shop.context.ledger.change(await now(attempt.id), { refunded_amount: twd(60) })
    await tendPayouts(container)
    await bringLines(refund(40, "02"))
    const told = (await alarms()).filter(({ detail }) => detail.includes("60 TWD went back"))
    expect(told.map(({ resolution }) => resolution)).toEqual(["agrees", null])
  })

  it("under the merchant number of another environment is none of this account's", async () => {
    const account = newAccount()
    const { trade_no } = await opened({ ...account, environment: "production" }).paid(1060)
    const { bringLines, lines } = opened(account)
    await bringLines(`${trade_no},payment,1060,21,1039,2025-11-10`)
    expect(await lines()).toMatchObject([{ result: "unknown", attempt_id: null }])
  })
})

describe("a period", () => {
  it.each([
    ["of ten years", { first_on: "2016-11-01", last_on: "2026-11-30" }, "from 2016-11-01 to 2026-11-30"],
    ["that ends before it begins", { first_on: "2025-11-30", last_on: "2025-11-01" }, "from 2025-11-30 to 2025-11-01"],
    ["that begins after the last line", { first_on: "2025-12-01" }, "from 2025-12-01 to 2025-11-10"],
    ["that ends long before the lines", { last_on: "2015-11-30" }, "from 2025-11-10 to 2015-11-30"],
  ])("%s is refused", async (_what, period, words) => {
    const { bring, lines } = opened()
    await expect(bring(`${PLAIN_TITLES}\n,fee,0,1,-1,2025-11-10\n`, period)).rejects.toMatchObject({
      ...{ kind: "unsupported", message: expect.stringContaining(words) },
    })
    expect(await lines()).toEqual([])
  })

  it("of a day typed wrongly is refused by the days of the trades", async () => {
    const { bring } = opened()
    const file = `${PLAIN_TITLES},traded_on\nT1,payment,1,0,1,2025-11-10,2026-11-03\n`
    await expect(bring(file)).rejects.toThrow(
      /^Line 2: it was traded on 2026-11-03, and cannot be paid out on 2025-11-10/,
    )
  })
})

describe("money that stands in no statement", () => {
  const month = [",fee,0,1,-1,2025-11-02", ",fee,0,1,-1,2025-12-10"]

  it("is told of each account, however much another one misses, and whatever was resolved", async () => {
    const [here, there] = [opened(), opened()]
    for (let each = 0; each < 101; each += 1)
      await here.paid(100 + each, { paid_at: new Date(1_762_135_200_000 + each) })
    await here.bringLines(...month)
    expect(await here.alarms()).toHaveLength(100)
    await there.paid(1060)
    await there.bringLines(...month)
    expect(await there.alarms()).toHaveLength(1)
    for (const { id } of await here.alarms()) await place.shop.context.ledger.alarms.resolve(id, "Known to the bank.")
    await here.bringLines(",fee,0,2,-2,2025-12-10")
    expect((await here.alarms()).filter(({ resolved_at }) => resolved_at === null)).toMatchObject([{ amount: 200 }])
  })

  it("is over when it was given back", async () => {
    const { paid, bringLines, alarms, now, container } = opened()
    const attempt = await paid(1060)
    await bringLines(...month)
    await place.shop.context.ledger.change(await now(attempt.id), { refunded_amount: twd(1060), state: "refunded" })
    await tendPayouts(container)
    expect(await alarms()).toMatchObject([{ kind: "payout_missing", resolution: "agrees" }])
  })
})

describe("several at the same time", () => {
  it("two files that overlap are taken in by two servers, each line and each alarm once", async () => {
    const here = opened()
    const other = { ...place.shop, context: place.otherProcess(), db: place.shop.db }
    const there = statementsOf(
      place.shop,
      containerOf(
        { ...other, db: other.context.db },
        "pp_fake-card_main",
        methodAccountAt({ url: "http://127.0.0.1:9" }, { merchant: here.account.merchant }),
      ),
      here.account,
    )
    const line = (each: number) => `U${each},payment,${each},0,${each},2025-11-10`
    const range = (from: number, until: number) => Array.from({ length: until - from }, (_, each) => line(from + each))
    await Promise.all([
      ...[here.bringLines(...range(1, 41)), there.bringLines(...range(21, 61).reverse())],
      ...[tendPayouts(here.container), here.bringLines(...range(31, 71)), tendPayouts(here.container)],
    ])
    await tendPayouts(here.container)
    expect([(await here.lines()).length, (await here.alarms()).length]).toEqual([70, 70])
  })

  it("nothing is judged while a statement of the account is written", async () => {
    const { paid, bringLines, lines, now } = opened()
    const attempt = await paid(1060)
    await bringLines(`${attempt.trade_no},refund,-60,0,-60,2025-12-01`)
    await place.shop.context.ledger.change(await now(attempt.id), { refunded_amount: twd(60) })
    const { db } = place.shop
    const here = db("pg_database").where("datname", db.raw("current_database()")).select("oid")
    const waiting = () => db("pg_locks").where({ locktype: "advisory", granted: false, database: here }).select("pid")
    const writing = await db.transaction()
    await lockPayouts(writing, attempt)
    const judged = judgeAgain(db, 100)
    await expect.poll(waiting, { timeout: 30_000 }).toHaveLength(1)
    expect((await lines()).map(({ result }) => result)).toEqual(["differs"])
    await writing.commit()
    await judged
    expect((await lines()).map(({ result }) => result)).toEqual(["agreed"])
  })

  it("an import that dies in the middle leaves nothing, and is taken in whole the next time", async () => {
    const { bring, lines } = opened()
    const many = Array.from({ length: 3000 }, (_, each) => `,fee,0,${each},-${each},2025-11-10`)
    const file = [PLAIN_TITLES, ...many].join("\n")
    async function* cutOff(): AsyncGenerator<Uint8Array> {
      yield* inPieces(file.slice(0, 60_000))
      throw new Error("aborted")
    }
    await expect(bring("", { bytes: cutOff() })).rejects.toThrow("aborted")
    expect(await lines()).toEqual([])
    const { isNew, statement } = await bring(file)
    expect([isNew, statement.new_lines]).toEqual([true, 3000])
  })
})
