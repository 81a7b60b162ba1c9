import { createHmac, hkdfSync } from "node:crypto"
import { equalInConstantTime } from "../toolkit/digest"

/** What a link lets whoever has it do: pay an order or a cart, or name the account that a refund goes to. */
export type LinkKind = "payment" | "refund"

/** The right to do one thing about one subject, until a day. */
export interface SignedLink {
  /** The id of the order, the cart or the refund request. */
  readonly subject: string
  readonly endsAt: Date
}

const SUBJECTS: Readonly<Record<LinkKind, RegExp>> = {
  payment: /^(?:order|cart)_\w{1,64}$/,
  refund: /^tpr_\w{1,64}$/,
}

/**
 * The last part of a link's address, `<subject>.<end>.<seal>`: nobody can make or alter one without the server's secret, and the same
 * subject and day give the same link, so that none has to be kept.
 */
export function linkToken(secret: string, { subject, endsAt }: SignedLink, kind: LinkKind = "payment"): string {
  const named = `${subject}.${Math.floor(endsAt.getTime() / 1000).toString(36)}`
  return `${named}.${sealOf(secret, named, kind)}`
}

/** Null for what no server of this shop has made for this kind. Whether it has ended is for the caller to say. */
export function readLinkToken(secret: string, token: string, kind: LinkKind = "payment"): SignedLink | null {
  const [, named, subject, end, seal] = /^((\w{1,70})\.([0-9a-z]{1,9}))\.([\w-]{43})$/.exec(token) ?? []
  if (!named || !subject || !end || !seal || !SUBJECTS[kind].test(subject)) return null
  if (!equalInConstantTime(seal, sealOf(secret, named, kind))) return null
  return { subject, endsAt: new Date(Number.parseInt(end, 36) * 1000) }
}

/** A key for each kind alone, so that nothing else that Medusa signs with its secret is a link, and no link is one of another kind. */
function sealOf(secret: string, named: string, kind: LinkKind): string {
  const key = Buffer.from(hkdfSync("sha256", secret, "", `taiwan-payments ${kind} link`, 32))
  return createHmac("sha256", key).update(named).digest("base64url")
}
