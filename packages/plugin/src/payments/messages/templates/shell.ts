import { inHtml, link } from "./in-html"

/** How a letter looks like the shop. */
export interface Shop {
  readonly name: string | null
  /** Address of a picture; mail programs may not show it, so the name stands beside it. */
  readonly logo: string | null
  /** A CSS colour on which white letters can be read. */
  readonly color: string | null
}

export interface ShellParts {
  readonly locale: string
  readonly shop: Shop
  readonly subject: string
  readonly preheader: string
  readonly title: string
  readonly body: string
  readonly footer: string
}

/** Mail programs that know dark mode read this; those that do not leave it out and keep what stands in each element. */
const STYLE = `:root{color-scheme:light dark;supported-color-schemes:light dark}
@media (prefers-color-scheme:dark){.tp-ground{background:#14171d!important}.tp-card{background:#1c2029!important}
.tp-ink{color:#eef0f4!important}.tp-soft{color:#9aa3b2!important}.tp-line{border-color:#343a46!important}.tp-box{background:#262b36!important}}
@media (max-width:480px){.tp-pad{padding:28px 20px!important}.tp-ground{padding:12px 8px!important}}`

const FONT =
  "-apple-system,'Segoe UI',Roboto,Helvetica,Arial,'PingFang TC','Noto Sans TC','Noto Sans CJK TC','Microsoft JhengHei',sans-serif"
const TABLE = 'role="presentation" cellpadding="0" cellspacing="0" border="0"'

/** The page around a letter: tables, since Outlook knows nothing else, with all that matters written into each element. */
export function shell({ locale, shop, subject, preheader, title, body, footer }: ShellParts): string {
  return `<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">
<title>${inHtml(subject)}</title><style>${STYLE}</style></head>
<body class="tp-ground" style="margin:0;padding:0;background:#f6f5f1">
<div style="display:none;max-height:0;overflow:hidden;font-size:1px;color:#f6f5f1">${inHtml(preheader)}${"&#8199;&#847; ".repeat(40)}</div>
<table ${TABLE} width="100%"><tr><td class="tp-ground" align="center" bgcolor="#f6f5f1" style="padding:32px 12px;font-family:${FONT}">
<!--[if mso]><table ${TABLE} width="560"><tr><td><![endif]-->
<table ${TABLE} width="100%" style="max-width:560px"><tr><td class="tp-card tp-pad" bgcolor="#ffffff" align="left"
  style="padding:36px 40px;border-radius:16px;border-top:4px solid ${inHtml(shop.color ?? "#0f7a5f")}">
${headHtml(shop)}<h1 class="tp-ink" style="margin:0 0 16px;color:#1d2433;font-size:22px;line-height:1.4">${inHtml(title)}</h1>
${body}
</td></tr><tr><td class="tp-soft" align="center" style="padding:20px 24px;color:#667085;font-size:12px;line-height:1.7">${footHtml(shop, footer)}</td></tr></table>
<!--[if mso]></td></tr></table><![endif]-->
</td></tr></table></body></html>`
}

function headHtml({ name, logo }: Shop): string {
  const picture = logo
    ? `<img src="${inHtml(link(logo))}" alt="" height="32" style="height:32px;border:0;vertical-align:middle;margin-right:10px">`
    : ""
  if (!name && !picture) return ""
  return `<p class="tp-soft" style="margin:0 0 24px;color:#667085;font-size:15px;font-weight:600">${picture}<span
  style="vertical-align:middle">${inHtml(name ?? "")}</span></p>\n`
}

function footHtml({ name }: Shop, footer: string): string {
  return [name, footer].flatMap((line) => (line ? [inHtml(line)] : [])).join("<br>")
}
