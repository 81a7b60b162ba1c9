import { describe, expect, it } from "vitest"
import { daysBefore, daysOf, eachDayOf } from "../../../src/payments/staff/days"

/** Half past midnight in Taipei, when it is still yesterday in UTC. */
const NOW = new Date("2026-11-28T16:30:00Z")

describe("the days of an overview", () => {
  it("are the last thirty of Taipei, today among them, where nobody says since when", () => {
    expect(daysOf({}, NOW)).toEqual({ first: "2026-10-31", last: "2026-11-29" })
  })

  it("are whole ones, the first and the last that the time touches", () => {
    const from = new Date("2026-11-01T16:00:00Z")
    expect(daysOf({ from, until: new Date("2026-11-02T16:00:00Z") }, NOW)).toEqual({
      ...{ first: "2026-11-02", last: "2026-11-02" },
    })
    expect(daysOf({ from, until: new Date("2026-11-02T16:00:00.001Z") }, NOW).last).toBe("2026-11-03")
  })

  it("go back no further than three years, and never begin after their end", () => {
    const { first } = daysOf({ from: new Date("1990-01-01T00:00:00Z") }, NOW)
    expect(first).toBe("2023-11-26")
    expect(daysOf({ from: new Date("2027-05-01T00:00:00Z") }, NOW)).toEqual({ first: "2026-11-29", last: "2026-11-29" })
  })

  it("have as many before them, across the ends of months and years", () => {
    const days = { first: "2026-01-01", last: "2026-01-31" }
    expect(daysBefore(days)).toEqual({ first: "2025-12-01", last: "2025-12-31" })
    expect(eachDayOf({ first: "2026-02-27", last: "2026-03-01" })).toEqual(["2026-02-27", "2026-02-28", "2026-03-01"])
  })
})
