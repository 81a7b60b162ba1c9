import { formsOf, linksOf, type PageForm } from "./html.js"

/** One step of the browser: what it asked for, and what came back. */
export interface Hop {
  method: "GET" | "POST"
  url: string
  status: number
  /** The form fields it sent. */
  fields: Record<string, string>
}

export interface Browsing {
  /** Follow forms that submit themselves. Default true. */
  autoSubmit?: boolean
  /** Called before each request; returning true closes the window instead of sending it. */
  closeBefore?: (next: { method: "GET" | "POST"; url: string; fields: Record<string, string> }) => boolean
  headers?: Record<string, string>
  /** How many milliseconds a page may take before its reader gives up. Default a minute. */
  patience?: number
}

const MOST_HOPS = 20
const A_MINUTE = 60_000

class NoSuchForm extends Error {}

/** A page that the browser has open, with every hop that led there. */
export class Page {
  constructor(
    readonly url: string,
    readonly status: number,
    readonly html: string,
    readonly hops: readonly Hop[],
    /** The window was closed before the next request. */
    readonly closed: boolean,
    private readonly browsing: Browsing,
  ) {}

  get forms(): PageForm[] {
    return formsOf(this.html)
  }

  form(id: string): PageForm | undefined {
    return this.forms.find((form) => form.id === id)
  }

  /** Links by their ids. */
  get links(): Record<string, string> {
    return linksOf(this.html)
  }

  /** Fills in a form and presses a button of it (by its value or data-action; the first where none is named). */
  async submit(formId: string, fields: Record<string, string> = {}, button?: string): Promise<Page> {
    const form = this.form(formId)
    if (!form) throw new NoSuchForm(`No form ${formId} on ${this.url} (there are: ${this.forms.map(({ id }) => id)}).`)
    return go(requestOf(form, this.url, { ...fields, ...pressed(form, button) }), this.hops, this.browsing)
  }

  /** Follows the link with this id. */
  async follow(linkId: string): Promise<Page> {
    const href = this.links[linkId]
    if (href === undefined) throw new NoSuchForm(`No link ${linkId} on ${this.url}.`)
    return go({ method: "GET", url: new URL(href, this.url).href, fields: {} }, this.hops, this.browsing)
  }
}

function pressed(form: PageForm, wanted: string | undefined): Record<string, string> {
  if (wanted === undefined) {
    const first = form.buttons[0]
    return first?.name ? { [first.name]: first.value } : {}
  }
  const button = form.buttons.find(({ value, action }) => value === wanted || action === wanted)
  if (!button) throw new NoSuchForm(`The form ${form.id} has no button ${wanted}.`)
  return button.name ? { [button.name]: button.value } : {}
}

interface Request {
  method: "GET" | "POST"
  url: string
  fields: Record<string, string>
}

function requestOf(form: PageForm, base: string, fields: Record<string, string>): Request {
  const url = new URL(form.action || base, base)
  const all = { ...form.fields, ...fields }
  if (form.method === "post") return { method: "POST", url: url.href, fields: all }
  url.search = new URLSearchParams(all).toString()
  return { method: "GET", url: url.href, fields: {} }
}

/** Opens an address, follows redirects and forms that submit themselves, and returns the final page. */
export function openPage(url: string, browsing: Browsing = {}): Promise<Page> {
  return go({ method: "GET", url, fields: {} }, [], browsing)
}

async function go(first: Request, before: readonly Hop[], browsing: Browsing): Promise<Page> {
  const hops = [...before]
  let next: Request = first
  let last = { url: first.url, status: 0, html: "" }
  for (let count = 0; count < MOST_HOPS; count++) {
    if (browsing.closeBefore?.(next)) return new Page(last.url, last.status, last.html, hops, true, browsing)
    const { location, ...answer } = await ask(next, browsing)
    hops.push({ ...next, status: answer.status })
    last = { url: next.url, ...answer }
    const onward = location ? redirected(next, answer.status, location) : selfSubmitting(last, browsing)
    if (!onward) return new Page(last.url, last.status, last.html, hops, false, browsing)
    next = onward
  }
  throw new Error(`The browser went round in circles, last at ${next.url}.`)
}

/** An unreachable address still gives a page, as in a browser: status 0 and the reason. */
async function ask({ method, url, fields }: Request, browsing: Browsing) {
  const body = method === "POST" ? new URLSearchParams(fields) : null
  const headers = { accept: "text/html", ...browsing.headers }
  try {
    const signal = AbortSignal.timeout(browsing.patience ?? A_MINUTE)
    const response = await fetch(url, { method, body, headers, redirect: "manual", signal })
    const html = await response.text()
    return { status: response.status, html, location: response.headers.get("location") }
  } catch (error) {
    return { status: 0, html: error instanceof Error ? error.message : String(error), location: null }
  }
}

function redirected(from: Request, status: number, location: string): Request | null {
  if (status < 300 || status > 399) return null
  const url = new URL(location, from.url).href
  const keeps = status === 307 || status === 308
  return keeps ? { ...from, url } : { method: "GET", url, fields: {} }
}

function selfSubmitting({ url, html }: { url: string; html: string }, browsing: Browsing): Request | null {
  if (browsing.autoSubmit === false) return null
  const form = formsOf(html).find((candidate) => candidate.autoSubmit)
  return form ? requestOf(form, url, {}) : null
}
