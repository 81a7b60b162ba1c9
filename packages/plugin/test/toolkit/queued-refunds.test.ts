import { describe, expect, it } from "vitest"
import type { QueuedOperationRequest, QueuedOperationStatus } from "../../src/toolkit/contract/operation"
import { canBeToldApart, judgeByBalance } from "../../src/toolkit/queued-refunds"
import { twd } from "../../src/toolkit/twd"
import { methodOf } from "../ecpay-account"

const AT = new Date("2026-11-22T10:00:00Z")

/** Of 1000 captured, with refunds queued; 100 went back long ago. */
function judge(left: number | null, amount: number, others: readonly number[]): QueuedOperationStatus["state"] {
  const alsoQueued = others.map(twd)
  const request: QueuedOperationRequest = {
    trade: {
      ...{ tradeNo: "T1", method: methodOf("credit"), amount: twd(1000), reference: null, startedAt: AT },
      ...{ voucherKnown: false, details: {} },
    },
    ...{ amount: twd(amount), captured: twd(1000), refunded: twd(100 + others.reduce((sum, each) => sum + each, 0)) },
    ...{ key: "k", since: AT, resumed: true, kind: "refund", alsoQueued },
  }
  return judgeByBalance(left, request)
}

describe("of refunds of 300 and 200", () => {
  it.each([
    [900, "refused", "refused"],
    [600, "done", "refused"],
    [700, "refused", "done"],
    [400, "done", "done"],
  ] as const)("%i TWD left: the 300 are %s, the 200 %s", (left, three, two) => {
    expect([judge(left, 300, [200]), judge(left, 200, [300])]).toEqual([three, two])
  })

  it.each([899, 650, 399, 1000, null])("%j TWD left tell nothing: both stay queued", (left) => {
    expect([judge(left, 300, [200]), judge(left, 200, [300])]).toEqual(["queued", "queued"])
  })
})

it("of two that are alike nobody can tell which one was done", () => {
  expect(judge(700, 200, [200])).toBe("queued")
  expect(judge(500, 200, [200])).toBe("done")
  expect(judge(900, 200, [200])).toBe("refused")
})

it("of three, a sum that two choices give tells only of what both have in common", () => {
  expect(judge(600, 300, [200, 100])).toBe("queued")
  expect(judge(400, 300, [200, 100])).toBe("done")
  expect(judge(300, 300, [200, 100])).toBe("done")
})

describe("queued refunds beside each other", () => {
  it.each([[[300]], [[300, 200]], [[1, 2, 4]]])("%j can be told apart by the balance", (amounts) => {
    expect(canBeToldApart(amounts)).toBe(true)
  })

  it.each([[[300, 300]], [[100, 200, 300]], [Array.from({ length: 9 }, (_, index) => 2 ** index)]])(
    "%j cannot",
    (amounts) => {
      expect(canBeToldApart(amounts)).toBe(false)
    },
  )
})
