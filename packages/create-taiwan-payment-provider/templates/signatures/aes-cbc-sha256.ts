import { createCipheriv, createDecipheriv, createHash } from "node:crypto"
import { equalInConstantTime } from "./constant-time.js"
import type { Keys } from "./keys.js"

/** AES-256-CBC, hexadecimal. */
export function seal(text: string, { hashKey, hashIv }: Keys): string {
  const cipher = createCipheriv("aes-256-cbc", hashKey, hashIv)
  return cipher.update(text, "utf8", "hex") + cipher.final("hex")
}

/** Only after `isSigned`: a padding that does not fit tells a stranger about the text. */
export function unseal(sealed: string, { hashKey, hashIv }: Keys): string {
  const decipher = createDecipheriv("aes-256-cbc", hashKey, hashIv)
  return decipher.update(sealed, "hex", "utf8") + decipher.final("utf8")
}

/** SHA-256 over what is sealed, between key and IV; upper-case hexadecimal. */
export function sign(sealed: string, { hashKey, hashIv }: Keys): string {
  return createHash("sha256").update(`HashKey=${hashKey}&${sealed}&HashIV=${hashIv}`).digest("hex").toUpperCase()
}

export function isSigned(sealed: string, received: string, keys: Keys): boolean {
  return equalInConstantTime(received, sign(sealed, keys))
}
