import { randomInt } from "node:crypto"
import { numberAt, objectAt } from "../../../core/json-rules.js"
import type { Linepay } from "../model/linepay.js"
import { checkOrder, readOrder } from "../model/order.js"
import { openPayment, refuseReused, scheduleEnd } from "../payments.js"
import { messageOf } from "../wire/codes.js"
import { WAIT_PATH } from "../wire/paths.js"
import { type Call, type Done, readBody } from "./calls.js"
import { REQUEST } from "./order-rules.js"

/** Request: an order becomes a reservation with a page for the buyer. */
export function requestPayment(linepay: Linepay, call: Call): Done {
  const body = readBody(call, REQUEST[call.version], linepay.settings)
  const order = readOrder(body)
  const shippingFee = numberAt(objectAt(objectAt(body, "options"), "shipping"), "feeAmount")
  checkOrder(order, call.account, linepay.settings, call.version, shippingFee)
  refuseReused(linepay, call.account, order.orderId)
  const payment = openPayment(linepay, call.account, call.version, order)
  scheduleEnd(linepay, payment, "requested", linepay.settings.authenticationMinutes)
  const web = `${linepay.core.url()}${WAIT_PATH}?transactionReserveId=${payment.reserveId}`
  return {
    message: messageOf("0000"),
    info: {
      paymentUrl: { web, app: `line://pay/payment/${payment.reserveId}` },
      transactionId: payment.transactionId,
      paymentAccessToken: String(randomInt(10 ** 11, 10 ** 12)),
    },
  }
}
