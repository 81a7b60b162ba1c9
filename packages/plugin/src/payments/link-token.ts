import { createHmac, hkdfSync } from "node:crypto"
import { equalInConstantTime } from "../toolkit/digest"

/** The right to pay one order, or one cart, until a day. */
export interface PaymentLink {
  /** The id of the order or of the cart. */
  readonly subject: string
  readonly endsAt: Date
}

/**
 * The last part of a payment link's address, `<subject>.<end>.<seal>`: nobody can make or alter one without the server's secret, and
 * the same subject and day give the same link, so that none has to be kept.
 */
export function linkToken(secret: string, { subject, endsAt }: PaymentLink): string {
  const named = `${subject}.${Math.floor(endsAt.getTime() / 1000).toString(36)}`
  return `${named}.${sealOf(secret, named)}`
}

/** Null for what no server of this shop has made. Whether it has ended is for the caller to say. */
export function readLinkToken(secret: string, token: string): PaymentLink | null {
  const [, named, subject, end, seal] = /^(((?:order|cart)_\w{1,64})\.([0-9a-z]{1,9}))\.([\w-]{43})$/.exec(token) ?? []
  if (!named || !subject || !end || !seal || !equalInConstantTime(seal, sealOf(secret, named))) return null
  return { subject, endsAt: new Date(Number.parseInt(end, 36) * 1000) }
}

/** A key for this alone, so that nothing else that Medusa signs with its secret is a link. */
function sealOf(secret: string, named: string): string {
  const key = Buffer.from(hkdfSync("sha256", secret, "", "taiwan-payments payment link", 32))
  return createHmac("sha256", key).update(named).digest("base64url")
}
