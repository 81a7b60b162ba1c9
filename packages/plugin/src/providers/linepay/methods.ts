import type { Method } from "../../toolkit/contract/method"

/** LINE Pay agrees limits with each merchant and publishes none. */
export const METHODS = [
  {
    id: "linepay",
    identifier: "linepay",
    name: { en: "LINE Pay", "zh-TW": "LINE Pay" },
    limits: { min: 1, max: 1_000_000 },
    capture: "partial",
    refund: "partial",
    quietMinutes: 1,
  },
] as const satisfies readonly Method[]
