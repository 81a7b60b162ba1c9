import { test } from "vitest"
import { prove } from "../src/prove.js"
import { openAdapter } from "./gateways/adapter.js"
import { gateways } from "./gateways/all.js"
import { expectSound } from "./gateways/expect-sound.js"

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
  300_000,
)
