import type { TradeView } from "@taiwan-payments/sandbox"
import { getTapPayPrime, payWithTapPay } from "@taiwan-payments/sandbox/shopper"
import { tappay as kind } from "../../../plugin/src/providers/tappay/gateway.js"
import { captured, type Gateway } from "./gateway.js"

const app = { appId: "20001", appKey: "pr0ve-tappay-app" }
const partnerKey = "pr0ve-tappay-partner"
const MERCHANT = "Prove_CARD_1"

function books({ amount, details }: TradeView) {
  if (details.is_captured === "true") return captured(amount, amount - Number(details.refunded_amount ?? 0))
  return details.record_status === "0" ? { reserved: amount } : {}
}

export const tappay: Gateway = {
  id: "tappay",
  kind,
  identifier: "tappay-card",
  sandbox: { tappay: { accounts: [{ ...app, partnerKey, merchants: [{ merchantId: MERCHANT }] }] } },
  options: { ...app, partnerKey, merchantIds: { card: MERCHANT } },
  secrets: [partnerKey],
  notices: false,
  token: async (sandboxUrl) => (await getTapPayPrime(sandboxUrl, app)).prime,
  pay: ({ page }) => payWithTapPay(page.url, { outcome: "approve-and-close" }),
  decline: ({ page }) => payWithTapPay(page.url, { outcome: "10003" }),
  close: (sandbox) => sandbox.gateway("tappay").command("run-capture", {}),
  books,
}
