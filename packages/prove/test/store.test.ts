import { expect, test, vi } from "vitest"
import { storeCases } from "../src/cases/index.js"
import * as demo from "../src/demo/bank.js"
import { readFacts } from "../src/facts.js"
import { loadMedusa } from "../src/house/medusa.js"
import { prove } from "../src/prove.js"
import { openStore } from "../src/store/judge.js"
import { Wire } from "../src/wire/wire.js"
import { built } from "./built.js"
import { services, storeMutants } from "./store-mutants.js"

vi.stubEnv("CAREFUL_TIMEOUT_MS", "20000")

const adapter = { ...demo, facts: { ...demo.facts, later: true, patienceMs: 15_000 } }

test("a careful class passes the tier shop", async () => {
  const file = await built("./store-mutants.ts")
  const tiers = ["shop"]
  const [report] = await prove({ provider: { services }, service: "careful", file, adapter, tiers })
  const failed = report?.results.filter(({ verdict }) => verdict !== "pass")
  expect(failed?.map(({ id, seen }) => `${id}: ${seen}`)).toEqual([])
  expect(report?.exit).toBe(0)
}, 400_000)

test("without the provider's file no server can be made, and that is said", async () => {
  const [report] = await prove({ provider: services.at(-1), adapter, only: "order-failed" })
  expect(report?.results.find(({ id }) => id === "order-failed")).toMatchObject({
    verdict: "not judged",
    seen: expect.stringContaining("by its file"),
  })
})

test("each of its cases catches its mutant", async () => {
  expect(Object.keys(storeMutants).sort()).toEqual(storeCases.map(({ id }) => id).sort())
  const facts = readFacts(adapter.facts)
  const wire = new Wire(facts.hosts)
  await wire.start()
  const identifiers = services.map(({ identifier }) => identifier)
  const trial = { folder: process.cwd(), file: await built("./store-mutants.ts"), identifiers, facts, wire }
  const store = await openStore({ ...trial, openBank: demo.bank }, loadMedusa(process.cwd()))
  try {
    const missed: string[] = []
    for (const one of storeCases) {
      const { verdict, seen } = await store.judge(one, `store-${one.id}`)
      if (verdict !== "fail" || seen?.startsWith("throws")) missed.push(`${one.id}: ${verdict} ${seen}`)
    }
    expect(missed).toEqual([])
  } finally {
    await store.close()
    await wire.stop()
  }
}, 600_000)
