import { html, raw } from "hono/html"
import type { HtmlEscapedString } from "hono/utils/html"
import { STYLE } from "./style.js"

export type Html = HtmlEscapedString | Promise<HtmlEscapedString>

interface PageParts {
  title: string
  lang: string
  name: string
  tag: string
  body: Html
  wide?: boolean
  corner?: Html
}

/** A whole page in the sandbox's style. */
export function page({ title, lang, name, tag, body, wide, corner }: PageParts): Html {
  return html`<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${raw(STYLE)}</style>
</head>
<body class="${wide ? "wide" : ""}">
<header class="bar"><span class="name"><strong>${name}</strong> <span class="tag">${tag}</span></span>${corner ?? ""}</header>
<main>${body}</main>
</body>
</html>`
}

/** A form of hidden fields that submits itself; with a button for browsers without script. */
export function selfPostingForm(id: string, action: string, fields: Record<string, string>, label: string): Html {
  return html`<form id="${id}" method="post" action="${action}" data-auto-submit>
${hiddenFields(fields)}
<button class="main" data-action="continue">${label}</button>
</form>
<script>document.getElementById(${raw(JSON.stringify(id))}).submit()</script>`
}

export function hiddenFields(fields: Record<string, string>): Html[] {
  return Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)
}

/** `NT$1,060` */
export function dollars(amount: number): string {
  return `NT$${String(amount).replace(/\B(?=(\d{3})+$)/g, ",")}`
}
