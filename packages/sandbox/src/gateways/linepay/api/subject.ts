import { readObject, textAt } from "../../../core/json-rules.js"
import type { Linepay } from "../model/linepay.js"
import { queryValues } from "../wire/codec.js"

/** By the number in the path or the query, or by the orderId of a request. */
export function subjectOf({ book }: Linepay, path: string, sent: string): string | null {
  const [number = queryValues(sent, "transactionId")[0]] = path.match(/\d{16,}/) ?? []
  const orderId = textAt(readObject(sent) ?? {}, "orderId") || queryValues(sent, "orderId")[0]
  const payment = number ? book.byTransaction(number) : book.all().findLast(({ order }) => order.orderId === orderId)
  return payment ? String(payment.transactionId) : null
}
