import { expect, test } from "vitest"
import * as demo from "../src/demo/bank.js"
import { prove } from "../src/prove.js"
import type { Report } from "../src/verdict.js"
import { Careful } from "./careful.js"
import { Confirming } from "./mutant-makers.js"
import { politeBank } from "./polite-bank.js"

const adapter = { ...demo, facts: { ...demo.facts, later: true, patienceMs: 15_000 } }

const found = ({ results }: Report, ...verdicts: string[]) =>
  results.filter(({ verdict }) => verdicts.includes(verdict)).map(({ id, seen }) => `${id}: ${seen}`)

test("a careful class passes every case", async () => {
  const [report] = await prove({ provider: Careful, adapter })
  if (!report) throw new Error("no report")
  expect(found(report, "fail", "not judged")).toEqual([])
  const [byCode, others] = [true, false].map((is) =>
    found(report, "n/a").filter((line) => line.includes("-by-code") === is),
  )
  expect(others).toEqual([
    "types-shipped: not given as a package's entry",
    "update-leaves-a-trade: the bank's trade asks the new amount itself",
    "refund-not-offered: declared: any part can be given back",
    "confirm-unanswered: the bank is asked for nothing that moves money",
  ])
  // This bank refuses by status; the next test's bank does not.
  expect(byCode).toHaveLength(6)
  expect(report).toMatchObject({ exit: 0, trouble: null })
  expect(JSON.stringify(report)).not.toContain("sk_test_taix")
})

test.each([Careful, Confirming])(
  "%o passes, too, where the bank refuses by a code in an answer of 200",
  async (provider) => {
    const [report] = await prove({ provider, adapter: { ...adapter, bank: politeBank }, tiers: ["money"] })
    if (!report) throw new Error("no report")
    expect(found(report, "fail", "not judged")).toEqual([])
    const notJudged = found(report, "n/a").filter((line) => line.includes("-by-code"))
    expect(notJudged).toHaveLength(provider === Careful ? 1 : 2)
  },
)

test("a key that a class says aloud is in no report", async () => {
  class Talks extends Careful {
    static override identifier = "talks"
    override async refundPayment(): Promise<never> {
      await this.call("GET", `/balance?key=${this.options.apiKey}`).catch(() => undefined)
      throw new Error(`no refunds for ${this.options.apiKey}`)
    }
  }
  const [report] = await prove({ provider: Talks, adapter, only: "refund-in-part" })
  const result = report?.results.find(({ id }) => id === "refund-in-part")
  expect(result).toMatchObject({ verdict: "fail", seen: expect.stringContaining("no refunds for …") })
  expect(result?.requests.at(-1)?.path).toBe("/balance?key=…")
  expect(JSON.stringify(report)).not.toContain("sk_test_taix")
})

test("what does not start, or cannot open a session, is not judged", async () => {
  class Broken extends Careful {
    static override identifier = "broken"
    static override validateOptions() {
      throw new Error("the key is wrong")
    }
  }
  const [unstarted] = await prove({ provider: Broken, adapter })
  expect(unstarted).toMatchObject({ exit: 2, results: [] })
  expect(unstarted?.trouble).toContain("the key is wrong")
  class Closed extends Careful {
    static override identifier = "closed"
    override async initiatePayment(): Promise<never> {
      throw new Error("closed today")
    }
  }
  const [report] = await prove({ provider: Closed, adapter, tiers: ["money"] })
  expect(report?.exit).toBe(2)
  expect(report?.results.find(({ id }) => id === "cents")).toMatchObject({
    verdict: "not judged",
    seen: "initiate failed",
  })
})
