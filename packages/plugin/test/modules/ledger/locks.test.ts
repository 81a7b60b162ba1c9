import { describe, expect, it } from "vitest"
import { newAttempt, newId, useShop } from "../../shop-database"

const place = useShop()
const ledger = () => place.shop.context.ledger

describe("exclusively", () => {
  it("lets one in at a time, over processes, and passes results and errors on", async () => {
    let inside = 0
    let most = 0
    const work = async () => {
      inside += 1
      most = Math.max(most, inside)
      await new Promise((resolve) => setTimeout(resolve, 15))
      inside -= 1
      return "done"
    }
    const other = place.otherProcess().ledger
    const key = newId("key")
    const all = Array.from({ length: 6 }, (_, index) => (index % 2 ? ledger() : other).exclusively(key, work))
    expect(await Promise.all(all)).toEqual(Array(6).fill("done"))
    expect(most).toBe(1)
    await expect(ledger().exclusively(key, () => Promise.reject(new Error("failed inside")))).rejects.toThrow(
      "failed inside",
    )
    expect(await ledger().exclusively(key, work)).toBe("done")
  })

  it("does not make different keys wait for each other", async () => {
    const order: string[] = []
    const slow = ledger().exclusively(newId("a"), async () => {
      await new Promise((resolve) => setTimeout(resolve, 200))
      order.push("slow")
    })
    await ledger().exclusively(newId("b"), async () => void order.push("quick"))
    await slow
    expect(order).toEqual(["quick", "slow"])
  })

  it("does not starve the pool: as many waiting as there are connections still end", async () => {
    const { ledger: small } = place.otherProcess({ min: 1, max: 4 })
    const attempt = await ledger().open(newAttempt())
    const key = newId("key")
    const work = () => small.attempt(attempt.id)
    const all = await Promise.all(Array.from({ length: 12 }, () => small.exclusively(key, work)))
    expect(all.map((row) => row?.id)).toEqual(Array(12).fill(attempt.id))
  }, 60_000)

  it("does not starve the pool with different keys either", async () => {
    const { ledger: small } = place.otherProcess({ min: 1, max: 4 })
    const attempt = await ledger().open(newAttempt())
    const all = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        small.exclusively(`${attempt.id} ${index}`, () => small.attempt(attempt.id)),
      ),
    )
    expect(all).toHaveLength(12)
  }, 60_000)

  it("lets eight sessions that each want an attempt's lease end on two connections", async () => {
    const { ledger: small } = place.otherProcess({ min: 0, max: 2 })
    const begun = performance.now()
    const ended = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        small.exclusively(`session nested ${index}`, () =>
          small.exclusively(`attempt nested ${index % 4}`, () => small.now()),
        ),
      ),
    )
    expect(ended).toHaveLength(8)
    expect(performance.now() - begun).toBeLessThan(25_000)
  }, 60_000)

  it("can be nested, as settling a session captures its payment", async () => {
    const { ledger: small } = place.otherProcess({ min: 1, max: 4 })
    const nested = (name: string) =>
      small.exclusively(`outer ${name}`, () => small.exclusively(`inner ${name}`, () => small.attemptsOf(name)))
    expect(await Promise.all(["a", "b", "c"].map(nested))).toEqual([[], [], []])
  }, 60_000)

  it("holds no connection while the work lasts", async () => {
    const { ledger: small } = place.otherProcess({ min: 0, max: 1 })
    const attempt = await ledger().open(newAttempt())
    const read = await small.exclusively(newId("key"), () => small.attempt(attempt.id))
    expect(read?.id).toBe(attempt.id)
  })

  it("lets another one in after a process that died, and not while the lease lasts", async () => {
    const key = newId("key")
    const holder = "a process that died"
    const row = (seconds: number) => ({ key, holder, expires_at: new Date(Date.now() + seconds * 1000) })
    await place.shop.db("taiwan_payment_lease").insert(row(1))
    const before = Date.now()
    expect(await ledger().exclusively(key, async () => "in")).toBe("in")
    expect(Date.now() - before).toBeGreaterThan(700)
  })

  it("keeps its result although the lease was taken by another one meanwhile", async () => {
    const key = newId("key")
    const done = await ledger().exclusively(key, async () => {
      await place.shop.db("taiwan_payment_lease").where({ key }).update({ holder: "another" })
      return "done"
    })
    expect(done).toBe("done")
    const left = await place.shop.db("taiwan_payment_lease").where({ key })
    expect(left, "the other one's lease is its own").toMatchObject([{ holder: "another" }])
  })
})
