import { afterAll, beforeAll, expect, test } from "vitest"
import { cases } from "../src/cases/index.js"
import * as demo from "../src/demo/bank.js"
import { readFacts } from "../src/facts.js"
import { openCourt } from "../src/prove.js"
import { runCases } from "../src/run.js"
import { mutants } from "./mutants.js"

const facts = readFacts({ ...demo.facts, later: true, patienceMs: 4000 })
let court: Awaited<ReturnType<typeof openCourt>>

beforeAll(async () => {
  court = await openCourt({ provider: { services: Object.values(mutants) }, adapter: demo }, facts)
})

afterAll(() => court?.close())

test("every case has a mutant", () => {
  expect(Object.keys(mutants).sort()).toEqual(cases.map(({ id }) => id).sort())
})

test.each(cases.map((one) => [one.id, one] as const))("%s catches its mutant", async (id, one) => {
  const service = mutants[id]
  if (!service) throw new Error(`no mutant for ${id}`)
  const [result] = await runCases({ ...court.trialOf(service), types: false }, [one], () => undefined)
  expect(result?.verdict, `${id}: ${result?.seen}`).toBe("fail")
})
