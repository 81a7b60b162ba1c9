import { type LocalText, tidyText } from "../../../toolkit/text"
import { barcodesHtml } from "./barcode-cells"
import { inHtml, link } from "./in-html"
import { type Shop, shell } from "./shell"

export type Locale = keyof LocalText

/** What every template is told, whatever it is about. */
export interface Told {
  readonly locale: Locale
  readonly shop: Shop
  /** The number by which people know the order; null where there is none. */
  readonly orderNumber: number | null
}

/** As Medusa's notification module takes it. */
export interface Content {
  readonly subject: string
  readonly html: string
  readonly text: string
}

/** A part of a letter. Each is written twice, as HTML and as plain text, so that both say the same. */
export type Block =
  | { readonly kind: "text" | "small" | "heading" | "amount"; readonly text: string }
  | { readonly kind: "number"; readonly label: string; readonly text: string }
  | { readonly kind: "rows"; readonly rows: readonly (readonly [label: string, value: string])[] }
  | { readonly kind: "button" | "link"; readonly text: string; readonly href: string }
  | { readonly kind: "barcodes"; readonly codes: readonly string[] }

export interface Letter {
  readonly subject: string
  /** What a mail program shows beside the subject. */
  readonly preheader: string
  readonly title: string
  readonly blocks: readonly Block[]
  /** Why somebody gets it. */
  readonly footer: string
}

/** Writes a letter. Whatever stands in it, its subject is one line and its text is text. */
export function write(letter: Letter, { locale, shop }: Told): Content {
  const blocks = letter.blocks.filter((block) => block.kind !== "rows" || block.rows.length > 0)
  const subject = tidyText(letter.subject)
  const html = shell({ ...letter, subject, locale, shop, body: blocks.map((block) => htmlOf(block, shop)).join("\n") })
  const signed = [shop.name, letter.footer].flatMap((line) => (line ? [tidyText(line)] : []))
  const parts = [tidyText(letter.title), ...blocks.map((block) => textOf(block, locale)), ["--", ...signed].join("\n")]
  return { subject, html, text: `${parts.join("\n\n")}\n` }
}

function textOf(block: Block, locale: Locale): string {
  if (block.kind === "rows") return block.rows.map(([label, value]) => labelled(label, value, locale)).join("\n")
  if (block.kind === "number") return labelled(block.label, block.text, locale)
  if (block.kind === "barcodes") return block.codes.map(tidyText).join("\n")
  if (block.kind === "button" || block.kind === "link") return `${tidyText(block.text)}\n${link(block.href)}`
  return tidyText(block.text)
}

function labelled(label: string, value: string, locale: Locale): string {
  return tidyText(value === "" ? label : `${label}${colon(locale)}${value}`)
}

export function colon(locale: Locale): string {
  return locale === "en" ? ": " : "："
}

const STYLES = {
  text: 'class="tp-ink" style="margin:0 0 16px;color:#1d2433;font-size:16px;line-height:1.7"',
  small: 'class="tp-soft" style="margin:0 0 12px;color:#667085;font-size:13px;line-height:1.7"',
  heading: 'class="tp-ink" style="margin:24px 0 8px;color:#1d2433;font-size:16px;font-weight:600"',
  amount: 'class="tp-ink" style="margin:0 0 16px;color:#1d2433;font-size:32px;font-weight:650;line-height:1.3"',
} as const

function htmlOf(block: Block, shop: Shop): string {
  if (block.kind === "rows") return rowsHtml(block.rows)
  if (block.kind === "number") return numberHtml(block.label, block.text)
  if (block.kind === "barcodes") return barcodesHtml(block.codes)
  if (block.kind === "button") return buttonHtml(block.text, block.href, shop)
  if (block.kind === "link")
    return `<p ${STYLES.small}><a class="tp-ink" style="color:#1d2433" href="${inHtml(link(block.href))}">${inHtml(block.text)}</a></p>`
  const element = block.kind === "heading" ? "h2" : "p"
  return `<${element} ${STYLES[block.kind]}>${inHtml(block.text)}</${element}>`
}

const TABLE = 'role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"'

function rowsHtml(rows: readonly (readonly [string, string])[]): string {
  const line = 'class="tp-line" style="border-top:1px solid #e7e5de'
  const html = rows.map(
    ([label, value]) => `<tr><td ${line};padding:10px 16px 10px 0" valign="top" nowrap><span class="tp-soft"
      style="color:#667085;font-size:14px">${inHtml(label)}</span></td><td ${line};padding:10px 0" align="right"><span
      class="tp-ink" style="color:#1d2433;font-size:15px;overflow-wrap:anywhere">${inHtml(value)}</span></td></tr>`,
  )
  return `<table ${TABLE} style="margin:0 0 20px">${html.join("")}</table>`
}

/** What is to be typed in elsewhere: large, in one piece, and nothing in it that would be copied along. */
function numberHtml(label: string, text: string): string {
  return `<table ${TABLE} style="margin:0 0 20px"><tr><td class="tp-box" align="center" bgcolor="#f6f5f1"
    style="padding:16px 8px;border-radius:12px"><span class="tp-soft" style="color:#667085;font-size:13px">${inHtml(label)}</span><br><span
    class="tp-ink" style="color:#1d2433;font:600 22px/1.5 ui-monospace,Menlo,Consolas,monospace;letter-spacing:.04em">${inHtml(text)}</span></td></tr></table>`
}

function buttonHtml(text: string, href: string, { color }: Shop): string {
  const ground = color ?? "#0f7a5f"
  return `<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin:8px 0 24px"><tr><td bgcolor="${inHtml(ground)}"
    style="border-radius:10px"><a href="${inHtml(link(href))}" style="display:inline-block;padding:13px 28px;border:1px solid ${inHtml(ground)};border-radius:10px;
    color:#ffffff;font-size:16px;font-weight:600;text-decoration:none">${inHtml(text)}</a></td></tr></table>`
}
