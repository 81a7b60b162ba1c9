import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { isPaymentError, type PaymentError, type PaymentErrorKind } from "../../../toolkit/payment-error"

const STATUS: Readonly<Record<PaymentErrorKind, number>> = {
  refused: 409,
  unsupported: 422,
  config: 500,
  signature: 502,
  unreadable: 502,
  unreachable: 504,
}

type Handler<Body> = (request: AuthenticatedMedusaRequest<Body>, response: MedusaResponse) => Promise<void>

/** Answers our errors with a status of their own and the merchant's sentence; Medusa answers the others. */
export function inHttpTerms<Body>(handler: Handler<Body>): Handler<Body> {
  return async (request, response) => {
    try {
      await handler(request, response)
    } catch (error) {
      if (!isPaymentError(error)) throw error
      response.status(STATUS[error.kind]).json(bodyOf(error))
    }
  }
}

function bodyOf({ kind, message, facts }: PaymentError): object {
  return { type: kind, message, code: facts.code, retry_at: facts.retryAt?.toISOString() }
}
