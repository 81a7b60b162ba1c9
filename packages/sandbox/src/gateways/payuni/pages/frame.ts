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
export function tradePage(trade: Trade, title: string, body: Html): Html {
  const say = sayIn(trade.language)
  return buyerPage({
    language: trade.language,
    name: say("統一金流 PAYUNi", "PAYUNi checkout"),
    title,
    languagePath: pathOf(trade, "language"),
    order: trade.merTradeNo,
    price: dollars(trade.amount),
    items: (trade.order.ProdDesc ?? "").split(";"),
    body,
  })
}

/** The page of a refused order, with its code. */
export function errorPage(code: string, message: string): Html {
  return page({
    title: "交易失敗 Transaction failed",
    lang: "zh-Hant-TW",
    name: "統一金流 PAYUNi",
    tag: "沙盒 sandbox",
    body: html`<section class="card" id="error" data-code="${code}"><h1>無法進行交易</h1><p class="soft">This order cannot be paid</p>
<p>${message}</p><p class="soft">${code}</p></section>`,
  })
}

/** 返回商店: a plain link to BackURL. */
export function backLink({ order }: Trade, say: Say): Html | "" {
  const url = order.BackURL ?? ""
  return url === ""
    ? ""
    : html`<a class="button" id="client-back" href="${url}">${say("返回商店", "Back to the shop")}</a>`
}
