import { html } from "hono/html"
import type { Html } from "./ui.js"

/** A message as people read it: its fields, or its JSON in lines, and what its gateway can open of it; else as it came. */
export function messageView(text: string, opened: readonly (readonly [name: string, text: string])[] = []): Html {
  return html`${readable(text)}${opened.map(([name, inside]) => html`<p class="soft">${name}</p>${readable(inside)}`)}`
}

function readable(text: string): Html {
  const fields = fieldsIn(text)
  if (fields.length > 0) return html`<dl>${fields.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>`
  return html`<pre>${linesOf(text)}</pre>`
}

/** Of a form body; a text that is none has no pair with a plain name. */
function fieldsIn(text: string): [string, string][] {
  const isForm = /^[\w.[\]%-]+=[^\s{<]*$/.test(text)
  return isForm ? [...new URLSearchParams(text)] : []
}

function linesOf(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}
