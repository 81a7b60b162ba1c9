import { html, raw } from "hono/html"
import { type Say, sayIn } from "../../../core/buyer-page.js"
import { cardForm, confirmButton, otpForm, wrongPassword } from "../../../core/card-form.js"
import type { Html } from "../../../core/ui.js"
import { grouped, OTP, type TestCard } from "../model/cards.js"
import type { Method } from "../model/methods.js"
import type { Trade } from "../model/trade.js"
import { messageOf } from "../wire/codes.js"
import { backLink, orderPage, otherMethods, pathOf } from "./frame.js"

/** How a card may be declined, with an English text. */
const DECLINES: readonly (readonly [code: string, en: string])[] = [
  ["MPG03009", "Declined by the bank"],
  ["MPG02006", "Acquirer's error"],
  ["MPG05002", "Card not supported"],
  ["MPG05003", "Term not supported"],
  ["MPG05004", "Issuer takes no such term"],
  ["MPG05005", "Suspicious transaction"],
]

const silence = (say: Say) =>
  html`<button name="press" value="silent">${say("銀行沒有回應", "The bank is silent")}</button>`

/** The card form. One click fills in a test card; other buttons simulate each decline. */
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
    cardForm(
      {
        say,
        action: pathOf(trade, "card"),
        labels: {
          number: say("信用卡卡號", "Card number"),
          expiry: say("有效月年", "Expiry"),
          code: say("背面末三碼", "CVV"),
          pay: say("確認送出", "Pay now"),
        },
        placeholder: grouped(sample?.number ?? ""),
        code: { name: "cvv", sample: "222" },
        fields: html`${termChoice(trade, terms, say)}${rememberChoice(trade, say)}${emailField(trade, say)}`,
        cards: cards.map((card) => ({ ...card, number: grouped(card.number) })),
        note: say("請勿輸入真實卡號。", "Never enter a real card."),
        outcomes: html`${declines(method, say)}${silence(say)}`,
        below: html`${otherMethods(trade, say)}${backLink(trade, say)}`,
        scrolls: true,
      },
      now,
    ),
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
  return orderPage(
    trade,
    say("銀行 3-D 驗證", "Your bank: 3-D Secure"),
    otpForm({
      say,
      action: pathOf(trade, "otp"),
      field: "otp",
      autocomplete: "one-time-code",
      intro: html`<p class="notice">${say("驗證碼已傳送到您的手機。測試驗證碼：", "A password was sent to your phone. For tests: ")}<strong>${OTP}</strong></p>`,
      mistake: wrongPassword(trade.otpTries, say),
      buttons: confirmButton(say),
      outcomes: html`<button name="press" value="fail">${say("驗證失敗", "Fail 3-D")}</button>${silence(say)}`,
    }),
  )
}
