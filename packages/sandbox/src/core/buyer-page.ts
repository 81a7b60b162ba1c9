import { html } from "hono/html"
import { type Html, page } from "./ui.js"

export type Language = "zh" | "en"
export type Say = (zh: string, en: string) => string

/** Picks the text in the buyer's language. */
export function sayIn(language: Language): Say {
  return (zh, en) => (language === "zh" ? zh : en)
}

/** The language of a buyer's browser; Chinese where it has none to tell, as programs have. */
export function languageOf(accepted: string | undefined): Language {
  return accepted === undefined || /^(zh\b|\*)/i.test(accepted) ? "zh" : "en"
}

interface BuyerPageParts {
  language: Language
  /** The gateway's name as buyers know it. */
  name: string
  title: string
  /** Where the button for the other language posts `language`. */
  languagePath: string
  order: string
  /** The price as displayed, with its currency. */
  price: string
  items: readonly string[]
  body: Html
}

/** A buyer's page: order summary and price, then `body`. */
export function buyerPage(parts: BuyerPageParts): Html {
  const { language, name, title, languagePath, body } = parts
  const say = sayIn(language)
  return page({
    title,
    lang: language === "zh" ? "zh-Hant-TW" : "en",
    name,
    tag: say("沙盒，不會扣款", "sandbox, no real money"),
    corner: languageForm(language, languagePath),
    body: html`${summary(parts, say)}<h1>${title}</h1>${body}`,
  })
}

function languageForm(language: Language, path: string): Html {
  const [other, label] = language === "zh" ? ["en", "English"] : ["zh", "中文"]
  return html`<form id="language" method="post" action="${path}"><button class="link" name="language" value="${other}">${label}</button></form>`
}

function summary({ order, price, items }: BuyerPageParts, say: Say): Html {
  return html`<section class="card" aria-label="${say("訂單", "Order")}">
<div class="sum"><span class="soft">${say("訂單編號", "Order")} ${order}</span><span class="amount">${price}</span></div>
<div class="soft">${items.map((item) => html`<div>${item}</div>`)}</div></section>`
}

/** The dashed box with buttons that the real page does not have. */
export function simulateBox(title: string, body: Html): Html {
  return html`<section class="card simulate"><h2>${title}</h2>${body}</section>`
}
