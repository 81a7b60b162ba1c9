import { tidyText } from "../../../toolkit/text"

/** A text as it may stand in HTML, in an element or in quotes. */
export function inHtml(text: string): string {
  return tidyText(text).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}

/** An address that a browser opens; anything else (`javascript:`) leads nowhere. */
export function link(href: string): string {
  return /^https?:\/\/\S+$/.test(href) ? href : "#"
}
