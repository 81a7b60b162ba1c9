import { numberAt, textAt } from "../../../../core/json-rules.js"
import type { Linepay } from "../../model/linepay.js"
import { checkSum, type Order } from "../../model/order.js"
import type { Payment } from "../../model/payment.js"
import type { RegKey } from "../../model/reg-keys.js"
import { complete, openPayment, refuseReused } from "../../payments.js"
import { LinePayRefusal } from "../../wire/codes.js"
import { type Call, type Done, readBody } from "../calls.js"
import { REG_KEY_PAYMENT } from "../order-rules.js"

function keyOf({ regKeys }: Linepay, call: Call): RegKey {
  const key = regKeys.get(call.segment("regKey"))
  if (key?.channelId !== call.account.channelId) throw new LinePayRefusal("1190")
  if (key.expired) throw new LinePayRefusal("1193")
  return key
}

export function checkRegKey(linepay: Linepay, call: Call): Done {
  keyOf(linepay, call)
  return { message: "Success." }
}

export function expireRegKey(linepay: Linepay, call: Call): Done {
  readBody(call, { kind: "object", fields: {} }, linepay.settings)
  keyOf(linepay, call).expired = true
  return { message: "Success." }
}

/** Pay with a regKey: no buyer, no confirm. */
export function payByRegKey(linepay: Linepay, call: Call): Done {
  if (!call.account.preapproved) throw new LinePayRefusal("1194")
  const body = readBody(call, REG_KEY_PAYMENT, linepay.settings)
  keyOf(linepay, call)
  const order = orderOf(textAt(body, "orderId"), numberAt(body, "amount"), textAt(body, "currency"), body.capture)
  checkSum(order.amount, order.currency, call.account)
  refuseReused(linepay, call.account, order.orderId)
  const payment = openPayment(linepay, call.account, call.version, {
    ...order,
    productName: textAt(body, "productName"),
  })
  payment.sources = ["CREDIT_CARD"]
  complete(linepay, payment)
  return { message: "Success.", info: paid(payment, call) }
}

function orderOf(orderId: string, amount: number, currency: string, capture: unknown): Order {
  return {
    orderId,
    amount,
    currency,
    productName: "",
    packages: [],
    confirmUrl: "",
    cancelUrl: "",
    confirmUrlType: "NONE",
    capture: capture !== false,
    preapproved: false,
    locale: "en",
  }
}

function paid({ transactionId, order, confirmedAt, authorizationExpiresAt }: Payment, { version }: Call) {
  return {
    transactionId,
    orderId: order.orderId,
    transactionDate: confirmedAt?.toISOString(),
    authorizationExpireDate: authorizationExpiresAt?.toISOString(),
    paymentProvider: version === "v4" ? "TSP" : undefined,
  }
}
