import { afterAll, beforeAll, describe, it } from "vitest"
import { renderMatrix } from "./matrix.js"
import { play, type Result, roomsOf } from "./run.js"
import type { Level, Rooms, Scenario } from "./scenario.js"
import type { Subject } from "./subject.js"

const TITLES: Readonly<Record<Level, string>> = {
  L0: "L0, the gateway as pure data and functions",
  L1: "L1, the provider on a real database with the gateway's sandbox",
  L2: "L2, a real Medusa server over HTTP",
}

export interface Registration {
  /** Told the matrix and the results when all scenarios have been played. Default: prints the matrix. */
  readonly report?: (matrix: string, results: readonly Result[]) => void
}

/** Registers every scenario as a vitest test for this subject. What is not applicable is skipped aloud, with its reason. */
export function conformance(
  subject: Subject,
  scenarios: readonly Scenario[],
  { report = print }: Registration = {},
): void {
  const results: Result[] = []
  let rooms: Rooms
  describe(`conformance of ${subject.name}`, () => {
    beforeAll(() => {
      rooms = roomsOf(subject)
    })
    afterAll(async () => {
      report(renderMatrix(scenarios, results), results)
      await rooms.close()
    })
    for (const level of ["L0", "L1", "L2"] as const) {
      const chosen = scenarios.filter((scenario) => scenario.level === level)
      if (chosen.length === 0) continue
      // Each level has a room of its own, so one may wait while another plays; within a level they take turns.
      describe(TITLES[level], { concurrent: true }, () => {
        for (const scenario of chosen) register(scenario, subject, () => rooms, results)
      })
    }
  })
}

function register(scenario: Scenario, subject: Subject, rooms: () => Rooms, results: Result[]): void {
  it.sequential(`${scenario.id}: ${scenario.title}`, async ({ skip }) => {
    const result = await play(scenario, subject, rooms())
    results.push(result)
    if (result.verdict === "not applicable") skip(`not applicable: ${result.reason}`)
    if (result.verdict === "fail") throw new Error(`${result.reason}\n\nThe scenario: ${scenario.script.join(" → ")}`)
  })
}

function print(matrix: string): void {
  console.log(`\n${matrix}\n`)
}
