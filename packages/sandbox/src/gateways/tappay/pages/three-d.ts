import { html } from "hono/html"
import { sayIn } from "../../../core/buyer-page.js"
import { otpForm, wrongPassword } from "../../../core/card-form.js"
import type { Html } from "../../../core/ui.js"
import { maskedNumber, OTP } from "../model/cards.js"
import type { Trade } from "../model/trade.js"
import { OTP_VALIDATE } from "../wire/paths.js"
import { payerPage, urlId } from "./frame.js"

/** The bank's 3-D Secure page. The real stage prints the password, too, and has Submit and Cancel. */
export function threeDPage(trade: Trade): Html {
  const say = sayIn(trade.language)
  return payerPage(
    trade,
    say("銀行 3D 驗證", "Your bank: 3-D Secure"),
    otpForm({
      say,
      action: OTP_VALIDATE,
      field: "pin",
      autocomplete: "one-time-code",
      hidden: html`${urlId(trade)}`,
      intro: html`<dl>
<dt>${say("卡號", "Card")}</dt><dd>${trade.card ? maskedNumber(trade.card.number) : ""}</dd></dl>
<p class="notice">${say("驗證碼已傳送到您的手機。測試驗證碼：", "A password was sent to your phone. For tests: ")}<strong>${OTP}</strong></p>`,
      mistake: wrongPassword(trade.wrongPins, say),
      buttons: html`<button class="main" name="press" value="submit">${say("送出", "Submit")}</button>
<button name="press" value="cancel">${say("取消", "Cancel")}</button>`,
      outcomes: html`<button name="press" value="approve-and-close">${say("驗證成功後關閉視窗", "Pass, then close the window")}</button>
<button name="press" value="10007">${say("驗證失敗", "Fail 3-D")}</button>
<button name="press" value="10003">${say("發卡行拒絕", "Declined by the bank")}</button>
<button name="press" value="10005">${say("銀行系統異常", "Bank system error")}</button>`,
    }),
  )
}
