import { readObject } from "../../../core/json-rules.js"
import type { Tappay } from "../model/tappay.js"
import { objectOf, textOf } from "../wire/checks.js"

/** The trade that a call names or created: by its id, its bank_transaction_id, its prime, or its order number. */
export function subjectOf({ book }: Tappay, text: string): string | null {
  const body = readObject(text) ?? {}
  const named = { ...body, ...objectOf(body.filters) }
  const id = textOf(named.rec_trade_id)
  if (id !== "") return book.byId(id)?.recTradeId ?? null
  const fits = book.all().findLast(({ bankTransactionId, prime, orderNumber }) => {
    const names = [bankTransactionId, prime, orderNumber]
    return [named.bank_transaction_id, named.prime, named.order_number].some(
      (value, index) => textOf(value) !== "" && value === names[index],
    )
  })
  return fits?.recTradeId ?? null
}
