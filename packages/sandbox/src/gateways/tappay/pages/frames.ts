import { html } from "hono/html"
import { wallClock } from "../../../core/taipei.js"
import type { Html } from "../../../core/ui.js"
import { page } from "../../../core/ui.js"
import { TEST_CARDS } from "../model/cards.js"
import type { Method } from "../model/methods.js"
import { FRAMES } from "../wire/paths.js"

/** The hosted fields: their ids inside the frame, and what screen readers say. */
export const FIELDS: Readonly<Record<string, { id: string; label: string; autocomplete: string }>> = {
  number: { id: "cc-number", label: "卡號 Card number", autocomplete: "cc-number" },
  expiry: { id: "cc-exp", label: "有效期限 Expiry, MM/YY", autocomplete: "cc-exp" },
  ccv: { id: "cc-ccv", label: "安全碼 Security code", autocomplete: "cc-csc" },
}

/** One hosted field, unstyled: its style comes from the shop. `now` is the sandbox's clock, for checking the expiry. */
export function fieldFrame(kind: string, now: Date): Html {
  const field = FIELDS[kind] ?? { id: "", label: "", autocomplete: "" }
  const { year, month } = wallClock(now)
  return html`<!doctype html>
<html lang="zh-Hant-TW"><head><meta charset="utf-8"><title>${field.label}</title>
<style>html,body{height:100%;margin:0;background:transparent}
input{box-sizing:border-box;width:100%;height:100%;border:0;outline:0;padding:0;margin:0;background:transparent;font:16px system-ui,-apple-system,"Noto Sans TC",sans-serif;font-variant-numeric:tabular-nums}</style>
<style id="shop-style"></style></head>
<body data-kind="${kind}" data-input="${field.id}" data-today="${year * 100 + month}">
<input id="${field.id}" class="${kind}" inputmode="numeric" autocomplete="${field.autocomplete}" aria-label="${field.label}">
<script src="${FRAMES}/field.js"></script></body></html>`
}

/** The sheet of Apple Pay, Google Pay or Samsung Pay: the buyer chooses a card and approves, or cancels. */
export function sheetFrame(method: Method): Html {
  const options = TEST_CARDS.map(
    (card) =>
      html`<option value="${card.number}">${card.number.slice(-4)} · ${card.zh === card.en ? card.zh : `${card.zh} ${card.en}`}</option>`,
  )
  return page({
    title: method.zh,
    lang: "zh-Hant-TW",
    name: method.zh,
    tag: "沙盒 sandbox",
    body: html`<form id="sheet-form"><section class="card"><div class="sum"><span class="soft">付款 Pay</span><span class="amount" id="sheet-amount"></span></div>
<label for="card">卡片 Card</label><select id="card" name="card">${options}</select>
<button class="main" name="press" value="approve">確認付款 Approve</button>
<button name="press" value="cancel">取消 Cancel</button></section></form>
<script>document.body.dataset.slug = "${method.slug}"</script><script src="${FRAMES}/sheet.js"></script>`,
  })
}
