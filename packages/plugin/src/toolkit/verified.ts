import type { Fields } from "./redact"

declare const verifiedBrand: unique symbol

/** The fields of a message whose signature was checked. Only a notice's `verify` can make one, by `markVerified`. */
export interface Verified {
  readonly fields: Fields
  readonly [verifiedBrand]: true
}

/** To be called by a gateway's codec after its comparison in constant time, and nowhere else (a law checks it). */
export function markVerified(fields: Fields): Verified {
  const verified: { readonly fields: Fields } = { fields: Object.freeze({ ...fields }) }
  return verified as Verified
}
