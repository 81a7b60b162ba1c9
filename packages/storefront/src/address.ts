import { PaymentsError } from "./errors.js"

/** An address that a page may go to. @throws PaymentsError `unsafe-address` for what is not http or https. */
export function webAddress(value: unknown): string {
  const url = typeof value === "string" ? parse(value) : null
  if (url?.protocol === "https:" || url?.protocol === "http:") return url.href
  throw new PaymentsError("unsafe-address", "This payment has no address to go to.")
}

/** An address at which paying goes on: a page's, or that of a wallet's app (`line://…`). @throws PaymentsError `unsafe-address` */
export function onwardAddress(value: unknown): string {
  const url = typeof value === "string" ? parse(value) : null
  return url && typeof value === "string" && isApp(value, url) ? url.href : webAddress(value)
}

/** Schemes that a browser itself acts on are no app's. */
const BROWSERS_OWN =
  /^(https?|wss?|ftp|javascript|data|blob|file|filesystem|about|view-source|vbscript|mailto|tel|sms|intent|chrome|resource):$/

function isApp(value: string, { protocol }: URL): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\/[\w-]/i.test(value) && !BROWSERS_OWN.test(protocol)
}

function parse(value: string): URL | null {
  try {
    return new URL(value, globalThis.location?.href)
  } catch {
    return null
  }
}
