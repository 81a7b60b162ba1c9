import { IN_FLIGHT_SECONDS } from "../../modules/ledger/operations"
import type { Attempt, Begun } from "../../modules/ledger/records"
import type { Send } from "../../toolkit/contract/conversation"
import { PaymentError } from "../../toolkit/payment-error"
import type { PaymentContext } from "../context"
import { sendFor } from "../exchanges"
import type { MethodAccount } from "../method-account"
import { sinceUnknownTry } from "./sent-before"

/** Sends what asks, and in place of what moves money throws the error. */
export function lookOnly(send: Send, instead: () => PaymentError): Send {
  return async (request) => {
    if (!request.moves) return send(request)
    throw instead()
  }
}

/**
 * What a refund is sent by. A gateway whose answer did not come may still be at work on it, and most know no second refund from
 * the first: within the time of a call it is looked for, and not asked for again.
 */
export async function sendForRefund(
  context: PaymentContext,
  methodAccount: MethodAccount,
  attempt: Attempt,
  begun: Begun,
): Promise<Send> {
  const send = sendFor(context, methodAccount, attempt)
  const age = await sinceUnknownTry(context, begun)
  const isUnderWay = age !== null && age < IN_FLIGHT_SECONDS * 1000
  return isUnderWay ? lookOnly(send, () => mayStillCome(attempt, begun.operation.amount)) : send
}

function mayStillCome({ gateway }: Attempt, amount: number): PaymentError {
  const words = {
    en: `A refund of ${amount} TWD was asked for a moment ago, and its answer did not come: the gateway may still be making it. Nothing was asked for again; try once more in three minutes.`,
    "zh-TW": `剛才已送出 NT$${amount} 的退款但未收到回覆，金流可能仍在處理。這次沒有再次送出，請三分鐘後再試。`,
  }
  return new PaymentError("refused", words, { gateway, unsent: true })
}
