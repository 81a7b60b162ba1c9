import { randomBytes } from "node:crypto"
import type { Form } from "../../toolkit/contract/gateway"
import type { LocalText } from "../../toolkit/text"

/** A page with the policy that lets it do only what it does. */
export interface Page {
  readonly html: string
  readonly policy: string
}

const STYLE = `
  :root { color-scheme: light dark; --ink: #1d2433; --soft: #667085; --ground: #f6f5f1; --card: #fff; --accent: #0f7a5f; --on-accent: #fff }
  @media (prefers-color-scheme: dark) { :root { --ink: #eef0f4; --soft: #9aa3b2; --ground: #14171d; --card: #1c2029; --accent: #3fbf97; --on-accent: #0c1f19 } }
  * { box-sizing: border-box; margin: 0 }
  body { min-height: 100vh; display: grid; place-items: center; padding: 24px; background: var(--ground); color: var(--ink);
    font: 16px/1.7 system-ui, "PingFang TC", "Noto Sans TC", "Noto Sans CJK TC", "Microsoft JhengHei", sans-serif }
  main { width: 100%; max-width: 380px; padding: 44px 32px; background: var(--card); border-radius: 20px; text-align: center;
    box-shadow: 0 1px 2px rgb(0 0 0 / .05), 0 16px 40px rgb(0 0 0 / .06) }
  h1 { font-size: 20px; font-weight: 650; letter-spacing: .02em }
  p { margin-top: 8px; color: var(--soft); font-size: 15px }
  button, .button { display: block; width: 100%; margin-top: 28px; padding: 14px 20px; border: 0; border-radius: 12px; background: var(--accent); color: var(--on-accent); font: inherit; font-weight: 600; text-decoration: none; cursor: pointer }
  button:focus-visible, .button:focus-visible { outline: 3px solid color-mix(in srgb, var(--accent) 40%, transparent); outline-offset: 2px }
  .dots { display: flex; justify-content: center; gap: 8px; margin-bottom: 24px }
  .dots i { width: 10px; height: 10px; border-radius: 50%; background: var(--accent); animation: rise 1.2s infinite ease-in-out }
  .dots i:nth-child(2) { animation-delay: .15s } .dots i:nth-child(3) { animation-delay: .3s }
  @keyframes rise { 0%, 60%, 100% { opacity: .25; transform: none } 30% { opacity: 1; transform: translateY(-5px) } }
  @media (prefers-reduced-motion: reduce) { .dots i { animation: none } }`

const LEAVING = {
  title: { en: "Taking you to the payment page", "zh-TW": "正在前往付款頁面" },
  hint: { en: "If nothing happens, press the button.", "zh-TW": "若頁面沒有自動跳轉，請按下方按鈕。" },
  button: { en: "Continue to payment", "zh-TW": "前往付款" },
}

/**
 * The form that takes the buyer to the gateway, where it may be sent on to other hosts, which the policy holds against this page: posts itself, and has a button where scripts are off.
 */
export function startPage(form: Form, locale: keyof LocalText): Page {
  const inputs = Object.entries(form.fields).map(
    ([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`,
  )
  const body = `<div class="dots" aria-hidden="true"><i></i><i></i><i></i></div>
    <h1>${LEAVING.title[locale]}</h1><p>${LEAVING.hint[locale]}</p>
    <form id="departure" method="post" action="${escapeHtml(form.action)}" accept-charset="utf-8">${inputs.join("")}
    <button type="submit">${LEAVING.button[locale]}</button></form>`
  return page(locale, LEAVING.title[locale], body, {
    script: `document.getElementById("departure").submit()`,
    formAction: new URL(form.action).protocol,
  })
}

export const NOTICES = {
  unknown: {
    title: { en: "This payment link is not valid", "zh-TW": "找不到這筆付款" },
    text: {
      en: "The cart may have changed since. Please go back to the shop and check out again.",
      "zh-TW": "購物車內容可能已變更，請回到商店重新結帳。",
    },
  },
  "too many": {
    title: { en: "Too many attempts", "zh-TW": "嘗試次數過多" },
    text: {
      en: "Please wait ten minutes, then try again. You were not charged.",
      "zh-TW": "請稍候十分鐘再試，您尚未被扣款。",
    },
  },
  unreachable: {
    title: { en: "The payment page cannot be reached", "zh-TW": "暫時無法前往付款頁面" },
    text: { en: "Please try again in a moment. You were not charged.", "zh-TW": "請稍後再試一次，您尚未被扣款。" },
    again: true,
  },
  unexpected: {
    title: { en: "Something went wrong", "zh-TW": "系統暫時發生問題" },
    text: {
      en: "Please try again in a moment. If you have paid already, do not pay again: the shop will learn of your payment.",
      "zh-TW": "請稍後再試一次。若您已完成付款，請勿重複付款，商店會收到付款結果。",
    },
    again: true,
  },
} as const

export type Notice = keyof typeof NOTICES

/** The same for a program. */
export function noticeWords(kind: Notice): string {
  const { title, text } = NOTICES[kind]
  return `${title.en}. ${text.en}`
}

const AGAIN = { en: "Try again", "zh-TW": "再試一次" }

/** A page for a buyer who cannot go on: in their language, with the other one below, for a guess may be wrong. */
export function noticePage(kind: Notice, locale: keyof LocalText = "zh-TW"): Page {
  const { title, text, ...more } = NOTICES[kind]
  const other = locale === "en" ? "zh-TW" : "en"
  const stop = other === "en" ? ". " : "。"
  const again = "again" in more ? `<a class="button" href="">${AGAIN[locale]}</a>` : ""
  const body = `<h1>${title[locale]}</h1><p>${text[locale]}</p><p lang="${other}">${title[other]}${stop}${text[other]}</p>${again}`
  return page(locale, title[locale], body, {})
}

export interface PageParts {
  readonly script?: string
  readonly formAction?: string
  readonly style?: string
  /** The only place that pictures may come from. */
  readonly pictures?: string
}

export function page(
  locale: keyof LocalText,
  title: string,
  body: string,
  { script, formAction, style = "", pictures }: PageParts,
): Page {
  const nonce = randomBytes(16).toString("base64")
  const html = `<!doctype html><html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="robots" content="noindex"><title>${escapeHtml(title)}</title><style nonce="${nonce}">${STYLE}${style}</style></head>
    <body><main>${body}</main>${script ? `<script nonce="${nonce}">${script}</script>` : ""}</body></html>`
  const policy = [
    "default-src 'none'",
    `style-src 'nonce-${nonce}'`,
    script ? `script-src 'nonce-${nonce}'` : "script-src 'none'",
    `form-action ${formAction ?? "'none'"}`,
    ...(pictures ? [`img-src ${pictures}`] : []),
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ]
  return { html, policy: policy.join("; ") }
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
