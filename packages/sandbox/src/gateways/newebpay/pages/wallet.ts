import { html } from "hono/html"
import { type Say, sayIn, simulateBox } from "../../../core/buyer-page.js"
import type { Html } from "../../../core/ui.js"
import type { Method, MethodKind } from "../model/methods.js"
import type { Trade } from "../model/trade.js"
import { backLink, orderPage, otherMethods, pathOf } from "./frame.js"

/** A QR code completes elsewhere, so the page reloads. */
const RELOAD = html`<script>setTimeout(() => location.reload(), 5000)</script>`

/** Stands in for the other app, the phone's card sheet, the lender or the card reader. */
export function walletPage(trade: Trade, method: Method): Html {
  const say = sayIn(trade.language)
  return orderPage(
    trade,
    say(method.zh, method.en),
    html`<form id="wallet-form" method="post" action="${pathOf(trade, "wallet")}"><section class="card">
<p>${wordsOf(method.kind, say)}</p>
<button class="main" name="press" value="approve">${method.kind === "lending" ? say("同意並付款", "Agree and pay") : say("確認付款", "Approve")}</button>
</section>
${simulateBox(
  say("沙盒：模擬其他結果", "Sandbox: other outcomes"),
  html`<div class="grid"><button name="press" value="decline">${say("模擬失敗", "Let it fail")}</button>
<button name="press" value="silent">${say("沒有回應", "No answer")}</button></div>`,
)}</form>${otherMethods(trade, say)}${backLink(trade, say)}${method.kind === "qr" ? RELOAD : ""}`,
  )
}

function wordsOf(kind: MethodKind, say: Say): string {
  switch (kind) {
    case "webatm":
      return say("請插入晶片金融卡並確認轉帳。", "Insert your bank card into the reader and confirm the transfer.")
    case "qr":
      return say(
        "沙盒不顯示 QR Code：片刻後會自動完成付款，您也可以直接確認。",
        "The sandbox draws no QR code: it completes the payment in a moment, or you do now.",
      )
    case "lending":
      return say("先買後付：由金融業者審核後付款。", "Buy now, pay later: the lender decides at once.")
    case "phone":
    case "wallet":
    case "card":
    case "voucher":
      return say("請在手機上確認這筆付款。", "Please confirm this payment on your phone.")
  }
}
