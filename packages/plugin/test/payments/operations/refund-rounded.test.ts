import { describe, expect, it } from "vitest"
import { twd } from "../../../src/toolkit/twd"
import { chooseSeed, seededRandom } from "../../seeded-random"
import { useShop } from "../../shop-database"
import { paidTrade, type WantedTrade } from "../paid-trade"

const place = useShop()
const paid = (...more: WantedTrade) => paidTrade(place.shop, ...more)

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
