import { inquiryRow } from "../messages/transactions.js"
import type { Jkopay } from "../model/jkopay.js"
import { readOrderIds } from "../wire/codec.js"
import { JkopayRefusal } from "../wire/results.js"
import type { Call } from "./calls.js"

const MOST = 20

/** Inquiry: always 000, the outcome is in each row's status. */
export function inquire(jkopay: Jkopay, { account, query }: Call): object {
  const ids = readOrderIds(query)
  if (ids.length === 0 || ids.length > MOST) throw new JkopayRefusal("badRequest", "platform_order_ids")
  return { transactions: ids.map((id) => inquiryRow(jkopay, id, jkopay.book.find(account, id))) }
}
