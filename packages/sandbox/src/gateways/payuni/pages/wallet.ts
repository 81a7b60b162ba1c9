import { html } from "hono/html"
import { type Say, sayIn, simulateBox } from "../../../core/buyer-page.js"
import type { Html } from "../../../core/ui.js"
import type { Tool } from "../model/tools.js"
import type { Trade } from "../model/trade.js"
import { backLink, pathOf, tradePage } from "./frame.js"

/** Stands in for the other app or the phone's wallet: approve, decline, or leave the result open. */
export function walletPage(trade: Trade, tool: Tool): Html {
  const say = sayIn(trade.language)
  return tradePage(
    trade,
    say(tool.zh, tool.en),
    html`<form id="wallet-form" method="post" action="${pathOf(trade, "wallet")}"><section class="card">
<p>${wordsFor(tool, say)}</p>
<button class="main" name="press" value="approve">${say("確認付款", "Approve")}</button>
<button class="danger" name="press" value="decline">${say("拒絕", "Decline")}</button>
</section>
${simulateBox(
  say("沙盒：模擬其他結果", "Sandbox: other outcomes"),
  html`<div class="grid"><button name="press" value="unknown">${say("逾時未回應", "No answer in time")}</button>
<button name="press" value="unapproved">${say("會員審查中", "The buyer is being checked")}</button></div>`,
)}</form>${backLink(trade, say)}`,
  )
}

function wordsFor({ id, kind }: Tool, say: Say): string {
  if (kind === "phone") return say("請以裝置上的卡片確認這筆付款。", "Please confirm with a card on your device.")
  if (id === "Aftee")
    return say("先享後付：請以手機號碼驗證後確認。", "Pay later: please confirm with your phone number.")
  return say("請在手機上確認這筆付款。", "Please confirm this payment on your phone.")
}
