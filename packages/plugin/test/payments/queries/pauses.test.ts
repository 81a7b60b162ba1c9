import { describe, expect, it } from "vitest"
import { isWatched, pauseAfter } from "../../../src/payments/queries/pauses"
import { CARD, CODE, methodAccountAt } from "../../fake-gateway"

const MINUTE = 60_000
const telling = methodAccountAt({ url: "http://127.0.0.1:1" })
const silent = methodAccountAt({ url: "http://127.0.0.1:1" }, { silent: true, perTradeSeconds: 5 })

describe("a trade is watched", () => {
  it("where its gateway tells nothing itself, for twenty minutes", () => {
    expect(silent.account.notice).toBeNull()
    expect(isWatched(silent, 0)).toBe(true)
    expect(isWatched(silent, 20 * MINUTE - 1)).toBe(true)
    expect(isWatched(silent, 20 * MINUTE)).toBe(false)
  })

  it("neither where its gateway tells, nor where its buyer has days", () => {
    expect(isWatched({ ...telling, method: CARD }, 0)).toBe(false)
    expect(isWatched({ ...silent, method: CODE }, 0)).toBe(false)
  })
})

describe("a gateway is left in peace", () => {
  const slow = methodAccountAt({ url: "http://127.0.0.1:1" }, { silent: true, perTradeSeconds: 15 })

  it.each([
    ["at first ten seconds, while a trade is watched", silent, 0, 10_000],
    ["a quarter of its age", silent, 10 * MINUTE, 2.5 * MINUTE],
    ["no less than it wants", slow, 20_000, 15_000],
    ["as long as all before, once it is not watched", silent, 20 * MINUTE, 20 * MINUTE],
    ["at first its method's minutes, where it tells", telling, 0, 10 * MINUTE],
    ["as long as all before", telling, 30 * MINUTE, 30 * MINUTE],
  ])("%s", (_how, account, age, pause) => expect(pauseAfter(account, age)).toBe(pause))
})
