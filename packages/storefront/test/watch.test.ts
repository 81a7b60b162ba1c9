import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import { PaymentsError } from "../src/errors.js"
import type { PaymentStatus } from "../src/status.js"
import { watchStatus } from "../src/watch.js"
import { aStatus } from "./status-fixture.js"

const offline = () => new PaymentsError("unreachable", "offline")

/** Answers in turn; the last one again and again. */
function asking(...answers: readonly (PaymentStatus | PaymentsError)[]) {
  let turn = 0
  return vi.fn(async () => {
    const answer = answers[Math.min(turn++, answers.length - 1)]
    if (!answer || answer instanceof PaymentsError) throw answer ?? offline()
    return answer
  })
}

function show(state: DocumentVisibilityState) {
  vi.spyOn(document, "visibilityState", "get").mockReturnValue(state)
  document.dispatchEvent(new Event("visibilitychange"))
}

const paid = aStatus({ state: "paid", order_id: "order_1" })

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

describe("watchStatus", () => {
  it.each(["unknown-session", "refused"] as const)("gives up at once when %s", async (kind) => {
    const ask = asking(new PaymentsError(kind, "no"))
    await expect(watchStatus(ask, { onChange: vi.fn() })).rejects.toMatchObject({ kind })
    expect(ask).toHaveBeenCalledOnce()
  })

  it("lives through failures, tells trouble and its end", async () => {
    const ask = asking(offline(), new PaymentsError("unreadable", "?"), paid)
    const onTrouble = vi.fn()
    const onChange = vi.fn()
    const done = watchStatus(ask, { onChange, onTrouble })
    await vi.advanceTimersByTimeAsync(3_000)
    await expect(done).resolves.toEqual(paid)
    expect(onTrouble.mock.calls.map(([error]) => error?.kind ?? null)).toEqual(["unreachable", "unreadable", null])
    expect(onChange).toHaveBeenCalledExactlyOnceWith(paid)
  })

  it("asks no sooner than the server advises, and a minute later at most", async () => {
    const ask = asking(aStatus({ poll_after: 5 }), aStatus({ state: "awaiting", poll_after: 900 }), paid)
    const done = watchStatus(ask, { onChange: vi.fn() })
    const asked = async (after: number) => {
      await vi.advanceTimersByTimeAsync(after)
      return ask.mock.calls.length
    }
    expect(await asked(4_999)).toBe(1)
    expect(await asked(1)).toBe(2)
    expect(await asked(59_999)).toBe(2)
    expect(await asked(1)).toBe(3)
    await expect(done).resolves.toEqual(paid)
  })

  it("backs off from one to ten seconds", async () => {
    const ask = asking(aStatus())
    const control = new AbortController()
    const done = watchStatus(ask, { onChange: vi.fn(), signal: control.signal })
    const asked = async (after: number) => {
      await vi.advanceTimersByTimeAsync(after)
      return ask.mock.calls.length
    }
    expect(await asked(0)).toBe(1)
    expect(await asked(999)).toBe(1)
    expect(await asked(1)).toBe(2)
    await asked(60_000)
    const before = ask.mock.calls.length
    expect((await asked(100_000)) - before).toBe(10)
    control.abort("left")
    await expect(done).rejects.toBe("left")
  })

  it("tells a status only when it differs, and hurries again after a change", async () => {
    const ask = asking(aStatus(), aStatus(), aStatus({ state: "paid" }), paid)
    const onChange = vi.fn()
    const done = watchStatus(ask, { onChange })
    await vi.advanceTimersByTimeAsync(1_000 + 1_500)
    expect(ask).toHaveBeenCalledTimes(3)
    await vi.advanceTimersByTimeAsync(1_000)
    await done
    expect(onChange.mock.calls.map(([status]) => [status.state, status.order_id])).toEqual([
      ["pending", null],
      ["paid", null],
      ["paid", "order_1"],
    ])
  })

  it("does not ask while the tab is hidden, and asks at once when it is seen again", async () => {
    show("hidden")
    const ask = asking(paid)
    const done = watchStatus(ask, { onChange: vi.fn() })
    await vi.advanceTimersByTimeAsync(60_000)
    expect(ask).not.toHaveBeenCalled()
    show("visible")
    await done
    expect(ask).toHaveBeenCalledOnce()
  })

  it.each(["focus", "online", "pageshow"])("asks at once at %s", async (name) => {
    const ask = asking(aStatus(), paid)
    const done = watchStatus(ask, { onChange: vi.fn() })
    await vi.advanceTimersByTimeAsync(10)
    window.dispatchEvent(new Event(name))
    await vi.advanceTimersByTimeAsync(0)
    await expect(done).resolves.toEqual(paid)
  })

  it("ends when aborted while hidden", async () => {
    show("hidden")
    const control = new AbortController()
    const done = watchStatus(asking(paid), { onChange: vi.fn(), signal: control.signal })
    control.abort("left")
    await expect(done).rejects.toBe("left")
  })

  it.each(["failed", "canceled", "refunded"] as const)("ends at %s", async (state) => {
    const done = watchStatus(asking(aStatus({ state })), { onChange: vi.fn() })
    await expect(done).resolves.toMatchObject({ state })
  })

  it.each(["expired", "held", "replaced"] as const)(
    "looks once a minute at %s: late money may change it",
    async (state) => {
      const ask = asking(aStatus({ state }), paid)
      const done = watchStatus(ask, { onChange: vi.fn() })
      await vi.advanceTimersByTimeAsync(59_000)
      expect(ask).toHaveBeenCalledTimes(1)
      await vi.advanceTimersByTimeAsync(1_000)
      await expect(done).resolves.toEqual(paid)
    },
  )

  it.each(["ready", "pending", "awaiting", "paid"] as const)("goes on at %s without an order", async (state) => {
    const ask = asking(aStatus({ state }), paid)
    const done = watchStatus(ask, { onChange: vi.fn() })
    await vi.advanceTimersByTimeAsync(1_000)
    await expect(done).resolves.toEqual(paid)
    expect(ask).toHaveBeenCalledTimes(2)
  })
})
