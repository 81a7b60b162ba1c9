import type { LocalText } from "../../toolkit/text"
import { escapeHtml, type Page, page } from "../checkout/pages"
import type { ShopLook } from "./shop-look"

/** What the pages of a link have in common: the shop's look, and the language, with the other one at its end. */
export interface LinkPage {
  readonly look: ShopLook
  readonly locale: keyof LocalText
}

interface Parts {
  readonly formAction: string
  readonly style?: string
}

/** A page of a link around its own content. */
export function linkPage({ look, locale }: LinkPage, title: string, content: string, parts: Parts): Page {
  const body = `${headOf(look)}${content}${otherLanguage(locale)}`
  const style = `${styleOf(look)}${parts.style ?? ""}`
  return page(locale, title, body, { style, formAction: parts.formAction, ...picturesOf(look) })
}

function headOf({ name, logo }: ShopLook): string {
  const picture = logo ? `<img src="${escapeHtml(logo.href)}" alt="" height="40">` : ""
  return name || picture ? `<header>${picture}<span>${escapeHtml(name ?? "")}</span></header>` : ""
}

function otherLanguage(locale: keyof LocalText): string {
  const [lang, label] = locale === "en" ? ["zh-TW", "中文"] : ["en", "English"]
  return `<p class="language"><a href="?lang=${lang}" lang="${lang}">${label}</a></p>`
}

function picturesOf({ logo }: ShopLook): { pictures?: string } {
  return logo ? { pictures: logo.origin } : {}
}

function styleOf({ color }: ShopLook): string {
  return `${color ? `:root { --accent: ${color}; --on-accent: #fff }` : ""}
  main { max-width: 460px; text-align: start; padding: 32px 28px }
  header { display: flex; align-items: center; gap: 12px; margin-bottom: 24px; font-weight: 650 }
  header img { height: 40px; width: auto }
  .amount { margin-top: 4px; font-size: 34px; font-weight: 700; line-height: 1.3; color: var(--ink) }
  .notice { padding: 10px 14px; border-radius: 12px; background: color-mix(in srgb, var(--accent) 12%, transparent); color: var(--ink) }
  h2 { margin-top: 20px; font-size: 16px; font-weight: 650 }
  main a { color: var(--ink) }
  .language { margin-top: 20px; text-align: center } .language a { color: var(--soft) }`
}
