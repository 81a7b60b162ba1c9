import { afterAll, beforeAll, test, vi } from "vitest"
import { prove } from "../src/prove.js"
import { openAdapter } from "./gateways/adapter.js"
import { gateways } from "./gateways/all.js"
import { expectSound } from "./gateways/expect-sound.js"

const LONGEST_MS = 2000

/** Vendors ask for up to a minute of patience; a bank that stays silent is waited for in many cases. */
beforeAll(() => {
  const timeout = AbortSignal.timeout.bind(AbortSignal)
  vi.spyOn(AbortSignal, "timeout").mockImplementation((ms) => timeout(Math.min(ms, LONGEST_MS)))
})

afterAll(() => void vi.restoreAllMocks())

test.each(gateways)(
  "%s passes every case",
  async (_, gateway) => {
    const { adapter, provider, close } = await openAdapter(gateway)
    try {
      const [report] = await prove({ provider, adapter })
      expectSound(report)
    } finally {
      await close()
    }
  },
  600_000,
)
