import { context as activeContext, metrics, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api"
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks"
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from "@opentelemetry/sdk-metrics"
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-base"
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest"
import type { Attempt } from "../../../src/modules/ledger/records"
import { recordNotice } from "../../../src/payments/notices/verify"
import { runWorkflow } from "../../../src/payments/orders/workflows"
import { queryStatus } from "../../../src/payments/queries/query"
import { watchGauges } from "../../../src/payments/telemetry/gauges"
import { openBank } from "../../fake-bank"
import { methodAccountAt, notice } from "../../fake-gateway"
import { inBoth } from "../../in-both"
import { containerOf } from "../../shop-container"
import { newAttempt, newId, useShop } from "../../shop-database"

const place = useShop()
const context = () => place.shop.context

const spans = new InMemorySpanExporter()
const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE)
const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 })

beforeAll(() => {
  activeContext.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
  trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(spans)] }))
  metrics.setGlobalMeterProvider(new MeterProvider({ readers: [reader] }))
})
afterAll(async () => {
  await reader.shutdown()
  for (const api of [activeContext, trace, metrics]) api.disable()
})
beforeEach(() => spans.reset())

/** The values of a metric that has these labels. */
async function valuesOf(name: string, labels: Readonly<Record<string, string>> = {}): Promise<unknown[]> {
  exporter.reset()
  await reader.forceFlush()
  const all = exporter.getMetrics().flatMap(({ scopeMetrics }) => scopeMetrics.flatMap((scope) => scope.metrics))
  const points = all.filter(({ descriptor }) => descriptor.name === name).flatMap(({ dataPoints }) => [...dataPoints])
  const isMeant = ({ attributes }: { attributes: object }) =>
    Object.entries(labels).every(([label, value]) => Reflect.get(attributes, label) === value)
  return points.filter(isMeant).map(({ value }) => value)
}

async function anAccount() {
  const bank = await openBank()
  const merchant = newId("M")
  const methodAccount = methodAccountAt(bank, { merchant, perTradeSeconds: 1, perMinute: 10 })
  const container = containerOf(place.shop, "pp_fake-card_main", methodAccount)
  const open = () => context().ledger.open(newAttempt({ merchant }))
  const ask = (attempt: Attempt) => queryStatus(context(), methodAccount, attempt)
  return { bank, merchant, methodAccount, container, open, ask }
}

it("a conversation is a span, and each request of it a client span within", async () => {
  const { bank, merchant, open, ask } = await anAccount()
  const attempt = await open()
  bank.know({ tradeNo: attempt.trade_no, merchant })
  await ask(attempt)
  const named = (name: string) => spans.getFinishedSpans().filter((span) => span.name === name)
  const [conversation] = named("taiwan_payments.conversation")
  const [exchange, ...others] = named("taiwan_payments.exchange")
  expect(others).toEqual([])
  expect(conversation?.attributes).toEqual({ gateway: "fake", environment: "sandbox", attempt_id: attempt.id })
  expect(exchange).toMatchObject({ kind: SpanKind.CLIENT, attributes: { call: "query" } })
  expect(exchange?.attributes["http.response.status_code"]).toBe(200)
  expect(exchange?.parentSpanContext?.spanId).toBe(conversation?.spanContext().spanId)
})

it("a span ends in error where the gateway does not answer, and its time is measured all the same", async () => {
  const { bank, open, ask } = await anAccount()
  bank.faults.set("query", ["cut"])
  await ask(await open())
  const failed = spans.getFinishedSpans().filter(({ status }) => status.code === SpanStatusCode.ERROR)
  expect(failed.map(({ name }) => name)).toEqual(["taiwan_payments.exchange", "taiwan_payments.conversation"])
  expect(failed[0]?.attributes["error.type"]).toBe("unreachable")
  const labels = { call: "query", outcome: "failed" }
  expect(await valuesOf("taiwan_payments_exchange_seconds", labels)).toMatchObject([{ count: 1 }])
})

it("a run of a workflow is a span with its id", async () => {
  const { container } = await anAccount()
  await runWorkflow(container, "capture-payment-workflow", {})
  const names = spans.getFinishedSpans().map(({ name, attributes }) => [name, attributes])
  expect(names).toEqual([["taiwan_payments.workflow", { workflow: "capture-payment-workflow" }]])
})

it("counts notices by verdict, and codes that nobody knows", async () => {
  const { merchant, methodAccount, open } = await anAccount()
  const { trade_no: tradeNo } = await open()
  const forged = { body: Buffer.from("tradeNo=T1&sign=no"), headers: {}, query: "" }
  const counted = () => valuesOf("taiwan_payments_notices", { gateway: "fake", verdict: "forged" })
  const [before = 0] = await counted()
  for (const raw of [forged, notice({ merchant, tradeNo, state: "unknown" })])
    await recordNotice(context(), methodAccount, raw, "notice")
  expect(await counted()).toEqual([Number(before) + 1])
  expect(await valuesOf("taiwan_payments_notices", { verdict: "accepted" })).toEqual([1])
  expect(await valuesOf("taiwan_payments_unknown_codes", { gateway: "fake" })).toEqual([1])
})

it("counts trades that the gateway does not know", async () => {
  const { open, ask } = await anAccount()
  await ask(await open())
  expect(await valuesOf("taiwan_payments_no_such_trade", { gateway: "fake" })).toEqual([1])
})

it("shows alarms, what waits for its order, and what may still be asked, until it is stopped", async () => {
  const { container, merchant, open, ask } = await anAccount()
  const stop = watchGauges(container)
  await place.shop.db("taiwan_payment_attempt").update({ apply_at: null })
  const attempt = await open()
  await ask(attempt)
  const about = { attempt_id: attempt.id, subject: attempt.id, amount: 1, order_id: null }
  await context().ledger.raise({ kind: "second_payment", detail: inBoth("twice"), ...about })
  const waits = { state: "captured", apply_at: new Date(), paid_at: new Date(Date.now() - 90_000) }
  await place.shop.db("taiwan_payment_attempt").where({ id: attempt.id }).update(waits)
  expect(await valuesOf("taiwan_payments_alarms_open", { kind: "second_payment" })).toEqual([1])
  expect(await valuesOf("taiwan_payments_unapplied")).toEqual([1])
  const [seconds] = await valuesOf("taiwan_payments_unapplied_oldest_seconds")
  expect(Number(seconds)).toBeGreaterThanOrEqual(89)
  expect(await valuesOf("taiwan_payments_query_budget", { merchant })).toEqual([9])
  stop()
  await context().ledger.resolveAlarms(attempt.id, "done")
  await context().ledger.raise({ kind: "wrong_amount", detail: inBoth("x"), ...about })
  expect(await valuesOf("taiwan_payments_alarms_open", { kind: "wrong_amount" })).toEqual([])
})

it("tells of nobody", async () => {
  const told = spans.getFinishedSpans().map(({ attributes, status }) => JSON.stringify([attributes, status]))
  expect(told.join()).not.toMatch(/buyer|email|phone|sign/)
})
