import { html } from "hono/html"
import { buyerPage, type Say, sayIn } from "../../../core/buyer-page.js"
import { dollars, type Html, page } from "../../../core/ui.js"
import type { Trade } from "../model/trade.js"
import { PAY_PATH } from "../wire/paths.js"

/** Where one of the buyer's forms goes. */
export function pathOf(trade: Trade, step = ""): string {
  return `${PAY_PATH}/${trade.token}${step === "" ? "" : `/${step}`}`
}

/** A page of this order: summary and price, then `body`. */
export function orderPage(trade: Trade, title: string, body: Html): Html {
  const say = sayIn(trade.language)
  return buyerPage({
    language: trade.language,
    name: say("綠界付款", "ECPay checkout"),
    title,
    languagePath: pathOf(trade, "language"),
    order: trade.order.MerchantTradeNo ?? "",
    price: dollars(trade.amount),
    items: (trade.order.ItemName ?? "").split("#"),
    body,
  })
}

/** 錯誤頁: the code and message in ECPay's wording. */
export function errorPage(code: string, message: string): Html {
  return page({
    title: "交易失敗 Transaction failed",
    lang: "zh-Hant-TW",
    name: "綠界付款",
    tag: "沙盒 sandbox",
    body: html`<section class="card" id="error" data-code="${code}"><h1>交易失敗</h1><p class="soft">Transaction failed</p>
<p>訊息代碼 Message code：${code}</p><p>訊息說明 Note for message：${message}</p></section>`,
  })
}

export function leaveForm(trade: Trade, say: Say): Html {
  return html`<form id="leave" method="post" action="${pathOf(trade, "leave")}"><button data-action="leave">${say("不付款，離開", "Leave without paying")}</button></form>`
}
