import { html } from "hono/html"
import { dollars, type Html, page } from "../../../core/ui.js"
import type { Trade } from "../model/trade.js"
import { PAY_PATH } from "../wire/paths.js"

export type Say = (zh: string, en: string) => string

/** Speaks the buyer's language. */
export function sayIn(language: Trade["language"]): Say {
  return (zh, en) => (language === "zh" ? zh : en)
}

/** Where one of the buyer's forms goes. */
export function pathOf(trade: Trade, step = ""): string {
  return `${PAY_PATH}/${trade.token}${step === "" ? "" : `/${step}`}`
}

/** A buyer's page: what is bought, what it costs, then `body`. */
export function buyerPage(trade: Trade, title: string, body: Html): Html {
  const say = sayIn(trade.language)
  return page({
    title,
    lang: trade.language === "zh" ? "zh-Hant-TW" : "en",
    name: say("綠界付款", "ECPay checkout"),
    tag: say("沙盒，不會扣款", "sandbox, no real money"),
    corner: languageForm(trade),
    body: html`${summary(trade, say)}<h1>${title}</h1>${body}`,
  })
}

function languageForm(trade: Trade): Html {
  const [language, label] = trade.language === "zh" ? ["en", "English"] : ["zh", "中文"]
  return html`<form id="language" method="post" action="${pathOf(trade, "language")}"><button class="link" name="language" value="${language}">${label}</button></form>`
}

function summary(trade: Trade, say: Say): Html {
  const items = (trade.order.ItemName ?? "").split("#").map((item) => html`<div>${item}</div>`)
  return html`<section class="card" aria-label="${say("訂單", "Order")}">
<div class="sum"><span class="soft">${say("訂單編號", "Order")} ${trade.order.MerchantTradeNo}</span><span class="amount">${dollars(trade.amount)}</span></div>
<div class="soft">${items}</div></section>`
}

/** 錯誤頁: the code and the text, as ECPay words them. */
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

/** The dashed box of buttons that a real page would not have. */
export function simulateBox(title: string, body: Html): Html {
  return html`<section class="card simulate"><h2>${title}</h2>${body}</section>`
}

export function leaveForm(trade: Trade, say: Say): Html {
  return html`<form id="leave" method="post" action="${pathOf(trade, "leave")}"><button data-action="leave">${say("不付款，離開", "Leave without paying")}</button></form>`
}
