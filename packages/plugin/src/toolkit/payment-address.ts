import { appAddress } from "./app-address"
import type { Environment } from "./environment"

/**
 * The address at which a gateway takes the buyer on, as it came in an answer: https, at one of the vendor's own domains; at a sandbox,
 * whatever host its pages are reached by. Null for anything else.
 */
export function vendorAddress(value: unknown, environment: Environment, domains: readonly string[]): string | null {
  if (typeof value !== "string" || !URL.canParse(value)) return null
  const url = new URL(value)
  if (url.username !== "") return null
  if (typeof environment !== "string") return /^https?:$/.test(url.protocol) ? value : null
  return url.protocol === "https:" && domains.some((domain) => isWithin(url.hostname, domain)) ? value : null
}

/** The same for a vendor that leads on to others' pages and apps (banks, `line://…`); plain http only at a sandbox. */
export function onwardAddress(value: unknown, environment: Environment): string | null {
  if (typeof value !== "string") return null
  if (appAddress(value)) return value
  const url = URL.canParse(value) ? new URL(value) : null
  const isWeb = url?.protocol === "https:" || (url?.protocol === "http:" && typeof environment !== "string")
  return isWeb ? value : null
}

function isWithin(host: string, domain: string): boolean {
  return host === domain || host.endsWith(`.${domain}`)
}
