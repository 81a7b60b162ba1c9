import { createRequire } from "node:module"

/** As much of `@opentelemetry/api` as is used here, so that our types need no package that a shop may not have. */
export interface OpenTelemetry {
  readonly trace: { getTracer(name: string): Tracer }
  readonly metrics: { getMeter(name: string): Meter }
  readonly SpanKind: { readonly INTERNAL: number; readonly CLIENT: number }
  readonly SpanStatusCode: { readonly ERROR: number }
}

export type Attributes = Readonly<Record<string, string | number>>

export interface Span {
  setAttributes(attributes: Attributes): unknown
  setStatus(status: { readonly code: number; readonly message?: string }): unknown
  end(): void
}

export interface Tracer {
  startActiveSpan<Result>(
    name: string,
    options: { readonly kind: number; readonly attributes: Attributes },
    work: (span: Span) => Result,
  ): Result
}

export interface Meter {
  createCounter(name: string, options: Described): { add(by: number, attributes: Attributes): void }
  createHistogram(name: string, options: Described): { record(value: number, attributes: Attributes): void }
  createObservableGauge(name: string, options: Described): Gauge
  addBatchObservableCallback(observe: Observe, gauges: Gauge[]): void
  removeBatchObservableCallback(observe: Observe, gauges: Gauge[]): void
}

export interface Described {
  readonly description: string
  readonly advice?: { readonly explicitBucketBoundaries: number[] }
}

/** Known to the meter that made it. */
export type Gauge = object

export type Observe = (result: { observe(gauge: Gauge, value: number, attributes?: Attributes): void }) => Promise<void>

export const SCOPE = "@taiwan-payments/medusa"

let found: OpenTelemetry | null | undefined

/** The API where the shop has it, else null: then nothing is told to anybody. */
export function openTelemetry(): OpenTelemetry | null {
  if (found === undefined) found = lookFor()
  return found
}

function lookFor(): OpenTelemetry | null {
  try {
    return createRequire(__filename)("@opentelemetry/api")
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "MODULE_NOT_FOUND"
}
