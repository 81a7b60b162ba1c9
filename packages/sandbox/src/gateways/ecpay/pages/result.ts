import { html } from "hono/html"
import { type Say, sayIn } from "../../../core/buyer-page.js"
import { type Html, hiddenFields, selfPostingForm } from "../../../core/ui.js"
import type { Trade } from "../model/trade.js"
import type { Fields } from "../wire/codec.js"
import { declineMessage } from "./decline-messages.js"
import { orderPage, pathOf } from "./frame.js"

/** Whether the browser posts the result to OrderResultURL: not for UnionPay, ATM, CVS and BARCODE (p=2862). */
function bringsResult(trade: Trade): boolean {
  const silent = trade.voucher !== null || trade.card?.unionPay || trade.order.UnionPay === "1"
  return !silent && (trade.order.OrderResultURL ?? "").trim() !== ""
}

/** The result page. `fields` is what the browser posts to the shop. */
export function resultPage(trade: Trade, fields: Fields): Html {
  const say = sayIn(trade.language)
  const title = titleOf(trade, say)
  if (trade.state === "failed") return orderPage(trade, title, failure(trade, fields, say))
  const home = bringsResult(trade) && trade.state !== "left"
  const body = home
    ? selfPostingForm("order-result", trade.order.OrderResultURL ?? "", fields, say("返回商店", "Back to the shop"))
    : backLink(trade, say)
  return orderPage(trade, title, html`${explanation(trade, say)}${body}`)
}

function titleOf(trade: Trade, say: Say): string {
  switch (trade.state) {
    case "paid":
      return say("付款成功", "Paid")
    case "pending":
      return say("付款結果待確認", "Result pending")
    case "applied":
      return say("申請已送出", "Application sent")
    case "failed":
      return say("付款未完成", "Not paid")
    case "expired":
      return say("繳費期限已過", "The time to pay is over")
    case "left":
    case "open":
    case "issued":
      return say("訂單已結束", "This order has ended")
  }
}

function explanation(trade: Trade, say: Say): Html | "" {
  if (trade.state === "pending") return html`<p>${declineMessage("10300066", say)}</p>`
  if (trade.state !== "applied") return ""
  return html`<p>${say("審核結果將另行通知。", "You will hear from the lender.")}</p>`
}

function failure(trade: Trade, fields: Fields, say: Say): Html {
  const code = trade.failure ?? ""
  const home = bringsResult(trade)
    ? html`<form id="order-result" method="post" action="${trade.order.OrderResultURL}">${hiddenFields(fields)}<button data-action="back">${say("返回商店", "Back to the shop")}</button></form>`
    : backLink(trade, say)
  return html`<section class="card"><p class="error" id="failure" data-code="${code}">${declineMessage(code, say)} (${code})</p>
<form id="again" method="post" action="${pathOf(trade, "again")}"><button class="main" data-action="again">${say("再試一次", "Try again")}</button></form>
${home}</section>`
}

/** 返回商店. ClientBackURL is a plain link, omitted if ClientRedirectURL was given. */
export function backLink(trade: Trade, say: Say): Html | "" {
  const url = (trade.order.ClientBackURL ?? "").trim()
  if (url === "" || trade.order.ClientRedirectURL) return ""
  return html`<a class="button" id="client-back" href="${url}">${say("返回商店", "Back to the shop")}</a>`
}
