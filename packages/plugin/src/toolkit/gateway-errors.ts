import { PaymentError, type PaymentErrorFacts, type PaymentErrorKind } from "./payment-error"
import type { LocalText } from "./text"

type Facts = Omit<PaymentErrorFacts, "gateway">

/** The errors of one gateway, a maker for each kind; all carry the gateway's id. */
export type GatewayErrors = Readonly<
  Record<Exclude<PaymentErrorKind, "unreachable">, (message: string | LocalText, facts?: Facts) => PaymentError>
>

export function errorsOf(gateway: string): GatewayErrors {
  const makerOf =
    (kind: PaymentErrorKind) =>
    (message: string | LocalText, facts: Facts = {}) =>
      new PaymentError(kind, message, { gateway, ...facts })
  return {
    config: makerOf("config"),
    signature: makerOf("signature"),
    refused: makerOf("refused"),
    unreadable: makerOf("unreadable"),
    unsupported: makerOf("unsupported"),
  }
}
