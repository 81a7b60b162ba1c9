import type { TradeView } from "@taiwan-payments/sandbox"
import { payWithLinePay } from "@taiwan-payments/sandbox/shopper"
import { linepay as kind } from "../../../plugin/src/providers/linepay/gateway.js"
import { captured, type Gateway } from "./gateway.js"

const keys = { channelId: "1660000001", channelSecret: "pr0ve-linepay-secret" }

/** What the buyer approved stands ready until the shop confirms, which captures it. */
function books({ amount, state, details }: TradeView) {
  if (details.Captured === undefined) return state === "authenticated" ? { reserved: amount } : {}
  const refunds = Object.entries(details).filter(([name]) => /^Refund \d/.test(name))
  return captured(
    amount,
    refunds.reduce((left, [, each]) => left - Number(each), amount),
  )
}

export const linepay: Gateway = {
  id: "linepay",
  kind,
  identifier: "linepay",
  sandbox: { linepay: { accounts: [keys] } },
  options: keys,
  secrets: [keys.channelSecret],
  notices: false,
  pay: ({ page }) => payWithLinePay(page.url, { outcome: "approve-and-close" }),
  decline: ({ page }) => payWithLinePay(page.url, { outcome: "cancel" }),
  books,
}
