import type { TradeView } from "@taiwan-payments/sandbox"
import { payWithJkopay } from "@taiwan-payments/sandbox/shopper"
import { jkopay as kind } from "../../../plugin/src/providers/jkopay/gateway.js"
import { captured, type Gateway } from "./gateway.js"

const keys = { apiKey: "pr0ve-jkopay-api", secretKey: "pr0ve-jkopay-secret" }
const STORE = "prove-store-1"
const PAID = new Set(["paid", "partly-refunded", "refunded"])

function books({ amount, state, details }: TradeView) {
  if (!PAID.has(state)) return {}
  const refunds = Object.entries(details).filter(([name]) => /^Refund R/.test(name))
  return captured(
    amount,
    refunds.reduce((left, [, each]) => left - Number(each), amount),
  )
}

export const jkopay: Gateway = {
  id: "jkopay",
  kind,
  identifier: "jkopay",
  sandbox: { jkopay: { accounts: [{ ...keys, storeIds: [STORE] }] } },
  options: { ...keys, storeId: STORE },
  secrets: Object.values(keys),
  notices: false,
  pay: ({ page }) => payWithJkopay(page.url, { outcome: "approve-and-close" }),
  decline: ({ page }) => payWithJkopay(page.url, { outcome: "decline", goBack: false }),
  books,
}
