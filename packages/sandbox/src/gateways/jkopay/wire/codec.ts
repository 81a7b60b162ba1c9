import { createHmac, timingSafeEqual } from "node:crypto"
import { instantOf, slashDateTime } from "../../../core/taipei.js"

/** Lower-case hex of HMAC-SHA256 over the exact body of a POST or the exact query of a GET (簽章規則, 2025-04-25). */
export function digestOf(secretKey: string, payload: string | Buffer): string {
  return createHmac("sha256", secretKey).update(payload).digest("hex")
}

/** Whether a digest fits, compared in constant time. */
export function isDigest(given: string, secretKey: string, payload: string | Buffer): boolean {
  const received = Buffer.from(given)
  const wanted = Buffer.from(digestOf(secretKey, payload))
  return received.length === wanted.length && timingSafeEqual(received, wanted)
}

/** `yyyy-MM-dd HH:mm:ss`, Taipei. */
export function timeText(instant: Date): string {
  return slashDateTime(instant).replaceAll("/", "-")
}

const TIME = /^(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)$/

/** The instant that `yyyy-MM-dd HH:mm:ss` means in Taipei, or null where the text is none. */
export function readTime(text: string): Date | null {
  const match = TIME.exec(text)
  if (!match) return null
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1).map(Number)
  const instant = instantOf({ year, month, day, hour, minute, second })
  return timeText(instant) === text ? instant : null
}

/** The ids of an inquiry, from its raw query: `platform_order_ids=a,b`. */
export function readOrderIds(query: string): string[] {
  const ids: string[] = []
  for (const value of new URLSearchParams(query).getAll("platform_order_ids")) {
    for (const id of value.split(",")) if (id !== "") ids.push(id)
  }
  return ids
}
