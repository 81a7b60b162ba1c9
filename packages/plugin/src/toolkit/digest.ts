import { createHash, timingSafeEqual } from "node:crypto"

export function sha256(text: string | Buffer): Buffer {
  return createHash("sha256").update(text).digest()
}

export function sha256Hex(text: string | Buffer): string {
  return createHash("sha256").update(text).digest("hex")
}

/** Compares two signatures without telling by its duration where they differ. */
export function equalInConstantTime(received: string, expected: string): boolean {
  return timingSafeEqual(sha256(received), sha256(expected))
}
