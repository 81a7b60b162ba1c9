import { describe, expect, it } from "vitest"
import type { AttemptChange, NewAttempt } from "../../../src/modules/ledger/records"
import { mergeDaySums } from "../../../src/modules/ledger/sums"
import { overviewOf } from "../../../src/payments/staff/overview"
import type { AttemptWishes } from "../../../src/payments/staff/search"
import { twd } from "../../../src/toolkit/twd"
import { methodAccountAt } from "../../fake-gateway"
import { containerOf } from "../../shop-container"
import { newAttempt, newId, useShop } from "../../shop-database"

const place = useShop()
const container = () => containerOf(place.shop, "pp_fake-card_main", methodAccountAt({ url: "http://127.0.0.1:9" }))
const overview = (wishes: AttemptWishes, now = new Date()) => overviewOf(container(), wishes, now)

async function add(merchant: string, change: AttemptChange, more: Partial<NewAttempt> = {}) {
  const { ledger } = place.shop.context
  const opened = await ledger.open(newAttempt({ merchant, ...more }))
  return (await ledger.change(opened, change)) ?? opened
}

async function age(id: string, days: number): Promise<void> {
  const created_at = place.shop.db.raw("now() - make_interval(days => ?)", [days])
  await place.shop.db("taiwan_payment_attempt").where({ id }).update({ created_at })
}

const captured = { state: "captured", captured_amount: twd(1000), paid_at: new Date() } as const

describe("the overview", () => {
  it("sums up what came in, what went back and what it cost, of what the list is narrowed to", async () => {
    const merchant = newId("M")
    await add(newId("M"), captured)
    await add(merchant, { ...captured, details: { fee: "26" } })
    await add(merchant, { ...captured, refunded_amount: twd(300) })
    await add(merchant, { state: "failed", code: "10100058" })
    await add(merchant, { state: "expired" })
    await add(merchant, { state: "started" })
    const sums = { attempts: 5, gross: 2000, refunded: 300, fee: 26, fees_known: 1, net: 1674, paid: 2, unpaid: 2 }
    const shown = await overview({ merchant })
    expect(shown.total).toEqual({ ...sums, success_rate: 0.5 })
    expect(shown.days).toHaveLength(30)
    expect(shown.days.at(-1)).toEqual({ ...sums, success_rate: 0.5, day: shown.last })
    expect(shown.days[0]).toMatchObject({ attempts: 0, success_rate: null })
    expect(shown.cut).toBe(false)
  })

  it("counts no fee of what is only authorised, or was released", async () => {
    const merchant = newId("M")
    const authorized = { state: "authorized", paid_at: new Date(), details: { fee: "26" } } as const
    await add(merchant, authorized)
    await add(merchant, { ...authorized, state: "voided" })
    const { total } = await overview({ merchant })
    expect(total).toMatchObject({ paid: 2, gross: 0, fee: 0, fees_known: 0, net: 0 })
    expect((await overview({ merchant, amount_from: 1 })).total).toEqual(total)
  })

  it("tells gateways, methods and reasons of decline apart, by their names", async () => {
    const merchant = newId("M")
    await add(merchant, captured)
    await add(merchant, { state: "failed", code: "7" }, { method: "atm" })
    await add(merchant, { state: "failed", code: "7" })
    await add(merchant, { state: "failed", code: null }, { gateway: "gone" })
    const { gateways, methods, declines } = await overview({ merchant })
    expect(gateways.map(({ gateway, attempts }) => [gateway, attempts])).toEqual([
      ["fake", 3],
      ["gone", 1],
    ])
    expect(gateways.map((each) => "method_name" in each || "method" in each)).toEqual([false, false])
    expect(gateways[1]?.gateway_name).toEqual({ en: "gone", "zh-TW": "gone" })
    expect(methods.map(({ gateway, method, paid, unpaid }) => [gateway, method, paid, unpaid])).toEqual([
      ["fake", "card", 1, 1],
      ["fake", "atm", 0, 1],
      ["gone", "card", 0, 1],
    ])
    expect(declines.map(({ code, count }) => [code, count])).toEqual([
      ["7", 2],
      ["", 1],
    ])
  })

  it("compares with as many days before, and tells what is awaited and runs out soon", async () => {
    const merchant = newId("M")
    await age((await add(merchant, captured)).id, 40)
    await add(merchant, captured)
    await add(merchant, captured)
    const expires_at = (hours: number) => new Date(Date.now() + hours * 3_600_000)
    await age((await add(merchant, { state: "issued", expires_at: expires_at(3) })).id, 90)
    await add(merchant, { state: "issued", expires_at: expires_at(30) })
    const shown = await overview({ merchant })
    expect([shown.total.gross, shown.before.total.gross]).toEqual([2000, 1000])
    expect(shown.before.days).toHaveLength(30)
    expect(shown.awaited).toEqual({ count: 2, amount: 2000, expiring: 1, expiring_amount: 1000 })
  })

  it("says the same from a day's sums and from the attempts themselves, before and after they are put together", async () => {
    const merchant = newId("M")
    const { ledger } = place.shop.context
    const paid = await add(merchant, { ...captured, details: { fee: "11.5" } })
    await add(merchant, { state: "failed", code: "7" })
    await ledger.change(paid, { refunded_amount: twd(1000), state: "refunded" })
    const fromAttempts = await overview({ merchant, amount_from: 1 })
    const fromDays = await overview({ merchant })
    expect(fromDays.total).toMatchObject({ gross: 1000, refunded: 1000, fee: 11.5, attempts: 2 })
    expect(fromDays).toEqual(fromAttempts)
    expect(await mergeDaySums(place.shop.db)).toBeGreaterThan(2)
    expect(await overview({ merchant })).toEqual(fromAttempts)
    await ledger.change(paid, { refunded_amount: twd(400) }).catch(() => undefined)
    await mergeDaySums(place.shop.db)
    expect(await overview({ merchant })).toEqual(await overview({ merchant, amount_from: 1 }))
    const { rows } = await place.shop.db.raw(
      "select count(*)::int as loose from taiwan_payment_day_sum where not merged",
    )
    expect(rows).toEqual([{ loose: 0 }])
  })

  it("is narrowed by refunds and amounts", async () => {
    const merchant = newId("M")
    await add(merchant, { ...captured, refunded_amount: twd(300) })
    await add(merchant, captured)
    expect((await overview({ merchant, refunds: "partial" })).total).toMatchObject({ attempts: 1, refunded: 300 })
    expect((await overview({ merchant, refunds: ["none", "full"] })).total).toMatchObject({ attempts: 1, refunded: 0 })
    expect((await overview({ merchant, amount_from: 1001 })).total.attempts).toBe(0)
    expect((await overview({ merchant, amount_to: 1000 })).total.attempts).toBe(2)
  })
})
