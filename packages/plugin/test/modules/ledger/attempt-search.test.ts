import { describe, expect, it } from "vitest"
import { type AttemptFilter, narrowingOf } from "../../../src/modules/ledger/attempt-search"
import { LedgerReader } from "../../../src/modules/ledger/reader"
import type { Attempt, NewAttempt } from "../../../src/modules/ledger/records"
import type { AtmVoucher } from "../../../src/toolkit/contract/voucher"
import { twd } from "../../../src/toolkit/twd"
import { inBoth } from "../../in-both"
import { newAttempt, newId, useShop } from "../../shop-database"

const place = useShop()

async function opened(wanted: Partial<NewAttempt> = {}, change: Partial<Attempt> = {}): Promise<Attempt> {
  const { ledger } = place.shop.context
  const attempt = await ledger.open(newAttempt(wanted))
  const { created_at, ...changed } = change
  if (created_at) await place.shop.db("taiwan_payment_attempt").where({ id: attempt.id }).update({ created_at })
  return Object.keys(changed).length > 0 ? ((await ledger.change(attempt, changed)) ?? attempt) : attempt
}

async function found(filter: AttemptFilter, among?: readonly Attempt[]): Promise<string[]> {
  const { rows } = await new LedgerReader(place.shop.db).attempts(filter, { limit: 100, offset: 0 })
  const ids = rows.map(({ id }) => id)
  return among ? ids.filter((id) => among.some((each) => each.id === id)) : ids
}

const search = (text: string, more: Partial<AttemptFilter["search"]> = {}): AttemptFilter => ({
  search: { text, sessionIds: [], collectionIds: [], ...more },
})

describe("what staff type is found", () => {
  it.each([
    ["its trade number", ({ trade_no }: Attempt) => trade_no],
    ["its own id", ({ id }: Attempt) => id],
    ["its session", ({ session_id }: Attempt) => session_id],
    ["its order", ({ order_id }: Attempt) => order_id ?? ""],
    ["the gateway's reference", ({ reference }: Attempt) => reference ?? ""],
    ["the card's last four", ({ details }: Attempt) => details.card_last4 ?? ""],
    ["the payer's account", ({ details }: Attempt) => details.payer_account_last5 ?? ""],
    ["the card's authorisation", ({ details }: Attempt) => details.authorization_code ?? ""],
    [
      "four digits of the account to pay to",
      ({ voucher }: Attempt) => (voucher?.kind === "atm" ? voucher.account.slice(3, 7) : ""),
    ],
    ["a part of the trade number, in small letters", ({ trade_no }: Attempt) => trade_no.slice(2, 14).toLowerCase()],
  ])("by %s", async (_what, textOf) => {
    const digits = newId("").replace(/\D/g, "").padEnd(24, "7")
    const account: AtmVoucher = {
      ...{ kind: "atm", bank_code: "822", bank_name: inBoth("CTBC"), account: digits.slice(0, 14) },
      ...{ amount: twd(1000), expires_at: "2026-12-01T15:59:59Z" },
    }
    const details = { card_last4: "c1-4", payer_account_last5: "a1-55", authorization_code: "z1-666" }
    const unlike = { card_last4: "x", payer_account_last5: "y", authorization_code: "z" }
    const one = await opened({}, { order_id: newId("order"), reference: newId("ref"), details, voucher: account })
    const other = await opened({}, { order_id: newId("order"), reference: newId("ref"), details: unlike })
    const text = textOf(one)
    expect(text).not.toBe("")
    expect(await found(search(text), [one, other])).toEqual([one.id])
  })

  it.each([
    ["1234567", 1_234_567],
    ["1,234,567", 1_234_567],
    ["NT$1,234,567", 1_234_567],
    ["nt$ 1,234,567", 1_234_567],
    ["123,456", 123_456],
    ["12,345", 12_345],
    ["123456789", 123_456_789],
  ])("by the amount %s", async (text, amount) => {
    const one = await opened({ amount: twd(amount) })
    const other = await opened({ amount: twd(amount + 1) })
    expect(await found(search(text), [one, other])).toEqual([one.id])
  })

  it.each(["x87654", "87654x", "8,7654", "87,65", "87654.5", "1,000,087,654"])(
    "%s is no amount of 87,654",
    async (text) => {
      const one = await opened({ amount: twd(87_654) })
      const billion = await opened({ amount: twd(1_000_087_654) })
      expect(await found(search(text), [one, billion])).toEqual([])
    },
  )

  it("takes signs of patterns for what they are, and too short a part for none", async () => {
    const one = await opened({}, { reference: "AB%CD_EF\\GH" })
    const other = await opened({}, { reference: "ABxCDxEFxGH" })
    for (const text of ["B%CD_E", "EF\\G", "AB%C", "D_EF"])
      expect(await found(search(text), [one, other]), text).toEqual([one.id])
    expect(await found(search("AB%"), [one, other]), "three letters").toEqual([])
  })

  it("brings what belongs to the order whose number was typed, and nothing else", async () => {
    const typed = newId("nothing")
    const collection = newId("paycol")
    const [bySession, byCollection, other] = [
      await opened(),
      await opened({ payment_collection_id: collection }),
      await opened({ payment_collection_id: newId("paycol") }),
    ]
    const all = [bySession, byCollection, other]
    const sessionIds = [bySession.session_id]
    expect(await found(search(typed), all)).toEqual([])
    expect(await found(search(typed, { sessionIds }), all)).toEqual([bySession.id])
    expect(await found(search(typed, { collectionIds: [collection] }), all)).toEqual([byCollection.id])
    const both = await found(search(typed, { sessionIds, collectionIds: [collection] }), all)
    expect(both.sort()).toEqual([bySession.id, byCollection.id].sort())
  })

  it("and has an open alarm, where that is asked, too", async () => {
    const { ledger } = place.shop.context
    const order_id = newId("order")
    const alarmed = await opened({}, { order_id })
    const over = await opened({}, { order_id })
    const alarm = { kind: "second_payment", amount: null, order_id, detail: inBoth("look") } as const
    for (const { id } of [alarmed, over]) await ledger.raise({ ...alarm, attempt_id: id, subject: id })
    await ledger.resolveAlarms(over.id, "looked at")
    expect((await found(search(order_id))).sort()).toEqual([alarmed.id, over.id].sort())
    expect(await found({ ...search(order_id), alarmed: true })).toEqual([alarmed.id])
    expect(await found({ alarmed: true }, [alarmed, over])).toEqual([alarmed.id])
  })
})

