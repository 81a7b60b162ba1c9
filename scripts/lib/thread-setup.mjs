import { afterAll, vi } from "vitest"

/** What a file left changed does not reach the next one of its thread. */
afterAll(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  vi.unstubAllEnvs()
})
