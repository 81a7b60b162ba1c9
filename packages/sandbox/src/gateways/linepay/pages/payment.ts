import { html } from "hono/html"
import { buyerPage, type Say, sayIn, simulateBox } from "../../../core/buyer-page.js"
import { dollars, type Html, page } from "../../../core/ui.js"
import type { Payment, PaymentState } from "../model/payment.js"
import { messageOf, REFUSALS } from "../wire/codes.js"
import { WAIT_PATH } from "../wire/paths.js"

/** The one page of a payment: choose and approve, or see the state. */
export function waitPage(payment: Payment): Html {
  const { order, language, state } = payment
  const say = sayIn(language)
  return buyerPage({
    language,
    name: "LINE Pay",
    title: titleOf(state, say),
    languagePath: pathOf(payment),
    order: order.orderId,
    price: order.currency === "TWD" ? dollars(order.amount) : `${order.currency} ${order.amount}`,
    items: order.packages.flatMap(({ products }) => products.map(({ name, quantity }) => `${name} × ${quantity}`)),
    body:
      state === "requested"
        ? choices(payment, say)
        : html`<section class="card"><p>${wordsOf(state, say)}</p></section>`,
  })
}

function pathOf({ reserveId }: Payment): string {
  return `${WAIT_PATH}?transactionReserveId=${reserveId}`
}

function choices(payment: Payment, say: Say): Html {
  const refusals = REFUSALS.map((code) => html`<option value="${code}">${code} ${messageOf(code)}</option>`)
  return html`<form id="line-pay-form" method="post" action="${pathOf(payment)}">
<section class="card">
<label for="source">${say("付款方式", "Pay with")}</label>
<select id="source" name="source">
<option value="card">${say("信用卡 VISA ****1111", "Credit card VISA ****1111")}</option>
<option value="card-points">${say("信用卡加 LINE POINTS 折抵", "Credit card and LINE POINTS")}</option>
<option value="balance">${say("iPASS MONEY 餘額", "iPASS MONEY balance")}</option>
</select>
<button class="main" name="press" value="approve">${say("付款", "Pay now")}</button>
<button name="press" value="cancel">${say("取消", "Cancel")}</button>
</section>
${simulateBox(
  say("模擬其他情況", "Simulate something else"),
  html`<div class="grid"><button name="press" value="approve-and-close">${say("付款後關閉視窗", "Pay, then close the window")}</button>
<button name="press" value="fail">${say("驗證失敗", "Fail to authenticate")}</button></div>
<label for="refusal">${say("商店確認付款時", "When the shop confirms")}</label>
<select id="refusal" name="refusal"><option value="">${say("成功", "It succeeds")}</option>${refusals}</select>`,
)}</form>`
}

function titleOf(state: PaymentState, say: Say): string {
  const titles: Readonly<Record<PaymentState, string>> = {
    requested: say("確認付款", "Approve the payment"),
    authenticated: say("驗證完成", "Authenticated"),
    canceled: say("已取消", "Cancelled"),
    expired: say("已逾時", "Out of time"),
    failed: say("付款失敗", "Not paid"),
    authorized: say("付款成功", "Paid"),
    captured: say("付款成功", "Paid"),
    voided: say("付款已取消", "Payment let go"),
    "expired-authorization": say("付款已取消", "Payment let go"),
  }
  return titles[state]
}

function wordsOf(state: PaymentState, say: Say): string {
  if (state === "authenticated") {
    return say(
      "商店尚未完成確認，您還沒有被扣款。現在可以關閉這個視窗。",
      "The shop has not confirmed yet and nothing has been charged. You may close this window now.",
    )
  }
  return say("這筆付款已結束，可以關閉這個視窗。", "This payment is over. You may close this window.")
}

/** For an unknown transactionReserveId. */
export function notFoundPage(): Html {
  return page({
    title: "LINE Pay",
    lang: "zh-Hant-TW",
    name: "LINE Pay",
    tag: "沙盒 sandbox",
    body: html`<section class="card" id="error"><h1>找不到付款</h1><p>連結不正確，請回到商店重新付款。</p><p class="soft">This link leads to no payment. Please go back to the shop.</p></section>`,
  })
}
