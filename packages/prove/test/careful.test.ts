import { expect, test } from "vitest"
import * as demo from "../src/demo/bank.js"
import { NaiveProvider } from "../src/demo/naive.js"
import { prove } from "../src/prove.js"
import { Careful } from "./careful.js"

const failuresOf = async (provider: unknown) => {
  const [report] = await prove({ provider, adapter: { ...demo, facts: { ...demo.facts, later: true } } })
  console.log(
    report?.results
      .filter((r) => r.ms > 200)
      .map((r) => `${r.id} ${r.ms}`)
      .join(", "),
  )
  expect(report?.trouble).toBeNull()
  return {
    exit: report?.exit,
    failed: report?.results.filter(({ verdict }) => verdict !== "pass").map(({ id, seen }) => `${id}: ${seen}`),
    report,
  }
}

test("a careful class passes every case", async () => {
  const { exit, failed } = await failuresOf(Careful)
  expect(failed).toEqual(["types-shipped: given as a class, not as a package"])
  expect(exit).toBe(0)
})

test("the tutorial's class fails at least 24 cases", async () => {
  const { exit, failed } = await failuresOf(NaiveProvider)
  console.log(failed?.join("\n"))
  expect(exit).toBe(1)
  expect(failed?.length).toBeGreaterThanOrEqual(24)
})
