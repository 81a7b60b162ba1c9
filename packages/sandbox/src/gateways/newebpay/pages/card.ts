import { html, raw } from "hono/html"
import { type Say, sayIn, simulateBox } from "../../../core/buyer-page.js"
import { wallClock } from "../../../core/taipei.js"
import type { Html } from "../../../core/ui.js"
import { grouped, OTP, type TestCard } from "../model/cards.js"
import type { Method } from "../model/methods.js"
import type { Trade } from "../model/trade.js"
import { messageOf } from "../wire/codes.js"
import { backLink, orderPage, otherMethods, pathOf } from "./frame.js"

const FILL = `
for (const card of document.querySelectorAll("[data-number]")) card.addEventListener("click", () => {
  const form = document.getElementById("card-form")
  form.number.value = card.dataset.number
  form.expiry.value = card.dataset.expiry
  form.cvv.value = "222"
  form.scrollIntoView({ block: "start", behavior: "smooth" })
})`

/** How a card may be declined, and what an English reader makes of it. */
const DECLINES: readonly (readonly [code: string, en: string])[] = [
  ["MPG03009", "Declined by the bank"],
  ["MPG02006", "Acquirer's error"],
  ["MPG05002", "Card not supported"],
  ["MPG05003", "Term not supported"],
  ["MPG05004", "Issuer takes no such term"],
  ["MPG05005", "Suspicious transaction"],
]

const otherOutcomes = (say: Say) => say("沙盒：模擬其他結果", "Sandbox: other outcomes")
const silence = (say: Say) =>
  html`<button name="press" value="silent">${say("銀行沒有回應", "The bank is silent")}</button>`

/** The card form, filled with a test card by one click; buttons for each way to be declined. */
export function cardPage(
  trade: Trade,
  method: Method,
  cards: readonly TestCard[],
  terms: readonly string[],
  now: Date,
) {
  const say = sayIn(trade.language)
  const [sample] = cards
  return orderPage(
    trade,
    say(method.zh, method.en),
    html`<form id="card-form" method="post" action="${pathOf(trade, "card")}" autocomplete="off"><section class="card">
<label for="number">${say("信用卡卡號", "Card number")}</label>
<input id="number" name="number" inputmode="numeric" autocomplete="off" placeholder="${grouped(sample?.number ?? "")}">
<div class="pair">
<div><label for="expiry">${say("有效月年", "Expiry")}</label><input id="expiry" name="expiry" inputmode="numeric" autocomplete="off" placeholder="MM/YY"></div>
<div><label for="cvv">${say("背面末三碼", "CVV")}</label><input id="cvv" name="cvv" inputmode="numeric" autocomplete="off" placeholder="222"></div>
</div>
${termChoice(trade, terms, say)}${rememberChoice(trade, say)}${emailField(trade, say)}
<button class="main" name="press" value="pay">${say("確認送出", "Pay now")}</button>
</section>
<section class="card">${testCards(cards, now, say)}</section>
${simulateBox(otherOutcomes(say), html`<div class="grid">${declines(method, say)}${silence(say)}</div>`)}
</form>${otherMethods(trade, say)}${backLink(trade, say)}<script>${raw(FILL)}</script>`,
  )
}

function termChoice(trade: Trade, terms: readonly string[], say: Say): Html | "" {
  if (terms.length === 0) return ""
  const options = terms.map(
    (term) =>
      html`<option value="${term}">${term} ${say("期", "months")} × NT$${Math.floor(trade.amount / Number(term))}</option>`,
  )
  return html`<label for="term">${say("分期期數", "Instalments")}</label><select id="term" name="term">${options}</select>`
}

function rememberChoice({ order }: Trade, say: Say): Html | "" {
  if (!order.TokenTerm) return ""
  return html`<label for="remember">${say("記住這張卡", "Remember this card")}</label><select id="remember" name="remember">
<option value="0">${say("不記住", "Do not remember")}</option><option value="1">${say("記住", "Remember")}</option></select>`
}

function emailField({ order }: Trade, say: Say): Html {
  const locked = order.EmailModify === "0" ? raw(" readonly") : ""
  return html`<label for="email">${say("付款人電子信箱", "Your e-mail")}</label>
<input id="email" name="email" inputmode="email" autocomplete="off" value="${order.Email ?? ""}"${locked}>`
}

function testCards(cards: readonly TestCard[], now: Date, say: Say): Html {
  const expiry = `12/${String(wallClock(now).year + 1).slice(2)}`
  const rows = cards.map(
    ({ number, zh, en }) => html`<tr><td>${grouped(number)}<br><span class="soft">${say(zh, en)}</span></td>
<td class="number"><button type="button" data-number="${grouped(number)}" data-expiry="${expiry}">${say("填入", "Fill in")}</button></td></tr>`,
  )
  return html`<h2>${say("測試卡號", "Test cards")}</h2><table><tbody>${rows}</tbody></table>
<p class="soft">${say("請勿輸入真實卡號。", "Never enter a real card.")}</p>`
}

const TERM_CODES = ["MPG05003", "MPG05004"]

function declines({ id }: Method, say: Say): Html[] {
  return DECLINES.filter(([code]) => id === "InstFlag" || !TERM_CODES.includes(code)).map(([code, en]) => {
    const zh = code === "MPG03009" ? "銀行拒絕" : messageOf(code)
    return html`<button name="press" value="${code}">${say(zh, en)}</button>`
  })
}

/** The bank's 3-D page, where P3D=1. */
export function threeDPage(trade: Trade): Html {
  const say = sayIn(trade.language)
  const again = trade.otpTries > 0 ? say("驗證碼錯誤，請再輸入一次。", "Wrong password, please try again.") : ""
  return orderPage(
    trade,
    say("銀行 3-D 驗證", "Your bank: 3-D Secure"),
    html`<form id="otp-form" method="post" action="${pathOf(trade, "otp")}" autocomplete="off"><section class="card">
<p class="notice">${say("驗證碼已傳送到您的手機。測試驗證碼：", "A password was sent to your phone. For tests: ")}<strong>${OTP}</strong></p>
<label for="otp">${say("簡訊驗證碼", "One-time password")}</label>
<input id="otp" name="otp" inputmode="numeric" autocomplete="one-time-code" aria-describedby="otp-error">
<p id="otp-error" class="error" role="alert">${again}</p>
<button class="main" name="press" value="confirm">${say("確認", "Confirm")}</button></section>
${simulateBox(
  otherOutcomes(say),
  html`<div class="grid"><button name="press" value="fail">${say("驗證失敗", "Fail 3-D")}</button>${silence(say)}</div>`,
)}</form>`,
  )
}
