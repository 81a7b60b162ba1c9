import { describe, expect, it } from "vitest"
import type { Attempt, NewAttempt } from "../../../src/modules/ledger/records"
import { searchAttempts, type WantedAttempts } from "../../../src/payments/staff/search"
import { twd } from "../../../src/toolkit/twd"
import { methodAccountAt } from "../../fake-gateway"
import { inBoth } from "../../in-both"
import { containerOf } from "../../shop-container"
import { newAttempt, newId, useShop } from "../../shop-database"

const place = useShop()
const ledger = () => place.shop.context.ledger
const container = () => containerOf(place.shop, "pp_fake-card_main", methodAccountAt({ url: "http://127.0.0.1:9" }))

const add = (merchant: string, more: Partial<NewAttempt> = {}) => ledger().open(newAttempt({ merchant, ...more }))

async function found(wanted: Omit<WantedAttempts, "limit" | "offset">): Promise<string[]> {
  const { rows, count } = await searchAttempts(container(), { limit: 20, offset: 0, ...wanted })
  expect(count).toBe(rows.length)
  return rows.map(({ id }) => id)
}

const ids = (...attempts: Attempt[]) => attempts.map(({ id }) => id)

describe("the list of attempts", () => {
  it("is narrowed by gateway, method, account and environment, one or several", async () => {
    const merchant = newId("M")
    const one = await add(merchant, { gateway: "g1", method: "card", environment: "stage" })
    const two = await add(merchant, { gateway: "g2", method: "atm" })
    expect(await found({ merchant })).toEqual(ids(two, one))
    expect(await found({ merchant, gateway: "g1" })).toEqual(ids(one))
    expect(await found({ merchant, gateway: ["g1", "g2"], method: ["atm"] })).toEqual(ids(two))
    expect(await found({ merchant, environment: "stage" })).toEqual(ids(one))
    expect(await found({ merchant: [merchant, "other"], gateway: "g3" })).toEqual([])
  })

  it("is narrowed to a time, the end of which is not within it", async () => {
    const merchant = newId("M")
    const early = await add(merchant)
    const late = await add(merchant)
    expect(await found({ merchant, from: early.created_at, until: late.created_at })).toEqual(ids(early))
    expect(await found({ merchant, from: late.created_at })).toEqual(ids(late))
  })

  it("is narrowed to what has an open alarm, beside a search", async () => {
    const merchant = newId("M")
    const [alarmed, resolved, calm] = [await add(merchant), await add(merchant), await add(merchant)]
    for (const { id } of [alarmed, resolved])
      await ledger().raise({
        ...{ kind: "second_payment", attempt_id: id, subject: id, amount: 1, detail: inBoth("twice"), order_id: null },
      })
    await ledger().resolveAlarms(resolved.id, "done")
    expect(await found({ merchant, alarms: "open" })).toEqual(ids(alarmed))
    expect(await found({ alarms: "open", q: alarmed.trade_no })).toEqual(ids(alarmed))
    expect(await found({ alarms: "open", q: calm.trade_no })).toEqual([])
  })

  it("is sorted by time or amount, also across several states", async () => {
    const merchant = newId("M")
    const [small, large, other] = [
      await add(merchant, { amount: twd(5) }),
      await add(merchant, { amount: twd(90_000) }),
      await add(merchant, { amount: twd(700) }),
    ]
    await ledger().change(other, { state: "failed" })
    expect(await found({ merchant, sort: "created_at" })).toEqual(ids(small, large, other))
    expect(await found({ merchant, sort: "-amount" })).toEqual(ids(large, other, small))
    expect(await found({ merchant, sort: "amount", state: ["started", "failed"] })).toEqual(ids(small, other, large))
  })

  it("is searched by an amount as it is shown", async () => {
    const odd = await add(newId("M"), { amount: twd(1_234_567) })
    for (const q of ["1234567", "1,234,567", "NT$1,234,567"]) expect(await found({ q })).toEqual(ids(odd))
  })

  it("is searched by its buyer, beside all that has a part of the text", async () => {
    const { db } = place.shop
    const [cart, address, collection] = [newId("cart"), newId("addr"), newId("paycol")]
    await db("cart_address").insert({ id: address, first_name: "Magdalena", last_name: "Quittengelee" })
    await db("cart").insert({ id: cart, currency_code: "twd", shipping_address_id: address })
    await db("cart_payment_collection").insert({ id: newId("link"), cart_id: cart, payment_collection_id: collection })
    const theirs = await add(newId("M"), { payment_collection_id: collection })
    expect(await found({ q: "quittengelee" })).toEqual(ids(theirs))
  })
})

describe("filters beside each other", () => {
  it("find what has all of it, and nothing where there was never any", async () => {
    const merchant = newId("M")
    const card = await add(merchant, { gateway: "g1", method: "card" })
    await add(merchant, { gateway: "g2", method: "atm" })
    expect(await found({ merchant, gateway: "g1", method: "card" })).toEqual(ids(card))
    expect(await found({ merchant, gateway: "g1", method: "atm" })).toEqual([])
    const after = new Date(card.created_at.getTime() + 1)
    expect(await found({ merchant, gateway: "g1", method: "card", from: after })).toEqual([])
    expect(await found({ merchant, gateway: "g1", method: "card", until: card.created_at })).toEqual([])
    expect(await found({ merchant, gateway: "g1", method: "card", until: after })).toEqual(ids(card))
  })
})

describe("the list by what went back, and by amounts", () => {
  it("tells nothing, a part and all of it apart", async () => {
    const merchant = newId("M")
    const [none, partial, full] = [await add(merchant), await add(merchant), await add(merchant)]
    const captured = { state: "captured", captured_amount: twd(1000) } as const
    await ledger().change(partial, { ...captured, refunded_amount: twd(1) })
    await ledger().change(full, { ...captured, state: "refunded", refunded_amount: twd(1000) })
    expect(await found({ merchant, refunds: "none" })).toEqual(ids(none))
    expect(await found({ merchant, refunds: "partial" })).toEqual(ids(partial))
    expect(await found({ merchant, refunds: ["full", "partial"] })).toEqual(ids(full, partial))
    expect(await found({ merchant, refunds: ["full", "none"], state: ["refunded", "started"] })).toEqual(
      ids(full, none),
    )
  })

  it("has both ends of the amounts within", async () => {
    const merchant = newId("M")
    const [small, large] = [await add(merchant, { amount: twd(99) }), await add(merchant, { amount: twd(1280) })]
    expect(await found({ merchant, amount_from: 99, amount_to: 1280 })).toEqual(ids(large, small))
    expect(await found({ merchant, amount_from: 100 })).toEqual(ids(large))
    expect(await found({ merchant, amount_to: 1279 })).toEqual(ids(small))
  })
})
