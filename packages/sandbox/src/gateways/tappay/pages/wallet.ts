import { html } from "hono/html"
import { sayIn, simulateBox } from "../../../core/buyer-page.js"
import type { Html } from "../../../core/ui.js"
import type { Trade } from "../model/trade.js"
import { WALLET_DECIDE } from "../wire/paths.js"
import { payerPage, urlId } from "./frame.js"

/** Stands in for the wallet's own page or app. */
export function walletPage(trade: Trade): Html {
  const say = sayIn(trade.language)
  return payerPage(
    trade,
    say(`${trade.method.zh} 付款`, `Pay with ${trade.method.en}`),
    html`<form id="wallet-form" method="post" action="${WALLET_DECIDE}">${urlId(trade)}
<section class="card"><p>${say("請確認這筆付款。", "Please confirm this payment.")}</p>
<label for="method">${say("付款來源", "Pay from")}</label>
<select id="method" name="method"><option value="CREDIT_CARD">${say("信用卡", "Credit card")}</option>
<option value="BALANCE">${say("帳戶餘額", "Balance")}</option><option value="POINT">${say("點數", "Points")}</option></select>
<button class="main" name="press" value="approve">${say("確認付款", "Approve")}</button>
<button name="press" value="cancel">${say("取消", "Cancel")}</button></section>
${simulateBox(
  say("沙盒：模擬其他結果", "Sandbox: other outcomes"),
  html`<div class="grid"><button name="press" value="approve-and-close">${say("付款後關閉視窗", "Pay, then close the window")}</button>
<button name="press" value="10003">${say("錢包拒絕", "Declined by the wallet")}</button></div>`,
)}</form>`,
  )
}
