import { setTimeout as sleep } from "node:timers/promises"
import { afterEach, describe, expect, it, vi } from "vitest"
import { newId, useShop } from "../../shop-database"

const place = useShop()
const ledger = () => place.shop.context.ledger
const leases = () => place.shop.db("taiwan_payment_lease")

/** As another process holds the lease, for so many seconds. */
const heldElsewhere = (key: string, seconds = 600) =>
  leases().insert({ key, holder: "another", expires_at: new Date(Date.now() + seconds * 1000) })

/** Work under the key that lasts until it is told to end. */
function begin(key: string) {
  let end = () => {}
  const ended = new Promise<void>((resolve) => {
    end = resolve
  })
  return { done: ledger().exclusively(key, () => ended), end: () => end() }
}

afterEach(() => void vi.useRealTimers())

describe("waiting for a lease", () => {
  it("ends after a minute, and nothing was done or sent", async () => {
    vi.useFakeTimers({ toFake: ["performance"] })
    const key = newId("key")
    await heldElsewhere(key)
    const work = vi.fn(async () => "done")
    const waiting = ledger().exclusively(key, work)
    await sleep(300)
    vi.advanceTimersByTime(59_000)
    await sleep(600)
    vi.advanceTimersByTime(2_000)
    await expect(waiting).rejects.toMatchObject({
      ...{ kind: "refused", facts: { unsent: true } },
      message: expect.stringMatching(/worked on .* try again in a minute/),
    })
    expect(work).not.toHaveBeenCalled()
  })

  it("ends after a minute where work of this process hangs, too, and who comes then waits as long", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] })
    const key = newId("key")
    const hanging = begin(key)
    await vi.waitFor(async () => expect(await leases().where({ key })).toHaveLength(1))
    const work = vi.fn(async () => "done")
    const waiting = ledger().exclusively(key, work)
    const refused = expect(waiting).rejects.toMatchObject({ kind: "refused", facts: { unsent: true } })
    await vi.advanceTimersByTimeAsync(59_000)
    const behind = ledger().exclusively(key, work)
    await vi.advanceTimersByTimeAsync(2_000)
    await refused
    expect(work).not.toHaveBeenCalled()
    hanging.end()
    await hanging.done
    expect(await behind).toBe("done")
    expect(work).toHaveBeenCalledOnce()
  })

  it("asks ever more seldom, and goes on a quarter of a second after its turn at the latest", async () => {
    const key = newId("key")
    await heldElsewhere(key)
    let asked = 0
    const listen = ({ sql }: { sql: string }) => {
      if (sql.includes("insert into taiwan_payment_lease")) asked += 1
    }
    place.shop.db.on("query", listen)
    const waiting = ledger().exclusively(key, async () => "done")
    await sleep(2_000)
    place.shop.db.removeListener("query", listen)
    expect(asked).toBeGreaterThan(6)
    expect(asked).toBeLessThan(30)
    await leases().where({ key }).delete()
    const freed = performance.now()
    expect(await waiting).toBe("done")
    expect(performance.now() - freed).toBeLessThan(1_500)
  })
})

describe("work under a lease", () => {
  it("keeps it while it lasts, and lets another process take it only once it ended", async () => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] })
    const [key, other] = [newId("key"), newId("key")]
    const work = begin(key)
    await vi.waitFor(async () => expect(await leases().where({ key })).toHaveLength(1))
    const soon = place.shop.db.raw("clock_timestamp() + interval '1 second'")
    await leases().where({ key }).update({ expires_at: soon })
    await leases().insert({ key: other, holder: "another", expires_at: soon })
    vi.advanceTimersByTime(3_000)
    const left = async (of: string) => {
      const row = await leases()
        .where({ key: of })
        .first(place.shop.db.raw("extract(epoch from expires_at - clock_timestamp())::float as left"))
      return row.left
    }
    await vi.waitFor(async () => expect(await left(key)).toBeGreaterThan(8))
    expect(await left(key)).toBeLessThan(13)
    expect(await left(other)).toBeLessThan(1.1)
    work.end()
    await work.done
    expect(await leases().where({ key })).toEqual([])
    expect(vi.getTimerCount(), "nothing is renewed any more").toBe(0)
  })

  it("renews no lease that has become another one's", async () => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] })
    const key = newId("key")
    const work = begin(key)
    await vi.waitFor(async () => expect(await leases().where({ key })).toHaveLength(1))
    const expires_at = new Date(Date.now() + 1_000)
    await leases().where({ key }).update({ holder: "another", expires_at })
    vi.advanceTimersByTime(3_000)
    await sleep(200)
    work.end()
    await work.done
    expect(await leases().where({ key })).toMatchObject([{ holder: "another", expires_at }])
  })

  it("that failed lets the next one of this process go on", async () => {
    const key = newId("key")
    const failing = ledger().exclusively(key, async () => Promise.reject(new Error("failed inside")))
    const next = ledger().exclusively(key, async () => "done")
    await expect(failing).rejects.toThrow("failed inside")
    expect(await next).toBe("done")
  })
})

describe("work that can be done later", () => {
  const later = (key: string, work = async () => "done") => ledger().exclusivelyIfFree(key, work)

  it("is done at once where nobody works under the key", async () => {
    const key = newId("key")
    expect(await later(key)).toBe("done")
    expect(await later(newId("key"))).toBe("done")
    expect(await leases().where({ key })).toEqual([])
  })

  it("is done after what ends soon in this process, though that fails", async () => {
    const key = newId("key")
    const order: string[] = []
    const first = ledger().exclusively(key, async () => {
      await sleep(100)
      order.push("first")
      throw new Error("failed inside")
    })
    const second = later(key, async () => {
      order.push("second")
      return "done"
    })
    await expect(first).rejects.toThrow("failed inside")
    expect(await second).toBe("done")
    expect(order).toEqual(["first", "second"])
  })

  it("is not done where this process does not end soon, nor asks the database then", async () => {
    const key = newId("key")
    const work = begin(key)
    await vi.waitFor(async () => expect(await leases().where({ key })).toHaveLength(1))
    const asked: string[] = []
    const listen = ({ sql }: { sql: string }) => void asked.push(sql)
    place.shop.db.on("query", listen)
    expect(await later(key)).toBeNull()
    place.shop.db.removeListener("query", listen)
    expect(asked).toEqual([])
    work.end()
    await work.done
  })

  it("is not done where another process does not end soon", async () => {
    const key = newId("key")
    await heldElsewhere(key)
    const begun = performance.now()
    expect(await later(key)).toBeNull()
    expect(performance.now() - begun).toBeLessThan(5_000)
    expect(await leases().where({ key })).toMatchObject([{ holder: "another" }])
  })
})
