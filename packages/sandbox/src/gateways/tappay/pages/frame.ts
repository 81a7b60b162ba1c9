import { html } from "hono/html"
import { buyerPage, sayIn } from "../../../core/buyer-page.js"
import { dollars, type Html, hiddenFields, page } from "../../../core/ui.js"
import type { Trade } from "../model/trade.js"
import { REDIRECT } from "../wire/paths.js"

/** A page of the bank's or the wallet's: payee and amount, then `body`. */
export function payerPage(trade: Trade, title: string, body: Html): Html {
  const say = sayIn(trade.language)
  return buyerPage({
    language: trade.language,
    name: "TapPay",
    title,
    languagePath: `${REDIRECT}/${trade.urlId}/language`,
    order: trade.orderNumber || trade.recTradeId,
    price: dollars(trade.amount),
    items: [trade.details, `${say("商店", "Shop")} ${trade.merchant.name}`],
    body,
  })
}

/** The hidden field that identifies the payment in every form, as on the real bank page. */
export function urlId(trade: Trade): Html[] {
  return hiddenFields({ urlId: trade.urlId })
}

/** The page for a payment that does not exist or has ended. */
export function errorPage(): Html {
  return page({
    title: "交易無法繼續 Cannot continue",
    lang: "zh-Hant-TW",
    name: "TapPay",
    tag: "沙盒 sandbox",
    body: html`<section class="card" id="redirect-error"><h1>交易無法繼續</h1><p>這筆付款已結束，或連結不正確。請回到商店。</p>
<p class="soft">This payment is over, or the link is wrong. Please go back to the shop.</p></section>`,
  })
}

/** Shown when the buyer closes the window although the payment succeeded. */
export function closedPage(trade: Trade): Html {
  const say = sayIn(trade.language)
  return payerPage(
    trade,
    say("付款已送出，視窗已關閉", "Sent, and the window closed"),
    html`<section class="card" id="closed"><p>${say(
      "瀏覽器不會回到商店。商店要靠通知或查詢才會知道結果。",
      "The browser does not return to the shop. Only the notice or a query can tell the shop.",
    )}</p></section>`,
  )
}
