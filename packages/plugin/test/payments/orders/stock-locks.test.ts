import { setTimeout as sleep } from "node:timers/promises"
import type { ILockingModule } from "@medusajs/framework/types"
import { describe, expect, it } from "vitest"
import { inLine, withoutRings } from "../../../src/payments/orders/stock-locks"

/**
 * Locks as Medusa's Redis provider takes them: key by key, each answered at another moment, and by owner. `refusals` counts
 * who found a key taken.
 */
function sharedLocks() {
  const held = new Map<string, string>()
  const log = { refusals: 0, most: 0 }
  const acquire: ILockingModule["acquire"] = async (keys, args) => {
    const results = [keys].flat().map(async (key) => {
      await sleep(Math.random() * 3)
      if (held.has(key)) throw new Error(`Failed to acquire lock for key "${key}"`)
      held.set(key, String(args?.ownerId))
    })
    const refused = (await Promise.allSettled(results)).find(({ status }) => status === "rejected")
    if (!refused) return
    log.refusals += 1
    throw new Error("Failed to acquire lock")
  }
  const release: ILockingModule["release"] = async (keys, args) => {
    for (const key of [keys].flat()) if (held.get(key) === args?.ownerId) held.delete(key)
    return true
  }
  const locking = { acquire, release } as Pick<ILockingModule, "acquire" | "release"> as ILockingModule
  return { held, log, locking }
}

describe("stock locks without rings", () => {
  it("let carts with the same goods in crossed order through, one at a time, and leave nothing held", async () => {
    const { held, locking } = sharedLocks()
    const process = withoutRings(locking)
    let inside = 0
    let most = 0
    const cart = (keys: string[]) =>
      process.execute(keys, async () => {
        inside += 1
        most = Math.max(most, inside)
        await sleep(1)
        inside -= 1
      })
    const begin = performance.now()
    await Promise.all(Array.from({ length: 40 }, (_, each) => cart(each % 2 ? ["beans", "tea"] : ["tea", "beans"])))
    expect(most).toBe(1)
    expect(held.size).toBe(0)
    expect(performance.now() - begin, "no five-second rounds").toBeLessThan(20_000)
  })

  it("never hold one lock while they wait for another that somebody else has", async () => {
    const { held, locking, log } = sharedLocks()
    held.set("tea", "another process")
    const waiting = withoutRings(locking).execute(["beans", "tea"], async () => "reserved")
    while (log.refusals < 3) await sleep(1)
    const outsider = { ownerId: "another process" }
    const takeBeans = (): Promise<void> => locking.acquire("beans", outsider).catch(takeBeans)
    await takeBeans()
    await locking.release(["beans", "tea"], outsider)
    expect(await waiting).toBe("reserved")
    expect(held.size).toBe(0)
  })

  it("are given back when the work fails, and the failure is the work's own", async () => {
    const { held, locking } = sharedLocks()
    const work = () => Promise.reject(new Error("Not enough stock"))
    await expect(withoutRings(locking).execute(["tea"], work)).rejects.toThrow("Not enough stock")
    expect(held.size).toBe(0)
  })
})

describe("inLine", () => {
  it("keeps the order of those who want the same, and lets others pass", async () => {
    const done: string[] = []
    const end = (name: string, ms: number) => () => sleep(ms).then(() => void done.push(name))
    await Promise.all([
      inLine(["a", "b"], end("first", 30)),
      inLine(["b", "c"], end("second", 5)),
      inLine(["c"], end("third", 0)),
      inLine(["d"], end("stranger", 0)),
    ])
    expect(done).toEqual(["stranger", "first", "second", "third"])
  })

  it("goes on after one that failed", async () => {
    const failed = inLine(["a"], () => Promise.reject(new Error("broken")))
    const after = inLine(["a"], async () => "went on")
    await expect(failed).rejects.toThrow("broken")
    expect(await after).toBe("went on")
  })
})
