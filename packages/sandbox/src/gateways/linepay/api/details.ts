import type { Linepay } from "../model/linepay.js"
import type { Payment } from "../model/payment.js"
import { PAY_STATUS } from "../model/states.js"
import { queryValues } from "../wire/codec.js"
import { LinePayRefusal } from "../wire/codes.js"
import type { Call, Done } from "./calls.js"
import { detailsRow } from "./rows.js"

const MOST = 100

/** Payment details: each confirmed payment that has one of these numbers, once. */
export function details(linepay: Linepay, call: Call): Done {
  const transactionIds = queryValues(call.query, "transactionId")
  const orderIds = queryValues(call.query, "orderId")
  const [fields = "ALL"] = queryValues(call.query, "fields")
  const count = transactionIds.length + orderIds.length
  if (count === 0) throw new LinePayRefusal("2101", "[transactionId]")
  if (count > MOST) throw new LinePayRefusal("1177")
  const found = find(linepay, call, transactionIds, orderIds)
  if (found.size === 0) throw new LinePayRefusal("1150")
  const sign = linepay.settings.refundSign === "negative" ? -1 : 1
  const rows = [...found].map(([payment, asked]) => detailsRow(payment, asked, fields, sign))
  return { message: "success", info: rows }
}

/** The payments, each with the number by which it was asked for. */
function find({ book }: Linepay, { account }: Call, transactionIds: string[], orderIds: string[]) {
  const found = new Map<Payment, string>()
  const take = (payment: Payment | undefined, asked: string) => {
    const isMine = payment?.account.channelId === account.channelId && PAY_STATUS[payment.state] !== undefined
    if (isMine && !found.has(payment)) found.set(payment, asked)
  }
  for (const id of transactionIds) {
    if (!/^\d{1,19}$/.test(id)) throw new LinePayRefusal("1155")
    take(book.byTransaction(id), id)
  }
  for (const orderId of orderIds) for (const payment of book.ofOrder(account.channelId, orderId)) take(payment, "")
  return found
}
