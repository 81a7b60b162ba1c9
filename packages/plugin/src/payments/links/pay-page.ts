import { formatTaipei } from "../../toolkit/taipei-time"
import type { LocalText } from "../../toolkit/text"
import { decimalOf, shownTwd } from "../../toolkit/twd"
import { escapeHtml, type Page } from "../checkout/pages"
import { withSession } from "../medusa/session-data"
import type { MethodAccount } from "../method-account"
import { type LinkPage, linkPage } from "./link-page"
import { WHY, WORDS } from "./pay-words"
import type { Payable } from "./payable-order"

type Locale = keyof LocalText

export type LinkEnd = Exclude<Payable["kind"], "owed"> | "ended" | "unknown" | "gone" | "too many" | "not again"

/** An order that can be paid: what is asked and why, and the methods to choose from. */
export function payPage(frame: LinkPage, payable: Extract<Payable, { kind: "owed" }>, notice?: "changed"): Page {
  const { locale } = frame
  const { order, amount } = payable
  const number = order.display_id === null ? "" : ` #${order.display_id}`
  const title = `${WORDS.title[locale]}${number}`
  const body = `<h1>${title}</h1>
    ${notice ? `<p class="notice" role="alert">${WORDS[notice][locale]}</p>` : ""}
    <p class="amount">${shownTwd(amount)}</p><p>${whyOf(payable, locale)}${numberOf(payable, locale)}</p>
    ${payable.hasOtherNumber ? `<p class="notice">${WORDS.otherNumber[locale]}</p>` : ""}
    ${goodsOf(payable, locale)}
    <form method="post">
      <input type="hidden" name="amount" value="${amount}">
      ${methodsOf(payable, locale)}<button type="submit">${WORDS.pay[locale]}</button>
    </form>`
  // Where the buyer is sent on to, and where a gateway sends them on to, the policy holds against this page.
  return linkPage(frame, title, body, { style: STYLE, formAction: "'self' https: http:" })
}

/** A link by which nothing is to be paid, and why. */
export function linkEndPage(frame: LinkPage, end: LinkEnd, number: number | null = null): Page {
  const { locale } = frame
  const { title, text } = WORDS.ends[end]
  const about = number === null ? "" : `<p>${WORDS.order[locale]} #${number}</p>`
  const body = `<h1>${title[locale]}</h1>${about}<p>${text[locale]}</p>${againOf(end, locale)}`
  return linkPage(frame, title[locale], body, { formAction: "'self'" })
}

/** What was cancelled can be ordered once more. */
function againOf(end: LinkEnd, locale: Locale): string {
  if (end !== "canceled") return ""
  return `<form method="post"><button type="submit" name="again" value="1">${WORDS.again[locale]}</button></form>`
}

function whyOf({ why, awaited }: Extract<Payable, { kind: "owed" }>, locale: Locale): string {
  const end = awaited?.expires_at
  return why === "awaiting" && end
    ? WHY.awaitingUntil[locale].replace("{end}", formatTaipei(end).slice(0, 16))
    : WHY[why][locale]
}

/** Where the shop shows the number that is awaited. */
function numberOf({ awaited }: Extract<Payable, { kind: "owed" }>, locale: Locale): string {
  if (!awaited) return ""
  const address = withSession(awaited.return_url, awaited.session_id)
  return ` <a href="${escapeHtml(address)}">${WORDS.number[locale]}</a>`
}

function goodsOf({ order, why }: Extract<Payable, { kind: "owed" }>, locale: Locale): string {
  if (why === "difference") return ""
  const items = (order.items ?? []).filter((item) => item !== null)
  const deliveries = (order.shipping_methods ?? []).filter((delivery) => delivery !== null)
  const lines = [
    ...items.map(({ title, quantity, total }) => lineOf(`${title} × ${decimalOf(quantity)}`, total)),
    ...deliveries.map(({ name, total }) => lineOf(name, total)),
  ]
  return `<ul class="goods" aria-label="${WORDS.goods[locale]}">${lines.join("")}</ul>`
}

function lineOf(text: string, total: unknown): string {
  return `<li><span>${escapeHtml(text)}</span><span>${shownTwd(Number(decimalOf(total)))}</span></li>`
}

/** The methods of each gateway under its name, where there are several gateways. */
function methodsOf({ methods, providerIds }: Extract<Payable, { kind: "owed" }>, locale: Locale): string {
  const choices = methods.map((account, index) => ({ ...account, id: providerIds[index] ?? "", isFirst: index === 0 }))
  const gateways = [...new Map(methods.map(({ gateway }) => [gateway.id, gateway])).values()]
  const groups = gateways.map(({ id, name }) => {
    const heading = gateways.length > 1 ? `<legend>${escapeHtml(name[locale])}</legend>` : ""
    const own = choices.filter(({ gateway }) => gateway.id === id)
    return `<fieldset>${heading}${own.map((choice) => choiceOf(choice, locale)).join("")}</fieldset>`
  })
  return `<h2>${WORDS.choose[locale]}</h2>${groups.join("")}`
}

interface Choice extends Pick<MethodAccount, "method"> {
  readonly id: string
  readonly isFirst: boolean
}

function choiceOf({ id, method, isFirst }: Choice, locale: Locale): string {
  return `<label><input type="radio" name="provider_id" value="${escapeHtml(id)}" required${isFirst ? " checked" : ""}>
    <span>${escapeHtml(method.name[locale])}</span></label>`
}

const STYLE = `
  .goods { list-style: none; padding: 12px 0; margin-top: 16px; border-block: 1px solid color-mix(in srgb, var(--soft) 30%, transparent) }
  .goods li { display: flex; justify-content: space-between; gap: 16px; padding: 4px 0; font-size: 15px }
  .goods li span:last-child { white-space: nowrap; font-variant-numeric: tabular-nums }
  fieldset { border: 0; padding: 0; margin-top: 12px; display: grid; gap: 8px }
  legend { padding: 0; margin-bottom: 6px; font-size: 14px; color: var(--soft) }
  label { display: flex; align-items: center; gap: 12px; min-height: 52px; padding: 8px 14px; border: 1px solid var(--soft); border-radius: 12px; cursor: pointer }
  label:has(input:checked) { border-color: var(--accent); box-shadow: inset 0 0 0 1px var(--accent) }
  label:has(input:focus-visible) { outline: 3px solid color-mix(in srgb, var(--accent) 40%, transparent); outline-offset: 1px }
  input { width: 20px; height: 20px; margin: 0; accent-color: var(--accent); flex: none }`
