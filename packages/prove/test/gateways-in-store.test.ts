import { test } from "vitest"
import { prove } from "../src/prove.js"
import { built } from "./built.js"
import { openAdapter } from "./gateways/adapter.js"
import { gateways } from "./gateways/all.js"
import { expectSound } from "./gateways/expect-sound.js"

test.each(gateways)(
  "%s passes the tier shop",
  async (_, gateway) => {
    const file = await built("./gateways/services.ts")
    const { adapter, provider, close } = await openAdapter(gateway)
    try {
      const [report] = await prove({ provider, file, adapter, tiers: ["shop"] })
      expectSound(report)
    } finally {
      await close()
    }
  },
  300_000,
)
