import type { Keys } from "./keys.js"

/** The key goes with every request. */
export function authorization({ apiKey }: Keys): string {
  return `Bearer ${apiKey}`
}
