import { html } from "hono/html"
import { type Say, sayIn } from "../../../core/buyer-page.js"
import { cardForm, confirmButton, otpForm, wrongPassword } from "../../../core/card-form.js"
import type { Html } from "../../../core/ui.js"
import { cardsFor, grouped } from "../model/test-cards.js"
import type { Trade } from "../model/trade.js"
import { CARD_DECLINES, declineMessage } from "./decline-messages.js"
import { leaveForm, orderPage, pathOf } from "./frame.js"

/** The card form. One click fills in a test card; other buttons simulate each decline. */
export function cardPage(trade: Trade, periods: readonly string[], now: Date): Html {
  const say = sayIn(trade.language)
  return orderPage(
    trade,
    trade.order.UnionPay === "1" ? say("銀聯卡付款", "Pay by UnionPay") : say("信用卡付款", "Pay by card"),
    cardForm(
      {
        say,
        action: pathOf(trade, "card"),
        labels: {
          number: say("卡號", "Card number"),
          expiry: say("有效期限", "Expiry"),
          code: say("安全碼", "CVV"),
          pay: say("確認付款", "Pay"),
        },
        placeholder: "4311-9522-2222-2222",
        code: { name: "cvv", sample: "222" },
        fields: html`${periodChoice(periods, say)}${redeemChoice(trade, say)}`,
        cards: cardsFor(trade).map((card) => ({ ...card, number: grouped(card.number) })),
        note: say("請勿輸入真實卡號。3-D 驗證碼是 1234。", "Never enter a real card. The 3-D password is 1234."),
        outcomes: html`${declines(say)}`,
        below: leaveForm(trade, say),
      },
      now,
    ),
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

function declines(say: Say): Html[] {
  const buttons = CARD_DECLINES.map(
    (code) => html`<button name="press" value="${code}">${declineMessage(code, say)}</button>`,
  )
  return [...buttons, html`<button name="press" value="10300066">${say("結果待確認", "Result pending")}</button>`]
}

/** The bank's 3-D page. */
export function threeDPage(trade: Trade): Html {
  const say = sayIn(trade.language)
  return orderPage(
    trade,
    say("銀行 3-D 驗證", "Your bank: 3-D Secure"),
    otpForm({
      say,
      action: pathOf(trade, "otp"),
      field: "otp",
      autocomplete: "off",
      intro: html`<p>${say("驗證碼已傳送到您的手機。測試驗證碼：1234", "A password was sent to your phone. For tests: 1234")}</p>`,
      mistake: wrongPassword(trade.otpTries, say),
      buttons: confirmButton(say),
      outcomes: html`<button name="press" value="fail">${say("驗證失敗", "Fail 3-D")}</button>
<button name="press" value="abandon">${say("放棄驗證", "Abandon 3-D")}</button>`,
    }),
  )
}
