import { appendFileSync } from "node:fs"
import { afterAll, beforeAll, expect, test } from "vitest"
import type { Case } from "../src/cases/case.js"
import { cases } from "../src/cases/index.js"
import * as demo from "../src/demo/bank.js"
import { readFacts } from "../src/facts.js"
import { openCourt } from "../src/prove.js"
import { runCases } from "../src/run.js"
import { alsoCaughtBy } from "./also-caught.js"
import { mutants } from "./mutants.js"
import { politeBank } from "./polite-bank.js"

const facts = readFacts({ ...demo.facts, later: true, patienceMs: 4000 })
let court: Awaited<ReturnType<typeof openCourt>>

beforeAll(async () => {
  court = await openCourt({ provider: { services: Object.values(mutants) }, adapter: demo }, facts)
})

afterAll(() => court?.close())

/** Each case for itself: a gate that fails closes nothing. */
async function catches(one: Case, id: string): Promise<boolean> {
  const service = mutants[id]
  if (!service) throw new Error(`no mutant for ${id}`)
  const types = id === "types-shipped" ? (false as const) : null
  const bank = /-by-code$/.test(id) ? { openBank: politeBank } : {}
  const declared = id === "refund-not-offered" ? { facts: { ...facts, refund: "full" as const } } : {}
  const trial = { ...court.trialOf(service), types, ...bank, ...declared }
  const [result] = await runCases(trial, [one], () => undefined)
  return result?.verdict === "fail"
}

test("every case has a mutant", () => {
  expect(Object.keys(mutants).sort()).toEqual(cases.map(({ id }) => id).sort())
})

test.each(cases.map((one) => [one.id, one] as const))("%s catches its mutant", async (id, one) => {
  expect(await catches(one, id)).toBe(true)
})

const measured = Object.entries(alsoCaughtBy).flatMap(([id, others]) => others.map((other) => [id, other] as const))

test.each(measured)("the mutant of %s is caught by %s, too", async (id, other) => {
  const one = cases.find((each) => each.id === other)
  expect(one && (await catches(one, id))).toBe(true)
})

/**
 * PROVE_TEETH: a file for what is seen. Every case on every mutant takes some ten minutes; PROVE_TEETH_OF chooses mutants.
 * What it writes belongs into also-caught.ts.
 */
const seenFile = process.env.PROVE_TEETH
const chosen = process.env.PROVE_TEETH_OF?.split(",")
const wanted = cases.map(({ id }) => id).filter((id) => !chosen || chosen.includes(id))

test.runIf(seenFile).each(wanted)(
  "the mutant of %s is caught by those that are listed, and by nobody else",
  async (id) => {
    const others: string[] = []
    for (const one of cases) if (one.id !== id && (await catches(one, id))) others.push(one.id)
    appendFileSync(String(seenFile), `  ${JSON.stringify(id)}: ${JSON.stringify(others)},\n`)
    expect(others).toEqual(alsoCaughtBy[id])
  },
)
