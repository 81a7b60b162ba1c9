import { html } from "hono/html"
import { sayIn } from "../../../core/buyer-page.js"
import type { Html } from "../../../core/ui.js"
import type { Method } from "../model/methods.js"
import type { Trade } from "../model/trade.js"
import { leaveForm, orderPage, pathOf } from "./frame.js"

/** The chooser of ChoosePayment=ALL. */
export function chooserPage(trade: Trade, methods: readonly Method[]): Html {
  const say = sayIn(trade.language)
  const choices = methods.map(
    (method) => html`<li><button name="method" value="${method.id}">${say(method.zh, method.en)}</button></li>`,
  )
  return orderPage(
    trade,
    say("選擇付款方式", "Choose how to pay"),
    html`<form id="choose" method="post" action="${pathOf(trade, "choose")}"><section class="card"><ul class="choices">${choices}</ul></section></form>
${leaveForm(trade, say)}`,
  )
}

/** Which bank, store chain, wallet or lender. */
export function subChooserPage(trade: Trade, method: Method, subs: Method["subPayments"]): Html {
  const say = sayIn(trade.language)
  const choices = subs.map((sub) => html`<li><button name="sub" value="${sub.id}">${say(sub.zh, sub.en)}</button></li>`)
  return orderPage(
    trade,
    say(method.zh, method.en),
    html`<form id="choose" method="post" action="${pathOf(trade, "choose")}">
<input type="hidden" name="method" value="${method.id}">
<section class="card"><ul class="choices">${choices}</ul></section></form>${leaveForm(trade, say)}`,
  )
}
