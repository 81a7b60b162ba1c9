import { html } from "hono/html"
import { sayIn } from "../../../core/buyer-page.js"
import type { Html } from "../../../core/ui.js"
import type { Method } from "../model/methods.js"
import type { Trade } from "../model/trade.js"
import { backLink, orderPage, pathOf } from "./frame.js"

/** All methods of the order, in NewebPay's order. */
export function chooserPage(trade: Trade, methods: readonly Method[]): Html {
  const say = sayIn(trade.language)
  const choices = methods.map(
    (method) => html`<li><button name="method" value="${method.id}">${say(method.zh, method.en)}</button></li>`,
  )
  return orderPage(
    trade,
    say("選擇付款方式", "Choose how to pay"),
    html`<form id="choose" method="post" action="${pathOf(trade, "choose")}"><section class="card"><ul class="choices">${choices}</ul></section></form>
${backLink(trade, say)}`,
  )
}
