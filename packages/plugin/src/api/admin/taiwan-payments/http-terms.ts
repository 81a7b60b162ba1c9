import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { isPaymentError, localWords, type PaymentError, type PaymentErrorKind } from "../../../toolkit/payment-error"
import type { LocalText } from "../../../toolkit/text"
import { languageOf } from "../../browser-pages"

const STATUS: Readonly<Record<PaymentErrorKind, number>> = {
  refused: 409,
  unsupported: 422,
  config: 500,
  signature: 502,
  unreadable: 502,
  unreachable: 504,
}

type Handler<Body> = (request: AuthenticatedMedusaRequest<Body>, response: MedusaResponse) => Promise<void>

/** Answers our errors with a status of their own and a sentence in the reader's language; Medusa answers the others. */
export function inHttpTerms<Body>(handler: Handler<Body>): Handler<Body> {
  return async (request, response) => {
    try {
      await handler(request, response)
    } catch (error) {
      if (!isPaymentError(error)) throw error
      // Who names no language is a program, and reads English.
      response.status(STATUS[error.kind]).json(bodyOf(error, languageOf(request, "en")))
    }
  }
}

function bodyOf(error: PaymentError, language: keyof LocalText): object {
  const { kind, facts } = error
  const message = localWords(error)[language]
  return { type: kind, message, code: facts.code, retry_at: facts.retryAt?.toISOString() }
}
