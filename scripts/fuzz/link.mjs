import { createHmac, hkdfSync } from "node:crypto"

/** What scripts/lib/medusa.mjs gives Medusa to sign with. */
const SECRET = "only for tests"

/** The last part of an order's payment link, for a day; the fuzzer's own seal, as docs/payment-links.md has it. @param {string} orderId */
export function linkTo(orderId, now = Date.now()) {
  const named = `${orderId}.${Math.floor(now / 1000 + 86_400).toString(36)}`
  const key = Buffer.from(hkdfSync("sha256", SECRET, "", "taiwan-payments payment link", 32))
  return `${named}.${createHmac("sha256", key).update(named).digest("base64url")}`
}
