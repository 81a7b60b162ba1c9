import { describe, expect, it } from "vitest"
import { isAt } from "../src/core/endpoints.js"
import { possibleActions, runAction } from "../src/core/office-actions.js"
import { queryOf } from "../src/core/raw-request.js"
import { changeSettings } from "../src/core/settings.js"

describe("endpoints", () => {
  it("are whole paths, with any one segment where a name stands", () => {
    expect(isAt("/v4/payments/:id/confirm", "/v4/payments/12/confirm")).toBe(true)
    expect(isAt("/v4/payments/:id/confirm", "/v4/payments/12/refund")).toBe(false)
    expect(isAt("/v4/payments/:id/confirm", "/v4/payments/1/2/confirm")).toBe(false)
    expect(isAt("/v4/payments", "/v4/payments/request")).toBe(false)
  })
})

describe("the raw query", () => {
  it("is what stands behind the first question mark, untouched", () => {
    expect(queryOf({ url: "/a?x=1,2&y=%2C?" })).toBe("x=1,2&y=%2C?")
    expect(queryOf({ url: "/a?" })).toBe("")
    expect(queryOf({ url: "/a" })).toBe("")
  })
})

describe("settings", () => {
  const fresh = () => ({ size: 1, word: "a" as "a" | "b" })
  const choices = { word: ["a", "b"] } as const

  it("refuse strangers, other types and other words, and change nothing then", () => {
    for (const patch of [{ colour: 1 }, { size: "1" }, { word: "c" }, { size: 2, word: "c" }, { constructor: 1 }]) {
      const settings = fresh()
      expect(() => changeSettings(settings, choices, patch)).toThrow()
      expect(settings).toEqual(fresh())
    }
  })

  it("change in place", () => {
    const settings = fresh()
    expect(changeSettings(settings, choices, { word: "b" })).toEqual({ size: 1, word: "b" })
    expect(settings.word).toBe("b")
  })
})

describe("office actions", () => {
  const close = {
    name: "close",
    label: "Close",
    possible: (trade: { state: string }) => trade.state === "open",
    run: (_world: null, trade: { state: string }) => {
      trade.state = "closed"
    },
  }

  it("are done only where they are possible", () => {
    const trade = { state: "open" }
    expect(possibleActions([close], trade)).toEqual([{ name: "close", label: "Close" }])
    expect(() => runAction([close], null, trade, "open", {})).toThrow("no action open")
    runAction([close], null, trade, "close", {})
    expect(trade.state).toBe("closed")
    expect(() => runAction([close], null, trade, "close", {})).toThrow("cannot be done while this trade is closed")
    expect(possibleActions([close], trade)).toEqual([])
  })
})
