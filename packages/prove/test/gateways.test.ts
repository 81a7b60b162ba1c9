import { expect, test } from "vitest"
import { prove } from "../src/prove.js"
import type { Report } from "../src/verdict.js"
import { openAdapter } from "./gateways/adapter.js"
import { ecpay } from "./gateways/ecpay.js"
import { jkopay } from "./gateways/jkopay.js"
import { linepay } from "./gateways/linepay.js"
import { newebpay } from "./gateways/newebpay.js"
import { payuni } from "./gateways/payuni.js"
import { tappay } from "./gateways/tappay.js"

/** Whatever is not judged says why: it was declared, or the bank of this gateway never does it. */
const REASON = /: (declared: |not given as a package|the bank |the buyer's browser |a declined trade )/

const found = ({ results }: Report, ...verdicts: string[]) =>
  results.filter(({ verdict }) => verdicts.includes(verdict)).map(({ id, seen }) => `${id}: ${seen}`)

test.each([ecpay, newebpay, payuni, linepay, tappay, jkopay].map((each) => [each.id, each] as const))(
  "%s passes every case",
  async (_, gateway) => {
    const { adapter, provider, close } = await openAdapter(gateway)
    try {
      const [report] = await prove({ provider, adapter })
      if (!report) throw new Error("no report")
      expect(report.trouble).toBeNull()
      expect(found(report, "fail", "not judged")).toEqual([])
      expect(found(report, "n/a").filter((line) => !REASON.test(line))).toEqual([])
    } finally {
      await close()
    }
  },
  300_000,
)
