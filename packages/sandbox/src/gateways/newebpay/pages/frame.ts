import { html } from "hono/html"
import { buyerPage, type Say, sayIn } from "../../../core/buyer-page.js"
import { dollars, type Html, page } from "../../../core/ui.js"
import { offeredMethods } from "../model/offered-methods.js"
import type { Trade } from "../model/trade.js"
import { PAY_PATH } from "../wire/paths.js"

/** Where one of the buyer's forms goes. */
export function pathOf(trade: Trade, step: string): string {
  return `${PAY_PATH}/${trade.token}/${step}`
}

/** A page of this order: the shop, what is bought, what it costs, then `body`. */
export function orderPage(trade: Trade, title: string, body: Html): Html {
  const say = sayIn(trade.language)
  return buyerPage({
    language: trade.language,
    name: say("藍新金流", "NewebPay"),
    title,
    languagePath: pathOf(trade, "language"),
    order: trade.order.MerchantOrderNo ?? "",
    price: dollars(trade.amount),
    items: [trade.account.shopName, trade.order.ItemDesc ?? ""],
    body,
  })
}

/** Leads back to the chooser, if the order has more than one method. */
export function otherMethods(trade: Trade, say: Say): Html | "" {
  if (offeredMethods(trade.account, trade.order, trade.amount).length < 2) return ""
  return html`<form id="other-methods" method="post" action="${pathOf(trade, "again")}"><button data-action="again">${say("選擇其他付款方式", "Pay another way")}</button></form>`
}

/** 返回商店: a plain link to ClientBackURL, if one was given. */
export function backLink({ order }: Trade, say: Say): Html | "" {
  if (!order.ClientBackURL) return ""
  return html`<a class="button" id="client-back" href="${order.ClientBackURL}">${say("返回商店", "Back to the shop")}</a>`
}

/** The page of a refused order: code and text. */
export function errorPage(code: string, message: string): Html {
  return page({
    title: "交易失敗 Transaction failed",
    lang: "zh-Hant-TW",
    name: "藍新金流",
    tag: "沙盒 sandbox",
    body: html`<section class="card" id="error" data-code="${code}"><h1>交易無法進行</h1><p class="soft">This transaction cannot go on</p>
<p class="notice">${message}</p><p class="soft">錯誤代碼 Error code：${code}</p></section>`,
  })
}

/** Says plainly what is missing, so that nobody looks for a mistake in their own order. */
export function periodPage(): Html {
  return page({
    title: "定期定額 Periodic payments",
    lang: "zh-Hant-TW",
    name: "藍新金流",
    tag: "沙盒 sandbox",
    body: html`<section class="card" id="error" data-code="not-implemented"><h1>沙盒沒有定期定額</h1>
<p class="notice">這個沙盒不支援藍新金流的信用卡定期定額（/MPG/period），您的訂單沒有被讀取，也沒有建立任何委託。請改用藍新金流的測試環境。</p>
<p class="soft" lang="en">This sandbox has no periodic payments (/MPG/period). Your order was not read, and nothing was agreed. Use NewebPay's own test environment.</p></section>`,
  })
}
