import { createHash, timingSafeEqual } from "node:crypto"

const digest = (text: string) => createHash("sha256").update(text).digest()

/** Compares two signatures without telling by its duration where they differ. */
export function equalInConstantTime(received: string, expected: string): boolean {
  return timingSafeEqual(digest(received), digest(expected))
}
