import { afterAll, beforeAll, describe, it } from "vitest"
import type { GatewayUnderTest } from "./gateway-under-test.js"
import { renderMatrix } from "./matrix.js"
import { harnessesOf, play, type Result } from "./run.js"
import type { Harnesses, Level, Scenario } from "./scenario.js"

const TITLES: Readonly<Record<Level, string>> = {
  contract: "L0 contract: the gateway as pure data and functions",
  module: "L1 module: the provider on a real database with the gateway's sandbox",
  server: "L2 server: a real Medusa server over HTTP",
}

export interface Registration {
  /** Told the matrix and the results when all scenarios have been played. Default: prints the matrix. */
  readonly report?: (matrix: string, results: readonly Result[]) => void
}

/** Registers every scenario as a vitest test for this subject. What is not applicable is skipped aloud, with its reason. */
export function conformance(
  subject: GatewayUnderTest,
  scenarios: readonly Scenario[],
  { report = print }: Registration = {},
): void {
  const results: Result[] = []
  let harnesses: Harnesses
  describe(`conformance of ${subject.name}`, () => {
    beforeAll(() => {
      harnesses = harnessesOf(subject)
    })
    afterAll(async () => {
      report(renderMatrix(scenarios, results), results)
      await harnesses.close()
    })
    for (const level of ["contract", "module", "server"] as const) {
      const chosen = scenarios.filter((scenario) => scenario.level === level)
      if (chosen.length === 0) continue
      // Each level has a room of its own, so one may wait while another plays; within a level they take turns.
      describe(TITLES[level], { concurrent: true }, () => {
        for (const scenario of chosen) register(scenario, subject, () => harnesses, results)
      })
    }
  })
}

function register(scenario: Scenario, subject: GatewayUnderTest, harnesses: () => Harnesses, results: Result[]): void {
  it.sequential(`${scenario.id}: ${scenario.title}`, async ({ skip }) => {
    const result = await play(scenario, subject, harnesses())
    results.push(result)
    if (result.verdict === "not applicable") skip(`not applicable: ${result.reason}`)
    if (result.verdict === "fail") throw new Error(`${result.reason}\n\nThe scenario: ${scenario.script.join(" → ")}`)
  })
}

function print(matrix: string): void {
  console.log(`\n${matrix}\n`)
}
