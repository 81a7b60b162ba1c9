import { html, raw } from "hono/html"
import { type Say, simulateBox } from "./buyer-page.js"
import { wallClock } from "./taipei.js"
import type { Html } from "./ui.js"

/** A test card as the page lists it; `number` is grouped for reading. */
interface ListedCard {
  number: string
  zh: string
  en: string
}

/** What differs between gateways' card forms. Labels are in the buyer's language. */
interface CardFormParts {
  say: Say
  action: string
  labels: { number: string; expiry: string; code: string; pay: string }
  placeholder: string
  /** The field of the card's security code, and what fills it. */
  code: { name: "cvv" | "cvc"; sample: string }
  /** Shown above the fields: what was entered wrongly. */
  mistake?: Html | ""
  /** The gateway's own fields, below the security code. */
  fields: Html
  cards: readonly ListedCard[]
  /** The line below the test cards. */
  note: string
  /** Buttons for the other ways in which the payment may end. */
  outcomes: Html
  /** Links and forms below the card form. */
  below: Html
  /** Whether filling in a test card scrolls back to the form. */
  scrolls?: boolean
}

/** The card form. One click fills in a test card; other buttons simulate each decline. */
export function cardForm(parts: CardFormParts, now: Date): Html {
  const { say, action, labels, placeholder, code, mistake = "", fields, outcomes, below } = parts
  return html`<form id="card-form" method="post" action="${action}" autocomplete="off"><section class="card">
${mistake}<label for="number">${labels.number}</label>
<input id="number" name="number" inputmode="numeric" autocomplete="off" placeholder="${placeholder}">
<div class="pair">
<div><label for="expiry">${labels.expiry}</label><input id="expiry" name="expiry" inputmode="numeric" autocomplete="off" placeholder="MM/YY"></div>
<div><label for="${code.name}">${labels.code}</label><input id="${code.name}" name="${code.name}" inputmode="numeric" autocomplete="off" placeholder="${code.sample}"></div>
</div>
${fields}
<button class="main" name="press" value="pay">${labels.pay}</button>
</section>
<section class="card">${testCards(parts, now)}</section>
${otherOutcomes(say, outcomes)}
</form>${below}<script>${raw(fillScript(parts))}</script>`
}

function testCards({ cards, note, say }: CardFormParts, now: Date): Html {
  const expiry = `12/${String(wallClock(now).year + 1).slice(2)}`
  const rows = cards.map(
    ({ number, zh, en }) => html`<tr><td>${number}<br><span class="soft">${say(zh, en)}</span></td>
<td class="number"><button type="button" data-number="${number}" data-expiry="${expiry}">${say("填入", "Fill in")}</button></td></tr>`,
  )
  return html`<h2>${say("測試卡號", "Test cards")}</h2><table><tbody>${rows}</tbody></table>
<p class="soft">${note}</p>`
}

function fillScript({ code, scrolls }: CardFormParts): string {
  return `
for (const card of document.querySelectorAll("[data-number]")) card.addEventListener("click", () => {
  const form = document.getElementById("card-form")
  form.number.value = card.dataset.number
  form.expiry.value = card.dataset.expiry
  form.${code.name}.value = "${code.sample}"${scrolls ? '\n  form.scrollIntoView({ block: "start", behavior: "smooth" })' : ""}
})`
}

/** What differs between gateways' pages of the bank's 3-D check. */
interface OtpFormParts {
  say: Say
  action: string
  /** The name of the password's field. */
  field: "otp" | "pin"
  /** `one-time-code` lets a phone offer the password. */
  autocomplete: "off" | "one-time-code"
  /** Hidden fields, placed before the password. */
  hidden?: Html
  /** The bank's message: which card, and that a password was sent. */
  intro: Html
  /** Why the last try failed, or nothing. */
  mistake: string
  buttons: Html
  outcomes: Html
}

/** The form of the bank's 3-D page. */
export function otpForm(parts: OtpFormParts): Html {
  const { say, action, field, autocomplete, hidden = "", intro, mistake, buttons, outcomes } = parts
  return html`<form id="otp-form" method="post" action="${action}" autocomplete="off">${hidden}<section class="card">
${intro}
<label for="${field}">${say("簡訊驗證碼", "One-time password")}</label>
<input id="${field}" name="${field}" inputmode="numeric" autocomplete="${autocomplete}" aria-describedby="${field}-error">
<p id="${field}-error" class="error" role="alert">${mistake}</p>
${buttons}
</section>
${otherOutcomes(say, outcomes)}</form>`
}

/** The confirm button, for a 3-D page that has no other. */
export function confirmButton(say: Say): Html {
  return html`<button class="main" name="press" value="confirm">${say("確認", "Confirm")}</button>`
}

/** Says that the password was wrong, after at least one attempt. */
export function wrongPassword(tries: number, say: Say): string {
  return tries > 0 ? say("驗證碼錯誤，請再輸入一次。", "Wrong password, please try again.") : ""
}

function otherOutcomes(say: Say, buttons: Html): Html {
  return simulateBox(say("沙盒：模擬其他結果", "Sandbox: other outcomes"), html`<div class="grid">${buttons}</div>`)
}
