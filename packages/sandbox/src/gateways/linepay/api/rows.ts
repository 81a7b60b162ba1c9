import type { PayMethod, Payment, Refund } from "../model/payment.js"
import { PAY_STATUS } from "../model/states.js"
import type { Json } from "../wire/codec.js"
import { money } from "../wire/money.js"

const POINT_SHARE = 0.1

/** payInfo: the amount of each source. Points pay a tenth when combined with another source. */
export function payInfoOf({ sources, amount, account }: Payment): Json[] {
  const points = sources.length > 1 ? Math.floor(amount * POINT_SHARE) : 0
  const rows: Json[] = []
  for (const method of sources) {
    const share = method === "POINT" && sources.length > 1 ? points : money(amount - points)
    rows.push({ method, amount: share, ...cardOf(method, account.maskedCardNumbers) })
  }
  return rows
}

function cardOf(method: PayMethod, masked: boolean): { [name: string]: Json | undefined } {
  if (method !== "CREDIT_CARD") return {}
  return {
    creditCardNickname: "",
    creditCardBrand: "VISA",
    maskedCreditCardNumber: masked ? "************1111" : undefined,
  }
}

/** One entry of details, about the payment itself, or about the refund whose number was asked for. */
export function detailsRow(payment: Payment, asked: string, fields: string, refundSign: -1 | 1): Json {
  const { order, version } = payment
  const refund = payment.refunds.find(({ transactionId }) => String(transactionId) === asked)
  const refundList = payment.refunds.map((each) => refundRow(each, refundSign))
  const transaction = {
    transactionDate: (refund?.at ?? payment.confirmedAt)?.toISOString(),
    transactionType: refund ? typeOf(refund) : "PAYMENT",
    payStatus: PAY_STATUS[payment.state],
    productName: order.productName,
    merchantName: payment.account.merchantName,
    currency: order.currency,
    authorizationExpireDate: payment.authorizationExpiresAt?.toISOString(),
    payInfo: payInfoOf(payment),
    refundList: refund || refundList.length === 0 ? undefined : refundList,
    originalTransactionId: refund ? payment.transactionId : undefined,
    paymentProvider: version === "v4" ? "TSP" : undefined,
  }
  return {
    transactionId: refund?.transactionId ?? payment.transactionId,
    orderId: order.orderId,
    ...(fields === "ORDER" ? {} : transaction),
    packages: fields === "TRANSACTION" ? undefined : packagesOf(payment),
  }
}

function typeOf({ whole }: Refund): string {
  return whole ? "PAYMENT_REFUND" : "PARTIAL_REFUND"
}

function refundRow(refund: Refund, sign: -1 | 1): Json {
  return {
    refundTransactionId: refund.transactionId,
    transactionType: typeOf(refund),
    refundAmount: sign * refund.amount,
    refundTransactionDate: refund.at.toISOString(),
  }
}

function packagesOf({ order, version }: Payment): Json[] {
  return order.packages.map(({ id, name, amount, userFee, products }) => ({
    id,
    amount,
    userFeeAmount: version === "v3" ? userFee : undefined,
    name: name === "" ? undefined : name,
    products: products.map((product) => ({ ...product })),
  }))
}
