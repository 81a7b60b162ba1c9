import type { TradeView } from "@taiwan-payments/sandbox"
import type { Page } from "@taiwan-payments/sandbox/shopper"
import { newebpay as kind } from "../../../plugin/src/providers/newebpay/gateway.js"
import { captured, type Gateway } from "./gateway.js"

const keys = { merchantId: "MS390001", hashKey: "Pr0veHashKey00of32Characters0001" }
const CARD = { number: "4000-2211-1111-1111", expiry: "12/35", cvv: "222" }

async function press(page: Page, button: string): Promise<Page> {
  const form = page.form("choose") ? await page.submit("choose", {}, "CREDIT") : page
  const next = await form.submit("card-form", CARD, button)
  return next.form("otp-form") ? next.submit("otp-form", { otp: "1234" }, "confirm") : next
}

function books({ amount, details }: TradeView) {
  const { Closing: card, BackBalance: kept } = details
  if (card === undefined || card === "cancelled" || card === "cancel-queued") return {}
  return card === "authorised" ? { reserved: amount } : captured(amount, Number(kept))
}

export const newebpay: Gateway = {
  id: "newebpay",
  kind,
  identifier: "newebpay-credit",
  sandbox: { newebpay: { accounts: [{ ...keys, hashIV: "Pr0veHashIv00001" }] } },
  options: { ...keys, hashIv: "Pr0veHashIv00001" },
  secrets: [keys.hashKey, "Pr0veHashIv00001"],
  notices: true,
  pay: ({ page }) => press(page, "pay"),
  decline: ({ page }) => press(page, "MPG03009"),
  close: async (sandbox) => {
    await sandbox.gateway("newebpay").command("run-night", {})
    await sandbox.gateway("newebpay").command("run-bank-file", {})
  },
  books,
}
