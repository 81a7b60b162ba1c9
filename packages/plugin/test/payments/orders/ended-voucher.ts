import { twd } from "../../../src/toolkit/twd"

export const LONG_AGO = new Date("2020-01-01T00:00:00Z")

/** A number of a convenience store that ran out long ago. */
export const VOUCHER = {
  kind: "cvs",
  code: "LLL1",
  chain: "any",
  amount: twd(1000),
  expires_at: LONG_AGO.toISOString(),
} as const
