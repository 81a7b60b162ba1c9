import { createHmac } from "node:crypto"
import { equalInConstantTime } from "./constant-time.js"
import type { Keys } from "./keys.js"

/** Hexadecimal HMAC-SHA256 over the body exactly as it is sent. */
export function sign(body: string, { secretKey }: Keys): string {
  return createHmac("sha256", secretKey).update(body).digest("hex")
}

export function isSigned(body: string, received: string, keys: Keys): boolean {
  return equalInConstantTime(received, sign(body, keys))
}
