import type { MedusaContainer } from "@medusajs/framework/types"
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import type { Attempt } from "../../../src/modules/ledger/records"
import { applySession } from "../../../src/payments/orders/apply"
import { ApplyWorker } from "../../../src/payments/orders/apply-worker"

vi.mock("../../../src/payments/orders/apply", () => ({ applySession: vi.fn(async () => {}) }))

const due: Pick<Attempt, "session_id" | "apply_tries">[] = []
vi.mock("../../../src/payments/context", () => ({
  contextOf: () => ({ ledger: { due: { forApply: async () => due } } }),
}))

const warn = vi.fn()
const container = { resolve: () => ({ warn }) } as Pick<MedusaContainer, "resolve"> as MedusaContainer
const applied = () => vi.mocked(applySession).mock.calls.map(([, sessionId]) => sessionId)

/** Applies a session until `finish` is called for it. */
function holdEach(): Map<string, () => void> {
  const finish = new Map<string, () => void>()
  vi.mocked(applySession).mockImplementation((_, sessionId) => new Promise((done) => finish.set(sessionId, done)))
  return finish
}

let worker: ApplyWorker
beforeEach(() => {
  vi.useFakeTimers()
  worker = new ApplyWorker(container)
})
afterEach(() => {
  vi.useRealTimers()
  vi.mocked(applySession)
    .mockReset()
    .mockImplementation(async () => {})
  warn.mockClear()
  due.length = 0
})

describe("the apply worker", () => {
  it("applies a session that was woken, once for many wakings", async () => {
    for (let times = 0; times < 5; times += 1) worker.wake("payses_1")
    await vi.advanceTimersByTimeAsync(20)
    expect(applied()).toEqual(["payses_1"])
  })

  it("waits while notices keep coming, and half a second at most", async () => {
    for (let passed = 0; passed < 600; passed += 10) {
      worker.wake(`payses_${passed}`)
      expect(applied().length > 0, `after ${passed} ms`).toBe(passed >= 500)
      await vi.advanceTimersByTimeAsync(10)
    }
  })

  it("applies a session again when it is woken meanwhile, but not twice at once", async () => {
    const finish = holdEach()
    worker.wake("payses_1")
    await vi.advanceTimersByTimeAsync(20)
    worker.wake("payses_1")
    await vi.advanceTimersByTimeAsync(600)
    expect(applied()).toEqual(["payses_1"])
    finish.get("payses_1")?.()
    await vi.advanceTimersByTimeAsync(20)
    expect(applied()).toEqual(["payses_1", "payses_1"])
  })

  it("goes on with the next when one fails, and says so", async () => {
    vi.mocked(applySession).mockRejectedValueOnce(new Error("the database is gone"))
    worker.wake("payses_1")
    worker.wake("payses_2")
    await vi.advanceTimersByTimeAsync(20)
    expect(applied()).toEqual(["payses_1", "payses_2"])
    expect(warn).toHaveBeenCalledWith(expect.stringContaining("could not apply payses_1: the database is gone"))
  })

  it("applies four sessions at once, and no more", async () => {
    const finish = holdEach()
    for (let each = 1; each <= 6; each += 1) worker.wake(`payses_${each}`)
    await vi.advanceTimersByTimeAsync(20)
    expect(applied()).toHaveLength(4)
    finish.get("payses_2")?.()
    await vi.advanceTimersByTimeAsync(0)
    expect(applied()).toHaveLength(5)
  })

  it("lets others begin beside those that hang", async () => {
    const finish = holdEach()
    for (let each = 1; each <= 30; each += 1) worker.wake(`payses_${each}`)
    await vi.advanceTimersByTimeAsync(9_999)
    expect(applied()).toHaveLength(4)
    await vi.advanceTimersByTimeAsync(100)
    expect(applied()).toHaveLength(8)
    await vi.advanceTimersByTimeAsync(100_000)
    expect(applied(), "in the end there is a limit").toHaveLength(24)
    finish.get("payses_1")?.()
    await vi.advanceTimersByTimeAsync(0)
    expect(applied()).toHaveLength(25)
  })

  it("leaves what never comes to an end, so that two dozen of them keep no other waiting for ever", async () => {
    holdEach()
    for (let each = 1; each <= 24; each += 1) worker.wake(`payses_${each}`)
    await vi.advanceTimersByTimeAsync(100_000)
    worker.wake("payses_new")
    await vi.advanceTimersByTimeAsync(5_000)
    expect(applied()).not.toContain("payses_new")
    await vi.advanceTimersByTimeAsync(600_000)
    expect(applied()).toContain("payses_new")
    expect(warn).toHaveBeenCalledWith(expect.stringContaining("could not apply payses_1: it has not come to an end"))
  })

  it("tries what was never tried before what failed already", async () => {
    const finish = holdEach()
    for (let each = 1; each <= 6; each += 1) due.push({ session_id: `payses_failed_${each}`, apply_tries: 3 })
    await worker.sweep()
    await vi.advanceTimersByTimeAsync(20)
    worker.wake("payses_new")
    await vi.advanceTimersByTimeAsync(20)
    expect(applied()).toHaveLength(4)
    finish.get("payses_failed_1")?.()
    await vi.advanceTimersByTimeAsync(0)
    expect(applied().at(-1)).toBe("payses_new")
  })

  it("takes up what the ledger says is due, at once and every five seconds", async () => {
    due.push({ session_id: "payses_1", apply_tries: 0 })
    worker.start()
    await vi.advanceTimersByTimeAsync(20)
    expect(applied()).toEqual(["payses_1"])
    await vi.advanceTimersByTimeAsync(5_000)
    expect(applied()).toEqual(["payses_1", "payses_1"])
    await worker.stop()
    await vi.advanceTimersByTimeAsync(20_000)
    expect(applied()).toHaveLength(2)
  })

  it("ends what it has begun before it stops, and begins nothing more", async () => {
    const finish = holdEach()
    for (const session of ["payses_1", "payses_2"]) worker.wake(session)
    await vi.advanceTimersByTimeAsync(20)
    const begun = applied().length
    worker.wake("payses_later")
    const stopped = worker.stop()
    for (const done of finish.values()) done()
    await stopped
    await vi.advanceTimersByTimeAsync(1_000)
    expect(applied()).not.toContain("payses_later")
    expect(applied()).toHaveLength(begun)
  })
})
