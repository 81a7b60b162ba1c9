import { PaymentsError } from "./errors.js"

/** An address that a page may go to. @throws PaymentsError `unsafe-address` for what is not http or https. */
export function webAddress(value: unknown): string {
  const url = typeof value === "string" ? parse(value) : null
  if (url?.protocol === "https:" || url?.protocol === "http:") return url.href
  throw new PaymentsError("unsafe-address", "This payment has no address to go to.")
}

function parse(value: string): URL | null {
  try {
    return new URL(value, globalThis.location?.href)
  } catch {
    return null
  }
}
