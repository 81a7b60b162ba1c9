import { webAddress } from "./address"
import { appAddress } from "./app-address"
import type { Environment } from "./environment"

/**
 * The address at which a gateway takes the buyer on, as it came in an answer: https, at one of the vendor's own domains; at a sandbox,
 * whatever host its pages are reached by. Null for anything else.
 */
export function vendorAddress(value: unknown, environment: Environment, domains: readonly string[]): string | null {
  const url = webAddress(value)
  if (url === null) return null
  const isOwn = url.protocol === "https:" && url.port === "" && domains.some((domain) => isWithin(url.hostname, domain))
  return isOwn || typeof environment !== "string" ? String(value) : null
}

/** The same for a vendor that leads on to others' pages and apps (banks, `line://…`); plain http only at a sandbox. */
export function onwardAddress(value: unknown, environment: Environment): string | null {
  if (typeof value === "string" && appAddress(value)) return value
  const url = webAddress(value)
  const isWeb = url?.protocol === "https:" || (url !== null && typeof environment !== "string")
  return isWeb ? String(value) : null
}

function isWithin(host: string, domain: string): boolean {
  return host === domain || host.endsWith(`.${domain}`)
}
