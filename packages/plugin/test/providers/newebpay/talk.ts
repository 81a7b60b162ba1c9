import type { NewebpayOptions } from "../../../src/providers/newebpay/gateway"
import type { WireRequest, WireResponse } from "../../../src/toolkit/contract/conversation"
import type { OperationRequest, Outcome } from "../../../src/toolkit/contract/gateway"
import { PaymentError } from "../../../src/toolkit/payment-error"
import { held } from "../../scripted-gateway"
import { answered, at, books, gatewayOf, inside, NOON, OPTIONS, REQUEST, TRADE_ID, TRADE_NO } from "./speech"

const NAMED = { MerchantID: OPTIONS.merchantId, Amt: 1000, TradeNo: TRADE_ID, MerchantOrderNo: TRADE_NO }

export const DONE = answered(NAMED, { Message: "放棄授權成功" })
export const refusedWith = (Status: string, result = {}) => answered({ ...NAMED, ...result }, { Status, Message: "" })
export const LOST = new PaymentError("unreachable", "newebpay could not be reached: the connection broke.")

interface Talk {
  readonly kind?: "refund" | "void" | "capture"
  readonly books?: WireResponse | PaymentError
  readonly replies?: readonly (WireResponse | PaymentError)[]
  readonly request?: Partial<OperationRequest>
  readonly now?: Date
  readonly options?: Partial<NewebpayOptions>
}

interface Told {
  readonly outcome: Outcome | null
  readonly error: PaymentError | null
  /** `close 1 undo 1000` and so on, in the manual's numbers. */
  readonly actions: readonly string[]
  readonly sent: readonly WireRequest[]
}

/** Holds a conversation about money: what the books say, then one reply for each action. */
export async function talk({ kind = "refund", books: page = books(), replies = [], ...told }: Talk): Promise<Told> {
  const operation = gatewayOf(told.options)[kind]
  if (!operation) throw new Error(`NewebPay has no ${kind}.`)
  const waiting = [...replies]
  const sent: WireRequest[] = []
  const conversation = operation({ ...REQUEST, ...told.request }, at(told.now ?? NOON))
  const result = await held(conversation, (asked) => {
    sent.push(asked)
    return asked.call === "QueryTradeInfo" ? page : (waiting.shift() ?? DONE)
  }).then(
    ({ result: outcome }) => ({ outcome, error: null }),
    (error: unknown) => ({ outcome: null, error: ours(error) }),
  )
  return { ...result, actions: actionsIn(sent), sent }
}

function ours(error: unknown): PaymentError {
  if (error instanceof PaymentError) return error
  throw error
}

function actionsIn(sent: readonly WireRequest[]): string[] {
  return sent
    .filter(({ moves }) => moves)
    .map((request) => {
      const { CloseType, Cancel, Amt, Amount } = inside(request)
      const what = CloseType ? `${CloseType === "1" ? "capture" : "refund"}${Cancel ? " undone" : ""}` : request.call
      return `${what} ${Amt ?? Amount}`
    })
}
