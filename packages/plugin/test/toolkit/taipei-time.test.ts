import { describe, expect, it } from "vitest"
import { atTaipeiMinute, formatTaipei, parseTaipei, taipeiMinuteOfDay } from "../../src/toolkit/taipei-time"

describe("parseTaipei", () => {
  it.each([
    undefined,
    "",
    "0001/01/01 00:00:00",
    "1970/01/01 00:00:00",
    "2026/13/01",
    "2026/00/10",
    "2026/11/31",
    "2026/02/29",
    "2100/02/29 10:00:00",
    "2026/11/22 24:00:00",
    "2026/11/22 10:60:00",
    "2026/11/22 10:75:00",
    "2026/11/22 10:00:60",
    "2026/11/22 10",
    "2026/11",
    "22/11/2026",
    "2026-11-22T10:00:00Z",
    "2026/11/22 10:00:00 and more",
    "tomorrow",
  ])("is null for %j", (text) => expect(parseTaipei(text)).toBeNull())

  it.each([
    ["midnight", "2026/11/22 00:00:00", "2026-11-21T16:00:00.000Z"],
    ["the last second of a year", "2026/12/31 23:59:59", "2026-12-31T15:59:59.000Z"],
    ["the first morning of a year", "2027/01/01 07:59:59", "2026-12-31T23:59:59.000Z"],
    ["a leap day", "2028/02/29 12:00:00", "2028-02-29T04:00:00.000Z"],
    ["no seconds", "2026/11/22 18:30", "2026-11-22T10:30:00.000Z"],
    ["hyphens", "2026-11-22 18:30:05", "2026-11-22T10:30:05.000Z"],
    ["single digits", "2026/1/2 3:04:05", "2026-01-01T19:04:05.000Z"],
    ["spaces around", " 2026/11/22 18:30:05 ", "2026-11-22T10:30:05.000Z"],
    ["a date alone: its last second", "2026/11/25", "2026-11-25T15:59:59.000Z"],
    ["a leap day alone", "2028/02/29", "2028-02-29T15:59:59.000Z"],
  ])("reads %s", (_what, text, instant) => {
    expect(parseTaipei(text)?.toISOString()).toBe(instant)
  })
})

describe("formatTaipei", () => {
  it("turns the day over at four in the afternoon UTC", () => {
    expect(formatTaipei(new Date("2026-11-22T15:59:59.999Z"))).toBe("2026/11/22 23:59:59")
    expect(formatTaipei(new Date("2026-11-22T16:00:00Z"))).toBe("2026/11/23 00:00:00")
    expect(formatTaipei(new Date("2028-02-28T16:00:00Z"))).toBe("2028/02/29 00:00:00")
    expect(formatTaipei(new Date("2026-12-31T16:00:00Z"))).toBe("2027/01/01 00:00:00")
  })

  it("is read back as the same second", () => {
    for (let hour = 0; hour < 48; hour += 1) {
      const instant = new Date(Date.UTC(2028, 1, 28, hour, 7, 9))
      expect(parseTaipei(formatTaipei(instant))).toEqual(instant)
    }
  })
})

describe("minutes of the Taipei day", () => {
  it.each([
    ["2026-11-22T16:00:00Z", 0],
    ["2026-11-22T15:59:59Z", 1439],
    ["2026-11-22T12:15:00Z", 1215],
    ["2026-11-22T00:00:00Z", 480],
  ])("at %s are %i", (instant, minute) => expect(taipeiMinuteOfDay(new Date(instant))).toBe(minute))

  it("are found again on the same Taipei day, on both sides of UTC midnight", () => {
    expect(atTaipeiMinute(new Date("2026-11-22T12:20:00Z"), 1230).toISOString()).toBe("2026-11-22T12:30:00.000Z")
    expect(atTaipeiMinute(new Date("2026-11-22T20:00:00Z"), 60).toISOString()).toBe("2026-11-22T17:00:00.000Z")
    expect(atTaipeiMinute(new Date("2026-11-22T01:00:00Z"), 0).toISOString()).toBe("2026-11-21T16:00:00.000Z")
  })
})
