import { describe, expect, it } from "vitest"
import { authorizationEnd, nextCheck } from "../../src/payments/authorization-end"

const SINCE = new Date("2026-11-22T04:00:00Z")
const after = (days: number) => new Date(SINCE.getTime() + days * 86_400_000)

describe("the end of an authorisation", () => {
  const end = (authorizationDays?: number, capture_before?: string) => {
    const details: Record<string, string> = capture_before === undefined ? {} : { capture_before }
    const account = authorizationDays === undefined ? {} : { authorizationDays }
    return authorizationEnd(account, { state: "authorized", paid_at: SINCE, details })
  }

  it("is the account's rule, and is looked at two days before", () => {
    expect(end(21)).toEqual({ authorized_until: after(21), authorization_check_at: after(19) })
    expect(end(4)).toEqual({ authorized_until: after(4), authorization_check_at: after(2) })
  })

  it("is looked at after half of it, where it is short", () => {
    expect(end(3)).toEqual({ authorized_until: after(3), authorization_check_at: after(1.5) })
  })

  it("is the gateway's own date, where it tells one that is a date", () => {
    const told = { authorized_until: after(10), authorization_check_at: after(8) }
    expect(end(21, after(10).toISOString())).toEqual(told)
    expect(end(undefined, after(10).toISOString())).toEqual(told)
    expect(end(21, "soon")).toMatchObject({ authorized_until: after(21) })
  })

  it("is none where nobody tells, and of what is not an authorisation", () => {
    expect(end()).toEqual({})
    expect(authorizationEnd({ authorizationDays: 21 }, { state: "captured", paid_at: SINCE })).toEqual({})
    expect(authorizationEnd({ authorizationDays: 21 }, { state: "authorized" })).toEqual({})
    expect(authorizationEnd({ authorizationDays: 21 }, { state: "authorized", paid_at: SINCE })).toMatchObject({
      authorized_until: after(21),
    })
  })
})

describe("an authorisation is looked at again", () => {
  const hours = (until: Date | null, now: Date) =>
    (nextCheck({ authorized_until: until }, now).getTime() - now.getTime()) / 3_600_000

  it("each hour before its end and an hour after, then ever more seldom", () => {
    expect(hours(after(2), SINCE)).toBe(1)
    expect(hours(after(2), after(2))).toBe(1)
    expect(hours(after(2), after(3))).toBe(24)
    expect(nextCheck({ authorized_until: null }, SINCE).getTime()).toBe(2 * SINCE.getTime())
  })
})
