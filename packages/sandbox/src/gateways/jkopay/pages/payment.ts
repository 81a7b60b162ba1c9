import { html } from "hono/html"
import { buyerPage, type Say, sayIn, simulateBox } from "../../../core/buyer-page.js"
import { dollars, type Html, page } from "../../../core/ui.js"
import { isPayable, type Order, redeemedSum } from "../model/order.js"
import { type RedeemChoice, redeem } from "../payments.js"
import { PAY_PATH } from "../wire/paths.js"

/** The one page of an order: pay, wait for the shop, or see the state. */
export function orderPage(order: Order, now: Date): Html {
  const { entry, language, state } = order
  const say = sayIn(language)
  const payable = isPayable(order, now)
  return buyerPage({
    language,
    name: say("街口支付", "JKOPAY"),
    title: titleOf(order, payable, say),
    languagePath: pathOf(order),
    order: entry.orderId,
    price: priceText(order, entry.finalPrice),
    items: entry.products.length > 0 ? entry.products : [order.account.storeName],
    body: html`${state === "failed" ? failure(say) : ""}${payable ? payForm(order, say) : outcome(order, say)}`,
  })
}

function pathOf({ token }: Order): string {
  return `${PAY_PATH}/${token}`
}

function priceText({ entry }: Order, amount: number): string {
  return entry.currency === "TWD" ? dollars(amount) : `${entry.currency} ${amount}`
}

function titleOf({ state }: Order, payable: boolean, say: Say): string {
  if (payable) return say("確認付款", "Approve the payment")
  if (state === "paid") return say("付款成功", "Paid")
  if (state === "confirming") return say("等待商店確認", "Waiting for the shop")
  return say("付款連結已失效", "This link has run out")
}

function failure(say: Say): Html {
  return html`<p class="error" id="failure">${say("付款失敗，請再試一次。", "The payment failed. Please try again.")}</p>`
}

function payForm(order: Order, say: Say): Html {
  return html`<form id="jkopay-form" method="post" action="${pathOf(order)}"><section class="card">
<label for="channel">${say("付款方式", "Pay with")}</label>
<select id="channel" name="channel">
<option value="account">${say("街口帳戶", "JKO account")}</option>
<option value="bank">${say("連結銀行帳戶", "Linked bank account")}</option>
<option value="creditcard">${say("信用卡", "Credit card")}</option>
</select>
<label for="redeem">${say("折抵", "Redeem")}</label>
<select id="redeem" name="redeem">${redeemOptions(order, say)}</select>
<button class="main" name="press" value="approve">${say("確認付款", "Pay now")}</button>
</section>
${simulateBox(
  say("模擬其他情況", "Simulate something else"),
  html`<button class="danger" name="press" value="decline">${say("付款失敗", "Let the payment fail")}</button>`,
)}</form>
${backLink(order, "back", say("返回商店", "Back to the shop"), false)}`
}

function redeemOptions(order: Order, say: Say): Html[] {
  const labels: [RedeemChoice, string][] = [
    ["none", say("不使用", "Nothing")],
    ["coin", say("街口幣", "JKO coins")],
    ["official", say("街口優惠券", "JKOPAY coupon")],
    ["store", say("商店優惠券", "Store coupon")],
  ]
  return labels.map(([choice, label]) => {
    const sum = redeemedSum(redeem(order, choice))
    return html`<option value="${choice}">${label}${sum > 0 ? ` −${priceText(order, sum)}` : ""}</option>`
  })
}

function outcome(order: Order, say: Say): Html {
  switch (order.state) {
    case "paid":
      return html`<section class="card"><p>${say("款項已付清。", "It is paid.")}</p></section>${backLink(order, "done", say("完成", "Done"), true)}`
    case "confirming":
      return html`<section class="card" id="waiting"><p>${say("商店正在確認這筆訂單，請稍候。", "The shop is checking the order. One moment.")}</p></section>
<script>setTimeout(() => location.reload(), 1500)</script>`
    case "open":
    case "failed":
      return html`<section class="card"><p>${say("請回到商店重新付款。", "Please go back to the shop and start again.")}</p></section>${backLink(order, "back", say("返回商店", "Back to the shop"), true)}`
  }
}

function backLink({ entry }: Order, id: string, label: string, main: boolean): Html {
  return html`<a class="button${main ? " main" : ""}" id="${id}" href="${entry.displayUrl}">${label}</a>`
}

/** For an unknown token. */
export function notFoundPage(): Html {
  return page({
    title: "街口支付",
    lang: "zh-Hant-TW",
    name: "街口支付",
    tag: "沙盒 sandbox",
    body: html`<section class="card" id="error"><h1>找不到付款</h1><p>連結不正確，請回到商店重新付款。</p><p class="soft">This link leads to no payment. Please go back to the shop.</p></section>`,
  })
}

/** Placeholder for the QR code, labelled as such: no phone could read it. */
export function qrPicture({ entry }: Order): string {
  const name = entry.orderId.replace(/[^\w-]/g, "·")
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 200" width="200" height="200" font-family="sans-serif" text-anchor="middle">
<rect width="200" height="200" fill="#fff"/><rect x="8" y="8" width="184" height="184" rx="14" fill="none" stroke="#1d2421" stroke-dasharray="6 6"/>
<text x="100" y="92" font-size="16">沙盒 QR code</text><text x="100" y="116" font-size="10">open payment_url instead</text>
<text x="100" y="136" font-size="9">${name.slice(0, 36)}</text></svg>`
}
