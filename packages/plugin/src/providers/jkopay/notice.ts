import type { RawMessage } from "../../toolkit/contract/notice"
import { isRecord } from "../../toolkit/options"
import { isPaymentError } from "../../toolkit/payment-error"
import { decodeJson } from "./wire"

/** Trade numbers are ours; anything else is not looked up. */
const TRADE_NO = /^[0-9A-Z]{1,60}$/

/** The order that an unsigned callback, or the question before the charge, is about; null when it names none. */
export function tradeNumberIn({ body }: RawMessage): string | null {
  try {
    const message = decodeJson(body.toString("utf8"))
    const { platform_order_id: id } = isRecord(message.transaction) ? message.transaction : message
    return typeof id === "string" && TRADE_NO.test(id) ? id : null
  } catch (error) {
    if (isPaymentError(error, "unreadable")) return null
    throw error
  }
}
