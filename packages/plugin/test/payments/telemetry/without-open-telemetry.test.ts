import { expect, it, vi } from "vitest"

vi.mock("node:module", () => ({
  createRequire: () => () => {
    throw Object.assign(new Error("Cannot find module '@opentelemetry/api'"), { code: "MODULE_NOT_FOUND" })
  },
}))

it("works without @opentelemetry/api, and tells nobody anything", async () => {
  const { openTelemetry } = await import("../../../src/payments/telemetry/open-telemetry")
  const { count, recordExchange } = await import("../../../src/payments/telemetry/metrics")
  const { withSpan } = await import("../../../src/payments/telemetry/spans")
  expect(openTelemetry()).toBeNull()
  count("notices", { verdict: "accepted" })
  recordExchange(1, { call: "query" })
  expect(await withSpan("exchange", {}, async (learned) => learned({ status: 200 }) ?? "done")).toBe("done")
  await expect(withSpan("exchange", {}, () => Promise.reject(new Error("refused")))).rejects.toThrow("refused")
})
