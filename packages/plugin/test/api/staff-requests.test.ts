import { MedusaError } from "@medusajs/framework/utils"
import { describe, expect, it, vi } from "vitest"
import * as payouts from "../../src/api/admin/taiwan-payments/payout-requests"
import * as desk from "../../src/api/admin/taiwan-payments/refund-desk-requests"
import * as requests from "../../src/api/admin/taiwan-payments/requests"
import { plainAddress } from "../../src/api/plain-address"

/** Whole requests, of each schema that has texts or days in it. */
const whole = {
  AttemptsQuery: {
    ...{ order_id: "order_1", session_id: "payses_1", gateway: "ecpay", method: ["ecpay-credit"], merchant: "3002607" },
    ...{ q: "M2611", after: "tpa_1", from: "2026-11-01", until: "2026-11-30T16:00:00Z" },
  },
  ExportQuery: { gateway: "ecpay", from: "2026-11-01" },
  OverviewQuery: { gateway: "ecpay", from: "2026-11-01" },
  NoticesQuery: { after: "tpn_1", gateway: ["ecpay"], attempt_id: "tpa_1", from: "2026-11-01", q: "M2611" },
  ExchangesQuery: { after: "tpx_1", gateway: "ecpay", attempt_id: "tpa_1" },
  RefundBody: { amount: 10, seen: { kind: "refund", up_to: 100, whole: false } },
  RefundByHandBody: { amount: 10, reference: "a slip\nof two lines" },
  ResolveBody: { resolution: "called the buyer" },
  AssignBody: { to: "user_1", from: "user_2" },
  NoteBody: { text: "two\nlines" },
  RefundRequestBody: { amount: 10, reason: "broken", seen: { up_to: 100 } },
  ReasonBody: { reason: "broken" },
  AccountBody: { bank: "822", branch: "0012", number: "123456789012", holder: "王小明" },
  BatchBody: { ids: ["tpr_1"] },
  BatchDoneBody: { reference: "20261129" },
  PayoutLinesQuery: { gateway: "ecpay", merchant: "3002607", payout: "20261129", q: "M2611" },
  StatementQuery: { gateway: "ecpay", environment: "stage", merchant: "3002607", name: "november.csv" },
}

const schemas = { ...requests, ...desk, ...payouts }
type Name = keyof typeof whole
const isTaken = (name: Name, request: unknown) => schemas[name].safeParse(request).success
const names = Object.keys(whole) as Name[]

/** Each text of a request, and the request with another in its place. */
function replaced(name: Name, text: string): [field: string, request: unknown][] {
  const fields = Object.entries(whole[name]).filter(([, value]) => typeof value !== "number")
  return fields.map(([field, value]) => [
    field,
    { ...whole[name], [field]: Array.isArray(value) ? [...value, text] : text },
  ])
}

describe("what staff's browsers send", () => {
  it.each(names)("%s is taken as it should be", (name) => expect(isTaken(name, whole[name])).toBe(true))

  it.each(
    names.flatMap((name) =>
      ["\u0000", "a\u0000b", "\ud800", "a\udc00b"].flatMap((text) =>
        replaced(name, text).map((each) => [name, ...each] as const),
      ),
    ),
  )("%s: no database takes this %s", (name, _field, request) => expect(isTaken(name, request)).toBe(false))

  it("may have any whole character", () => expect(isTaken("NoteBody", { text: "𠮷野家 😀\t\r\n" })).toBe(true))

  it.each(["-271821-04-20", "0001-01-01", "275760-09-13", "+010000-01-01T00:00:00Z"])(
    "%s is no day of a shop",
    (day) => {
      for (const name of ["AttemptsQuery", "ExportQuery", "OverviewQuery", "NoticesQuery"] as const)
        for (const field of ["from", "until"]) expect(isTaken(name, { [field]: day })).toBe(false)
    },
  )

  it("a search without beginning or end may say so", () => {
    expect(isTaken("AttemptsQuery", { from: "1970-01-01", until: "9999-12-31" })).toBe(true)
  })
})

describe("an address", () => {
  it.each(["/admin/taiwan-payments/attempts/%00", "/admin/taiwan-payments/attempts?after=a%00", "/store/x?a%00=1"])(
    "is refused: %s",
    (originalUrl) => {
      const next = vi.fn()
      plainAddress({ originalUrl } as never, {} as never, next)
      expect(next).toHaveBeenCalledWith(expect.objectContaining({ type: MedusaError.Types.INVALID_DATA }))
    },
  )

  it("is passed on otherwise", () => {
    const next = vi.fn()
    plainAddress({ originalUrl: "/admin/taiwan-payments/attempts?q=100%25" } as never, {} as never, next)
    expect(next).toHaveBeenCalledWith()
  })
})
