import { expect, test } from "vitest"
import { prove } from "../src/prove.js"
import type { Report } from "../src/verdict.js"
import { built } from "./built.js"
import { openAdapter } from "./gateways/adapter.js"
import { ecpay } from "./gateways/ecpay.js"
import { jkopay } from "./gateways/jkopay.js"
import { linepay } from "./gateways/linepay.js"
import { newebpay } from "./gateways/newebpay.js"
import { payuni } from "./gateways/payuni.js"
import { tappay } from "./gateways/tappay.js"

const found = ({ results }: Report, ...verdicts: string[]) =>
  results.filter(({ verdict }) => verdicts.includes(verdict)).map(({ id, seen }) => `${id}: ${seen}`)

test.each([ecpay, newebpay, payuni, linepay, tappay, jkopay].map((each) => [each.id, each] as const))(
  "%s passes the tier shop",
  async (_, gateway) => {
    const file = await built("./gateways/services.ts")
    const { adapter, provider, close } = await openAdapter(gateway)
    try {
      const [report] = await prove({ provider, file, adapter, tiers: ["shop"] })
      if (!report) throw new Error("no report")
      expect(report.trouble).toBeNull()
      expect(found(report, "fail", "not judged")).toEqual([])
      console.log(found(report, "n/a"), report.results.map(({ id, ms }) => `${id} ${ms}`).join(", "))
    } finally {
      await close()
    }
  },
  300_000,
)
