import { describeError, isPaymentError } from "../../toolkit/payment-error"
import { type Attributes, openTelemetry, SCOPE, type Span } from "./open-telemetry"

export const SPANS = {
  conversation: "taiwan_payments.conversation",
  exchange: "taiwan_payments.exchange",
  workflow: "taiwan_payments.workflow",
} as const

type Learned = (attributes: Attributes) => void

/** Does the work within a span, which ends with it; `learned` adds what only the work knows. */
export async function withSpan<Result>(
  name: keyof typeof SPANS,
  attributes: Attributes,
  work: (learned: Learned) => Promise<Result>,
): Promise<Result> {
  const api = openTelemetry()
  if (!api) return work(() => undefined)
  const kind = name === "exchange" ? api.SpanKind.CLIENT : api.SpanKind.INTERNAL
  return api.trace.getTracer(SCOPE).startActiveSpan(SPANS[name], { kind, attributes }, async (span) => {
    try {
      return await work((more) => void span.setAttributes(more))
    } catch (error) {
      fail(span, api.SpanStatusCode.ERROR, error)
      throw error
    } finally {
      span.end()
    }
  })
}

/** In words that may be stored, as everywhere. */
function fail(span: Span, code: number, error: unknown): void {
  span.setStatus({ code, message: describeError(error) })
  if (isPaymentError(error)) span.setAttributes({ "error.type": error.kind })
}
