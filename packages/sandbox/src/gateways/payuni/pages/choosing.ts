import { html } from "hono/html"
import { sayIn } from "../../../core/buyer-page.js"
import type { Html } from "../../../core/ui.js"
import type { BANKS, Tool } from "../model/tools.js"
import type { Trade } from "../model/trade.js"
import { backLink, pathOf, tradePage } from "./frame.js"

/** 整合式支付頁 with more than one tool. */
export function chooserPage(trade: Trade, tools: readonly Tool[]): Html {
  const say = sayIn(trade.language)
  const choices = tools.map(
    ({ id, zh, en }) => html`<li><button name="tool" value="${id}">${say(zh, en)}</button></li>`,
  )
  return tradePage(trade, say("選擇付款方式", "Choose how to pay"), listForm(trade, choices))
}

/** Which bank issues the account. */
export function bankPage(trade: Trade, banks: readonly (typeof BANKS)[number][]): Html {
  const say = sayIn(trade.language)
  const choices = banks.map(
    ([code, zh, en]) => html`<li><button name="bank" value="${code}">${say(zh, en)} (${code})</button></li>`,
  )
  return tradePage(trade, say("選擇轉帳銀行", "Choose a bank"), listForm(trade, choices))
}

function listForm(trade: Trade, choices: readonly Html[]): Html {
  const say = sayIn(trade.language)
  return html`<form id="choose" method="post" action="${pathOf(trade, "choose")}"><section class="card"><ul class="choices">${choices}</ul></section></form>
${backLink(trade, say)}`
}
