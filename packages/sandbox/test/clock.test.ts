import { describe, expect, it } from "vitest"
import { VirtualClock } from "../src/core/clock.js"
import { endOfDay, instantOf, nextTimeOfDay, slashDateTime } from "../src/core/taipei.js"

const START = new Date("2026-11-22T02:00:00Z")
const make = (errors: unknown[] = []) => new VirtualClock(START, (error) => errors.push(error))
const at = (milliseconds: number) => new Date(START.getTime() + milliseconds)

describe("the clock", () => {
  it("never goes backwards", async () => {
    const clock = make()
    await expect(clock.advance(-1)).rejects.toThrow(RangeError)
    await expect(clock.advance(Number.NaN)).rejects.toThrow(RangeError)
    await expect(clock.advance(Number.POSITIVE_INFINITY)).rejects.toThrow(RangeError)
  })

  it("goes on when a task throws, and tells of it", async () => {
    const errors: unknown[] = []
    const clock = make(errors)
    let ran = false
    clock.schedule(at(1_000), () => {
      throw new Error("broken")
    })
    clock.schedule(at(2_000), () => {
      ran = true
    })
    await clock.advance(5_000)
    expect([errors.length, ran]).toEqual([1, true])
  })

  it("runs what falls due on the way in order, each at its own time, also what is added meanwhile", async () => {
    const clock = make()
    const seen: string[] = []
    const note = (name: string) => () => {
      seen.push(`${name} ${Math.round((clock.now().getTime() - START.getTime()) / 1_000)}`)
    }
    clock.schedule(at(30_000), note("late"))
    clock.schedule(at(10_000), async () => {
      note("early")()
      await new Promise((resolve) => setTimeout(resolve, 20))
      clock.schedule(at(20_000), note("added"))
    })
    clock.schedule(at(10_000), note("second"))
    const cancel = clock.schedule(at(15_000), note("cancelled"))
    cancel()
    clock.schedule(at(90_000), note("beyond"))
    await clock.advance(60_000)
    expect(seen).toEqual(["early 10", "second 10", "added 20", "late 30"])
  })

  it("queues jumps made at once", async () => {
    const clock = make()
    await Promise.all([clock.advance(1_000_000), clock.advance(1_000_000)])
    expect(clock.now().getTime() - START.getTime()).toBeGreaterThanOrEqual(2_000_000)
  })

  it("runs on with real time, and runs what falls due by itself", async () => {
    const clock = make()
    let ran = false
    clock.schedule(at(30), () => {
      ran = true
    })
    await expect.poll(() => ran, { timeout: 20_000 }).toBe(true)
    expect(clock.now().getTime()).toBeGreaterThan(START.getTime() + 25)
  })
})

describe("Taipei time", () => {
  it("is eight hours ahead of UTC, all year", () => {
    expect(slashDateTime(new Date("2026-12-31T16:00:00Z"))).toBe("2027/01/01 00:00:00")
    expect(slashDateTime(new Date("2026-07-01T00:00:00Z"))).toBe("2026/07/01 08:00:00")
    expect(instantOf({ year: 2026, month: 2, day: 30 }).toISOString()).toBe("2026-03-01T16:00:00.000Z")
  })

  it("ends a day at its last second, and finds the next evening", () => {
    expect(endOfDay(START, 3).toISOString()).toBe("2026-11-25T15:59:59.000Z")
    const evening = new Date("2026-11-22T12:15:00Z")
    expect(nextTimeOfDay(START, 20, 15)).toEqual(evening)
    expect(nextTimeOfDay(evening, 20, 15)).toEqual(new Date("2026-11-23T12:15:00Z"))
  })
})
