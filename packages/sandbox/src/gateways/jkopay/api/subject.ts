import { readObject, textAt } from "../../../core/json-rules.js"
import type { Jkopay } from "../model/jkopay.js"
import { readOrderIds } from "../wire/codec.js"

/** By the order's id in the body, or the first one in the query. */
export function subjectOf({ book }: Jkopay, sent: string): string | null {
  const orderId = textAt(readObject(sent) ?? {}, "platform_order_id") || readOrderIds(sent)[0]
  return book.all().find(({ entry }) => entry.orderId === orderId)?.token ?? null
}
