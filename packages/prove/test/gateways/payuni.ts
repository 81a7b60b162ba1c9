import type { TradeView } from "@taiwan-payments/sandbox"
import type { Page } from "@taiwan-payments/sandbox/shopper"
import { payuni as kind } from "../../../plugin/src/providers/payuni/gateway.js"
import { captured, type Gateway } from "./gateway.js"

const keys = { merId: "S88000001", hashKey: "pr0ve-payuni-hash-key-of-shop-01" }

async function press(page: Page, button: string): Promise<Page> {
  const form = page.form("choose") ? await page.submit("choose", {}, "Credit") : page
  const number = /data-number="([\d ]+)"/.exec(form.html)?.[1] ?? ""
  const next = await form.submit("card-form", { number, expiry: "12/35", cvc: "123" }, button)
  return next.form("otp-form") ? next.submit("otp-form", { otp: "1234" }, "confirm") : next
}

const RESERVED = /^[39] /

/** `CloseStatus (amount)`, and refunds as `amount (type/status)`; status 3 is one that was taken back. */
function books({ amount, state, details }: TradeView) {
  const { CloseStatus: closing, Refunds: refunds = "" } = details
  if (state !== "paid") return {}
  if (closing !== undefined && RESERVED.test(closing)) return { reserved: amount }
  const given = [...refunds.matchAll(/(\d+) \(\d\/([^3])\)/g)].reduce((sum, [, each]) => sum + Number(each), 0)
  return captured(amount, amount - given)
}

export const payuni: Gateway = {
  id: "payuni",
  kind,
  identifier: "payuni-credit",
  sandbox: { payuni: { accounts: [{ ...keys, hashIV: "pr0ve-payuni-iv1" }] } },
  options: { ...keys, hashIv: "pr0ve-payuni-iv1" },
  secrets: [keys.hashKey, "pr0ve-payuni-iv1"],
  notices: true,
  pay: ({ page }) => press(page, "pay"),
  decline: ({ page }) => press(page, "05"),
  close: (sandbox) => sandbox.gateway("payuni").command("run-batch", {}),
  books,
}
