/** Schemes that no app answers to: a browser itself acts on them. */
const BROWSERS_OWN =
  /^(https?|wss?|ftp|javascript|data|blob|file|filesystem|about|view-source|vbscript|mailto|tel|sms|intent|chrome|resource):$/

/** An address that an app answers to, such as `myshop://payment/return` or `line://pay/…`; null for anything else. */
export function appAddress(value: unknown): URL | null {
  if (typeof value !== "string" || !/^[a-z][a-z0-9+.-]*:\/\/[\w-]/i.test(value) || !URL.canParse(value)) return null
  const url = new URL(value)
  return BROWSERS_OWN.test(url.protocol) || url.username !== "" ? null : url
}

/** Where it leads, whatever it is asked there. */
export function placeOf({ protocol, host, pathname }: URL): string {
  return `${protocol}//${host}${pathname}`
}
