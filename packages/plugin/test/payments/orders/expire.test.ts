import { describe, expect, it } from "vitest"
import { tellsUnpaid } from "../../../src/payments/orders/expire"
import type { TradeState } from "../../../src/toolkit/contract/gateway"

describe("tellsUnpaid", () => {
  it.each<TradeState>(["unknown", "absent", "authorized", "captured"])(
    "keeps the voucher when the answer is %s",
    (state) => {
      expect(tellsUnpaid({ state })).toBe(false)
    },
  )

  it.each<TradeState>(["pending", "issued", "failed", "expired", "voided", "refunded"])(
    "lets the voucher end when the answer is %s",
    (state) => {
      expect(tellsUnpaid({ state })).toBe(true)
    },
  )
})
