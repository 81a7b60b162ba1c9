import { describe, expect, it } from "vitest"
import { isWatched, nextLookAfterEnd, pauseAfter } from "../../../src/payments/queries/pauses"
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

describe("a number that ran out is asked about again", () => {
  const DAY = 24 * 60 * MINUTE
  const end = new Date("2026-11-01T15:59:59Z")
  const after = (days: number) => new Date(end.getTime() + days * DAY)

  it.each([
    [0, 1],
    [0.9, 1],
    [1, 7],
    [7, 14],
    [14, 30],
  ])("%d days after its end: on day %d", (now, next) => {
    expect(nextLookAfterEnd({ expires_at: end }, after(now))).toEqual(after(next))
  })

  it("not after a month, and not where it had no end", () => {
    expect(nextLookAfterEnd({ expires_at: end }, after(30))).toBeNull()
    expect(nextLookAfterEnd({ expires_at: null }, end)).toBeNull()
  })
})
