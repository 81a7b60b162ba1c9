import type { Method } from "../../toolkit/contract/method"

export const METHODS = [
  {
    id: "jkopay",
    identifier: "jkopay",
    name: { en: "JKOPAY", "zh-TW": "街口支付" },
    limits: { min: 1, max: 1_000_000 },
    capture: "immediate",
    refund: "partial",
    quietMinutes: 2,
  },
] as const satisfies readonly Method[]
