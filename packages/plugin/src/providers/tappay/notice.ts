import type { RawMessage } from "../../toolkit/contract/notice"
import { decodeObject } from "../../toolkit/json-object"
import { isPaymentError } from "../../toolkit/payment-error"

/** The trade that an unsigned notice (Backend Notify) is about; null when it names none. */
export function tradeNumberIn({ body }: RawMessage): string | null {
  try {
    const { bank_transaction_id: id } = decodeObject(body.toString("utf8"), "TapPay's notice", "tappay")
    return typeof id === "string" && /^[0-9A-Z]{20}$/.test(id) ? id : null
  } catch (error) {
    if (isPaymentError(error, "unreadable")) return null
    throw error
  }
}
