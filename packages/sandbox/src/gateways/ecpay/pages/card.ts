import { html, raw } from "hono/html"
import { wallClock } from "../../../core/taipei.js"
import type { Html } from "../../../core/ui.js"
import { cardsFor, grouped } from "../model/test-cards.js"
import type { Trade } from "../model/trade.js"
import { CARD_DECLINES, declineWords } from "./decline-words.js"
import { buyerPage, leaveForm, pathOf, type Say, sayIn, simulateBox } from "./frame.js"

const otherOutcomes = (say: Say) => say("沙盒：模擬其他結果", "Sandbox: other outcomes")

const FILL = `
for (const card of document.querySelectorAll("[data-number]")) card.addEventListener("click", () => {
  const form = document.getElementById("card-form")
  form.number.value = card.dataset.number
  form.expiry.value = card.dataset.expiry
  form.cvv.value = "222"
})`

/** The card form, filled with a test card by one click; buttons for each way to be declined. */
export function cardPage(trade: Trade, periods: readonly string[], now: Date): Html {
  const say = sayIn(trade.language)
  return buyerPage(
    trade,
    trade.order.UnionPay === "1" ? say("銀聯卡付款", "Pay by UnionPay") : say("信用卡付款", "Pay by card"),
    html`<form id="card-form" method="post" action="${pathOf(trade, "card")}" autocomplete="off"><section class="card">
<label for="number">${say("卡號", "Card number")}</label>
<input id="number" name="number" inputmode="numeric" autocomplete="off" placeholder="4311-9522-2222-2222">
<div class="pair">
<div><label for="expiry">${say("有效期限", "Expiry")}</label><input id="expiry" name="expiry" inputmode="numeric" autocomplete="off" placeholder="MM/YY"></div>
<div><label for="cvv">${say("安全碼", "CVV")}</label><input id="cvv" name="cvv" inputmode="numeric" autocomplete="off" placeholder="222"></div>
</div>
${periodChoice(periods, say)}${redeemChoice(trade, say)}
<button class="main" name="press" value="pay">${say("確認付款", "Pay")}</button>
</section>
<section class="card">${testCards(trade, now, say)}</section>
${simulateBox(otherOutcomes(say), html`<div class="grid">${declines(say)}</div>`)}
</form>${leaveForm(trade, say)}<script>${raw(FILL)}</script>`,
  )
}

function periodChoice(periods: readonly string[], say: Say): Html | "" {
  if (periods.length === 0) return ""
  const options = periods.map((period) => html`<option value="${period}">${period} ${say("期", "periods")}</option>`)
  return html`<label for="installment">${say("分期期數", "Instalments")}</label><select id="installment" name="installment">${options}</select>`
}

function redeemChoice(trade: Trade, say: Say): Html | "" {
  if (trade.order.Redeem !== "Y") return ""
  return html`<label for="redeem">${say("紅利折抵", "Bonus points")}</label><select id="redeem" name="redeem">
<option value="N">${say("不使用", "Do not use")}</option><option value="Y">${say("折抵一成", "Cover a tenth")}</option></select>`
}

function testCards(trade: Trade, now: Date, say: Say): Html {
  const expiry = `12/${String(wallClock(now).year + 1).slice(2)}`
  const rows = cardsFor(trade).map(
    (card) => html`<tr><td>${grouped(card.number)}<br><span class="soft">${say(card.zh, card.en)}</span></td>
<td class="number"><button type="button" data-number="${grouped(card.number)}" data-expiry="${expiry}">${say("填入", "Fill in")}</button></td></tr>`,
  )
  return html`<h2>${say("測試卡號", "Test cards")}</h2><table><tbody>${rows}</tbody></table>
<p class="soft">${say("請勿輸入真實卡號。3-D 驗證碼是 1234。", "Never enter a real card. The 3-D password is 1234.")}</p>`
}

function declines(say: Say): Html[] {
  const buttons = CARD_DECLINES.map(
    (code) => html`<button name="press" value="${code}">${declineWords(code, say)}</button>`,
  )
  return [...buttons, html`<button name="press" value="10300066">${say("結果待確認", "Result pending")}</button>`]
}

/** The bank's 3-D page. */
export function threeDPage(trade: Trade): Html {
  const say = sayIn(trade.language)
  const again = trade.otpTries > 0 ? say("驗證碼錯誤，請再輸入一次。", "Wrong password, please try again.") : ""
  return buyerPage(
    trade,
    say("銀行 3-D 驗證", "Your bank: 3-D Secure"),
    html`<form id="otp-form" method="post" action="${pathOf(trade, "otp")}" autocomplete="off"><section class="card">
<p>${say("驗證碼已傳送到您的手機。測試驗證碼：1234", "A password was sent to your phone. For tests: 1234")}</p>
<label for="otp">${say("簡訊驗證碼", "One-time password")}</label>
<input id="otp" name="otp" inputmode="numeric" autocomplete="off" aria-describedby="otp-error">
<p id="otp-error" class="error" role="alert">${again}</p>
<button class="main" name="press" value="confirm">${say("確認", "Confirm")}</button>
</section>
${simulateBox(
  otherOutcomes(say),
  html`<div class="grid"><button name="press" value="fail">${say("驗證失敗", "Fail 3-D")}</button>
<button name="press" value="abandon">${say("放棄驗證", "Abandon 3-D")}</button></div>`,
)}</form>`,
  )
}
