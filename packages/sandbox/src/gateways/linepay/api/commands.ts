import { numberAt, textAt } from "../../../core/json-rules.js"
import type { Linepay } from "../model/linepay.js"
import { checkSum } from "../model/order.js"
import type { Payment } from "../model/payment.js"
import { type Command, STATES } from "../model/states.js"
import { complete, issueRegKey, recordRefund } from "../payments.js"
import { cancelsCapture, LinePayRefusal, messageOf } from "../wire/codes.js"
import { OPERATIONS } from "../wire/paths.js"
import { type Call, type Done, type Info, readBody } from "./calls.js"
import { CAPTURE, CONFIRM, REFUND } from "./order-rules.js"
import { payInfoOf } from "./rows.js"

/** The payment that a call names, of this merchant. */
export function paymentOf({ book, settings }: Linepay, call: Call): Payment {
  const given = call.segment("transactionId")
  if (!/^\d{1,19}$/.test(given)) throw new LinePayRefusal("1155")
  const payment = book.byTransaction(given)
  if (payment?.account.channelId !== call.account.channelId) throw new LinePayRefusal(settings.unknownTransactionCode)
  return payment
}

/** Check: one code for each state, and nothing else. */
export function check(linepay: Linepay, call: Call): Done {
  const code = STATES[paymentOf(linepay, call).state].check
  return { code, message: messageOf(code) }
}

/** Runs one command at a time: meanwhile the same payment answers 1198. */
async function exclusively(linepay: Linepay, call: Call, command: Command, act: (payment: Payment) => Done) {
  const payment = paymentOf(linepay, call)
  if (payment.busy) throw new LinePayRefusal("1198")
  payment.busy = true
  try {
    await takeTime(linepay, call, command)
    const code = payment.nextAnswer
    payment.nextAnswer = null
    if (code !== null) refuseAsOrdered(payment, command, code)
    refuseByState(linepay, payment, command)
    return act(payment)
  } finally {
    payment.busy = false
  }
}

function takeTime({ core }: Linepay, { version }: Call, command: Command): Promise<void> {
  const fault = core.faults.take(["in-flight"], "linepay", `/${version}${OPERATIONS[command]}`)
  return new Promise((resolve) => (fault ? setTimeout(resolve, fault.milliseconds) : resolve()))
}

/** Applies the answer set in the back office. Some codes cancel the payment when they fail a capture. */
function refuseAsOrdered(payment: Payment, command: Command, code: string): never {
  if (command === "capture" && payment.state === "authorized" && cancelsCapture(code)) payment.state = "voided"
  throw new LinePayRefusal(code)
}

function refuseByState({ settings }: Linepay, payment: Payment, command: Command): void {
  const code = STATES[payment.state][command]
  if (code === null) return
  const tooEarly = command === "confirm" && payment.state === "requested"
  if (tooEarly && settings.earlyConfirmKills) payment.state = "failed"
  throw new LinePayRefusal(code)
}

/** Confirm: captures the payment, or only authorises it if the order said `capture: false`. */
export function confirm(linepay: Linepay, call: Call): Promise<Done> {
  const body = readBody(call, CONFIRM, linepay.settings)
  return exclusively(linepay, call, "confirm", (payment) => {
    const { amount, currency } = payment.order
    if (numberAt(body, "amount") !== amount || textAt(body, "currency") !== currency) {
      throw new LinePayRefusal(linepay.settings.wrongAmountCode)
    }
    refuseCard(payment)
    complete(linepay, payment)
    if (payment.order.preapproved) payment.regKey = issueRegKey(linepay, payment)
    return { message: "OK", info: confirmed(payment, call) }
  })
}

function refuseCard(payment: Payment): void {
  if (payment.refusal === null) return
  payment.state = "failed"
  throw new LinePayRefusal(payment.refusal)
}

function confirmed(payment: Payment, { version, account }: Call): Info {
  const { order, authorizationExpiresAt } = payment
  const affiliateCards = account.affiliateCards.map((card) => ({ ...card }))
  return {
    orderId: order.orderId,
    transactionId: payment.transactionId,
    authorizationExpireDate: authorizationExpiresAt?.toISOString(),
    regKey: payment.regKey ?? undefined,
    payInfo: payInfoOf(payment),
    packages: order.packages.map(({ id, amount, userFee }) => ({
      id,
      amount,
      userFeeAmount: version === "v3" ? userFee : undefined,
    })),
    merchantReference: affiliateCards.length > 0 ? { affiliateCards } : undefined,
    paymentProvider: version === "v4" ? "TSP" : undefined,
  }
}

/** Capture: once, up to the authorised amount; the rest is released. */
export function capture(linepay: Linepay, call: Call): Promise<Done> {
  const body = readBody(call, CAPTURE[call.version], linepay.settings)
  return exclusively(linepay, call, "capture", (payment) => {
    const amount = numberAt(body, "amount")
    checkSum(amount, textAt(body, "currency"), call.account)
    const fits = amount > 0 && amount <= payment.amount && textAt(body, "currency") === payment.order.currency
    if (!fits) throw new LinePayRefusal(linepay.settings.wrongAmountCode)
    payment.state = "captured"
    payment.amount = amount
    return { message: "OK", info: captured(linepay, payment, call) }
  })
}

function captured(linepay: Linepay, payment: Payment, { version }: Call): Info {
  return {
    orderId: payment.order.orderId,
    transactionId: captureId(linepay, payment),
    payInfo: payInfoOf(payment),
    paymentProvider: version === "v4" ? "TSP" : undefined,
  }
}

function captureId({ settings, core, book }: Linepay, payment: Payment): bigint {
  if (settings.captureTransactionId === "same") return payment.transactionId
  const id = book.nextTransactionId(core.clock.now())
  book.alias(payment, id)
  return id
}

/** Void: releases an authorisation. No info. */
export function voidPayment(linepay: Linepay, call: Call): Promise<Done> {
  readBody(call, { kind: "object", fields: {} }, linepay.settings)
  return exclusively(linepay, call, "void", (payment) => {
    payment.state = "voided"
    return { message: "OK" }
  })
}

/** Refund: the given amount, or all that remains. */
export function refund(linepay: Linepay, call: Call): Promise<Done> {
  const body = readBody(call, REFUND, linepay.settings)
  return exclusively(linepay, call, "refund", (payment) => {
    const wanted = body.refundAmount === undefined ? null : numberAt(body, "refundAmount")
    const { transactionId, at } = recordRefund(linepay, payment, wanted)
    return {
      message: "success",
      info: { refundTransactionId: transactionId, refundTransactionDate: at.toISOString() },
    }
  })
}
