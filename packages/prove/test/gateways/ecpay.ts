import type { TradeView } from "@taiwan-payments/sandbox"
import type { Page } from "@taiwan-payments/sandbox/shopper"
import { ecpay as kind } from "../../../plugin/src/providers/ecpay/gateway.js"
import { captured, type Gateway } from "./gateway.js"

const keys = { merchantId: "3900001", hashKey: "Pr0veHashKey0001" }
const CARD = { number: "4311-9522-2222-2222", expiry: "12/35", cvv: "222" }

async function press(page: Page, button: string): Promise<Page> {
  const form = page.form("choose") ? await page.submit("choose", {}, "Credit") : page
  const next = await form.submit("card-form", CARD, button)
  return next.form("otp-form") ? next.submit("otp-form", { otp: "1234" }, "confirm") : next
}

/** Closed amounts are what stays with the shop. */
function books({ amount, state, details }: TradeView) {
  if (state !== "paid" || details["Card state"] === "已取消") return {}
  return captured(amount, Number(details.Closed))
}

export const ecpay: Gateway = {
  id: "ecpay",
  kind,
  identifier: "ecpay-credit",
  sandbox: { ecpay: { accounts: [{ ...keys, hashIV: "Pr0veHashIv00001", creditCheckCode: "59997889" }] } },
  options: { ...keys, hashIv: "Pr0veHashIv00001", creditCheckCode: "59997889" },
  optional: ["creditCheckCode"],
  secrets: [keys.hashKey, "Pr0veHashIv00001"],
  notices: true,
  pay: ({ page }) => press(page, "pay"),
  decline: ({ page }) => press(page, "10100252"),
  close: (sandbox) => sandbox.gateway("ecpay").command("run-batch", {}),
  books,
}
