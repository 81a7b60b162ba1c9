import { html, raw } from "hono/html"
import { type Say, sayIn, simulateBox } from "../../../core/buyer-page.js"
import { wallClock } from "../../../core/taipei.js"
import type { Html } from "../../../core/ui.js"
import { cardsFor, DECLINES, grouped } from "../model/test-cards.js"
import type { Tool } from "../model/tools.js"
import type { Trade } from "../model/trade.js"
import { backLink, pathOf, tradePage } from "./frame.js"

const FILL = `
for (const card of document.querySelectorAll("[data-number]")) card.addEventListener("click", () => {
  const form = document.getElementById("card-form")
  form.number.value = card.dataset.number
  form.expiry.value = card.dataset.expiry
  form.cvc.value = "123"
})`

/** The card form, filled with a test card by one click; buttons for each way to be declined. */
export function cardPage(trade: Trade, tool: Tool, periods: readonly string[], now: Date): Html {
  const say = sayIn(trade.language)
  return tradePage(
    trade,
    say(tool.zh, tool.en),
    html`<form id="card-form" method="post" action="${pathOf(trade, "card")}" autocomplete="off"><section class="card">
${trade.mistake ? html`<p class="error" role="alert">${say(...trade.mistake)}</p>` : ""}
<label for="number">${say("卡號", "Card number")}</label>
<input id="number" name="number" inputmode="numeric" autocomplete="off" placeholder="4147 6310 0000 0001">
<div class="pair">
<div><label for="expiry">${say("有效期限", "Expiry")}</label><input id="expiry" name="expiry" inputmode="numeric" autocomplete="off" placeholder="MM/YY"></div>
<div><label for="cvc">${say("安全碼", "CVC")}</label><input id="cvc" name="cvc" inputmode="numeric" autocomplete="off" placeholder="123"></div>
</div>
${periodChoice(tool, periods, say)}${mailField(trade, say)}${tokenNote(trade, say)}
<button class="main" name="press" value="pay">${say("確認付款", "Pay")}</button>
</section>
<section class="card">${testCards(tool, now, say)}</section>
${otherOutcomes(say)}
</form>${backLink(trade, say)}<script>${raw(FILL)}</script>`,
  )
}

function periodChoice({ id }: Tool, periods: readonly string[], say: Say): Html | "" {
  if (id !== "CreditInst") return ""
  const options = periods.map((period) => html`<option value="${period}">${period} ${say("期", "periods")}</option>`)
  return html`<label for="period">${say("分期期數", "Instalments")}</label><select id="period" name="period">${options}</select>`
}

/** UsrMailFix: the address stands and cannot be changed. */
function mailField({ order }: Trade, say: Say): Html {
  const fixed = order.UsrMailFix === "1" ? raw(" readonly") : ""
  return html`<label for="mail">${say("電子信箱", "E-mail")}</label>
<input id="mail" name="mail" type="email" autocomplete="off" value="${order.UsrMail ?? ""}"${fixed}>`
}

function tokenNote({ order }: Trade, say: Say): Html | "" {
  if (!order.CreditToken) return ""
  return html`<p class="soft">${say("付款成功後，這張卡片會與商店約定，供日後使用。", "Once paid, this card is kept for later payments at this shop.")}</p>`
}

function testCards(tool: Tool, now: Date, say: Say): Html {
  const expiry = `12/${String(wallClock(now).year + 1).slice(2)}`
  const rows = cardsFor(tool.id).map(
    ({ number, zh, en }) => html`<tr><td>${grouped(number)}<br><span class="soft">${say(zh, en)}</span></td>
<td class="number"><button type="button" data-number="${grouped(number)}" data-expiry="${expiry}">${say("填入", "Fill in")}</button></td></tr>`,
  )
  return html`<h2>${say("測試卡號", "Test cards")}</h2><table><tbody>${rows}</tbody></table>
<p class="soft">${say("請勿輸入真實卡號。有效期限填未來月份，安全碼任意。", "Never enter a real card. Any later month and any CVC will do.")}</p>`
}

function otherOutcomes(say: Say): Html {
  const declines = Object.entries(DECLINES).map(
    ([code, [zh, en]]) => html`<button name="press" value="${code}">${say(zh, en)}</button>`,
  )
  return simulateBox(
    say("沙盒：模擬其他結果", "Sandbox: other outcomes"),
    html`<div class="grid">${declines}<button name="press" value="unknown">${say("銀行未回應", "The bank is silent")}</button></div>`,
  )
}

/** The bank's 3-D page, for orders that ask for it. */
export function bankCheckPage(trade: Trade): Html {
  const say = sayIn(trade.language)
  return tradePage(
    trade,
    say("銀行 3-D 驗證", "Your bank: 3-D Secure"),
    html`<form id="otp-form" method="post" action="${pathOf(trade, "otp")}" autocomplete="off"><section class="card">
<p>${say("驗證碼已傳送到您的手機。測試驗證碼：1234", "A password was sent to your phone. For tests: 1234")}</p>
<label for="otp">${say("簡訊驗證碼", "One-time password")}</label>
<input id="otp" name="otp" inputmode="numeric" autocomplete="off" aria-describedby="otp-error">
<p id="otp-error" class="error" role="alert">${trade.mistake ? say(...trade.mistake) : ""}</p>
<button class="main" name="press" value="confirm">${say("確認", "Confirm")}</button>
</section>
${simulateBox(say("沙盒：模擬其他結果", "Sandbox: other outcomes"), html`<div class="grid"><button name="press" value="fail">${say("驗證失敗", "Fail 3-D")}</button></div>`)}</form>`,
  )
}
