import { html, raw } from "hono/html"
import { type Say, sayIn } from "../../../core/buyer-page.js"
import { cardForm, confirmButton, otpForm } from "../../../core/card-form.js"
import type { Html } from "../../../core/ui.js"
import { cardsFor, DECLINES, grouped } from "../model/test-cards.js"
import type { Tool } from "../model/tools.js"
import type { Trade } from "../model/trade.js"
import { backLink, pathOf, tradePage } from "./frame.js"

/** The card form. One click fills in a test card; other buttons simulate each decline. */
export function cardPage(trade: Trade, tool: Tool, periods: readonly string[], now: Date): Html {
  const say = sayIn(trade.language)
  return tradePage(
    trade,
    say(tool.zh, tool.en),
    cardForm(
      {
        say,
        action: pathOf(trade, "card"),
        labels: {
          number: say("卡號", "Card number"),
          expiry: say("有效期限", "Expiry"),
          code: say("安全碼", "CVC"),
          pay: say("確認付款", "Pay"),
        },
        placeholder: "4147 6310 0000 0001",
        code: { name: "cvc", sample: "123" },
        mistake: trade.mistake ? html`<p class="error" role="alert">${say(...trade.mistake)}</p>\n` : "",
        fields: html`${periodChoice(tool, periods, say)}${mailField(trade, say)}${tokenNote(trade, say)}`,
        cards: cardsFor(tool.id).map((card) => ({ ...card, number: grouped(card.number) })),
        note: say(
          "請勿輸入真實卡號。有效期限填未來月份，安全碼任意。",
          "Never enter a real card. Any later month and any CVC will do.",
        ),
        outcomes: html`${declines(say)}<button name="press" value="unknown">${say("銀行未回應", "The bank is silent")}</button>`,
        below: html`${backLink(trade, say)}`,
      },
      now,
    ),
  )
}

function periodChoice({ id }: Tool, periods: readonly string[], say: Say): Html | "" {
  if (id !== "CreditInst") return ""
  const options = periods.map((period) => html`<option value="${period}">${period} ${say("期", "periods")}</option>`)
  return html`<label for="period">${say("分期期數", "Instalments")}</label><select id="period" name="period">${options}</select>`
}

/** UsrMailFix: the address is read-only. */
function mailField({ order }: Trade, say: Say): Html {
  const fixed = order.UsrMailFix === "1" ? raw(" readonly") : ""
  return html`<label for="mail">${say("電子信箱", "E-mail")}</label>
<input id="mail" name="mail" type="email" autocomplete="off" value="${order.UsrMail ?? ""}"${fixed}>`
}

function tokenNote({ order }: Trade, say: Say): Html | "" {
  if (!order.CreditToken) return ""
  return html`<p class="soft">${say("付款成功後，這張卡片會與商店約定，供日後使用。", "Once paid, this card is kept for later payments at this shop.")}</p>`
}

function declines(say: Say): Html[] {
  return Object.entries(DECLINES).map(
    ([code, [zh, en]]) => html`<button name="press" value="${code}">${say(zh, en)}</button>`,
  )
}

/** The bank's 3-D page, for orders that request it. */
export function bankCheckPage(trade: Trade): Html {
  const say = sayIn(trade.language)
  return tradePage(
    trade,
    say("銀行 3-D 驗證", "Your bank: 3-D Secure"),
    otpForm({
      say,
      action: pathOf(trade, "otp"),
      field: "otp",
      autocomplete: "off",
      intro: html`<p>${say("驗證碼已傳送到您的手機。測試驗證碼：1234", "A password was sent to your phone. For tests: 1234")}</p>`,
      mistake: trade.mistake ? say(...trade.mistake) : "",
      buttons: confirmButton(say),
      outcomes: html`<button name="press" value="fail">${say("驗證失敗", "Fail 3-D")}</button>`,
    }),
  )
}