describe("payments of an order, or of a session", () => {
  it("are the ledger's own, those of its sessions and those of its collections", async () => {
    const order = { id: newId("order"), sessionIds: [newId("payses")], collectionIds: [newId("paycol")] }
    const own = await opened({}, { order_id: order.id })
    const ofSession = await opened({ session_id: order.sessionIds[0] })
    const ofCollection = await opened({ payment_collection_id: order.collectionIds[0] ?? null })
    const other = await opened({ payment_collection_id: newId("paycol") }, { order_id: newId("order") })
    const all = [own, ofSession, ofCollection, other]
    const of = async (part: Partial<typeof order>) =>
      (await found({ order: { ...order, sessionIds: [], collectionIds: [], ...part } }, all)).sort()
    expect(await of({})).toEqual([own.id])
    expect(await of({ sessionIds: order.sessionIds })).toEqual([own.id, ofSession.id].sort())
    expect(await of({ collectionIds: order.collectionIds })).toEqual([own.id, ofCollection.id].sort())
    expect(await of(order)).toEqual([own.id, ofSession.id, ofCollection.id].sort())
    expect(await found({ sessionId: ofSession.session_id }, all)).toEqual([ofSession.id])
  })
})

describe("what is asked by two lists", () => {
  /** Days on which only these have something: of another method, and years ago. */
  async function threeDays() {
    const merchant = newId("M")
    const on = (day: string) => opened({ merchant, method: merchant }, { created_at: new Date(`${day}T04:00:00Z`) })
    const attempts = [await on("2019-03-04"), await on("2019-03-06"), await on("2019-03-09")] as const
    const [sum] = await place.shop.db("taiwan_payment_day_sum").where({ merchant }).delete().returning("*")
    for (const day of ["2019-03-04", "2019-03-09"])
      await place.shop.db("taiwan_payment_day_sum").insert({ ...sum, day })
    return { attempts, lists: { merchants: [merchant], methods: [merchant] } }
  }

  it("is looked for on the days from the first to the last that have any, and not beyond what was asked", async () => {
    const { attempts, lists } = await threeDays()
    const [first, , last] = attempts.map(({ id }) => id)
    const db = place.shop.db
    const [from, until] = [new Date("2019-03-03T16:00:00Z"), new Date("2019-03-09T16:00:00Z")]
    expect(await narrowingOf(db, lists)).toEqual({ ...lists, from, until })
    const within = { from: new Date("2019-03-05T00:00:00Z"), until: new Date("2019-03-07T00:00:00Z") }
    expect(await narrowingOf(db, { ...lists, ...within })).toEqual({ ...lists, ...within })
    const around = { from: new Date("2019-01-01T00:00:00Z"), until: new Date("2020-01-01T00:00:00Z") }
    expect(await narrowingOf(db, { ...lists, ...around })).toEqual({ ...lists, from, until })
    expect(await found(lists)).toEqual([last, attempts[1].id, first])
  })

  it("is nowhere where no day has any", async () => {
    const lists = { merchants: [newId("M")], methods: ["card"] }
    expect(await narrowingOf(place.shop.db, lists)).toEqual({ ...lists, ids: [] })
    expect(await found(lists)).toEqual([])
  })

  it("by one list there is an index, and no question of days", async () => {
    const lists = { merchants: [newId("M")] }
    expect(await narrowingOf(place.shop.db, lists)).toEqual(lists)
    expect(await narrowingOf(place.shop.db, { ...lists, refunds: ["none"] })).toEqual({
      ...{ ...lists, refunds: ["none"] },
      ids: [],
    })
  })
})
