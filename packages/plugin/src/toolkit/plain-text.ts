import type { Reply } from "./contract/notice"

/** A reply to a gateway in its own words. */
export function plainText(status: number, body: string): Reply {
  return { status, type: "text/plain", body }
}
