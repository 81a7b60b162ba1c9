import { describe, expect, it } from "vitest"
import { formatTwd } from "../src/money.js"
import { formatTaipei, formatTimeLeft, timeLeft } from "../src/taipei.js"

describe("formatTwd", () => {
  it.each([Number.NaN, Number.POSITIVE_INFINITY])("refuses %s", (amount) => {
    expect(() => formatTwd(amount)).toThrow(RangeError)
  })

  it.each([
    [1060.5, "NT$1,060.50"],
    [-60, "−NT$60"],
    [0, "NT$0"],
    [1060, "NT$1,060"],
    [1234567, "NT$1,234,567"],
  ])("writes %s as %s", (amount, text) => {
    expect(formatTwd(amount)).toBe(text)
  })
})

describe("formatTaipei", () => {
  it("refuses what is no instant", () => {
    expect(() => formatTaipei("tomorrow", "en")).toThrow(RangeError)
  })

  it.each([
    ["2026-11-25T15:59:59.000Z", "2026年11月25日（三）23:59", "Wed, 25 Nov 2026, 23:59 (Taipei)"],
    ["2026-11-25T16:00:00.000Z", "2026年11月26日（四）00:00", "Thu, 26 Nov 2026, 00:00 (Taipei)"],
    ["2026-12-31T16:05:00.000Z", "2027年1月1日（五）00:05", "Fri, 1 Jan 2027, 00:05 (Taipei)"],
  ])("shows %s by Taipei's clocks", (instant, chinese, english) => {
    expect(formatTaipei(instant, "zh-TW")).toBe(chinese)
    expect(formatTaipei(instant, "en")).toBe(english)
  })
})

describe("time left", () => {
  it("refuses what is no instant, and never goes below zero", () => {
    expect(() => timeLeft("", 0)).toThrow(RangeError)
    expect(timeLeft("2026-11-25T00:00:00Z", Date.parse("2026-11-26T00:00:00Z"))).toBe(0)
  })

  it.each([
    [0, "0 分 00 秒", "0 min 00 s"],
    [61_500, "1 分 01 秒", "1 min 01 s"],
    [3_600_000, "1 小時 0 分", "1 h 0 min"],
    [2 * 86_400_000 + 5 * 3_600_000 + 1, "2 天 5 小時", "2 d 5 h"],
  ])("writes %d ms", (span, chinese, english) => {
    expect(formatTimeLeft(span, "zh-TW")).toBe(chinese)
    expect(formatTimeLeft(span, "en")).toBe(english)
  })
})
