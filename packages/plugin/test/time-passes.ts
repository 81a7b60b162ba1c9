import { vi } from "vitest"

const real = performance.now.bind(performance)

/** From now on this process's monotonic clock is so far ahead; until mocks are restored. */
export function timePasses(ms: number): void {
  vi.spyOn(performance, "now").mockImplementation(() => real() + ms)
}
