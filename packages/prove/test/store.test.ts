import { expect, test } from "vitest"
import * as demo from "../src/demo/bank.js"
import { prove } from "../src/prove.js"
import { built } from "./built-mutants.js"
import { services } from "./store-mutants.js"

const adapter = { ...demo, facts: { ...demo.facts, later: true, patienceMs: 15_000 } }

test("a careful class passes the tier shop", async () => {
  const file = await built("./store-mutants.ts")
  const tiers = ["shop"]
  const [report] = await prove({ provider: { services }, service: "careful", file, adapter, tiers })
  const told = report?.results.map(({ id, verdict, seen, ms }) => `${id} ${verdict} ${seen} ${ms}`)
  if (process.env.SHOW) console.log(told)
  const failed = report?.results.filter(({ verdict }) => verdict !== "pass")
  expect(failed?.map(({ id, seen }) => `${id}: ${seen}`)).toEqual([])
  expect(report?.exit).toBe(0)
})

test("without the provider's file no server can be made, and that is said", async () => {
  const [report] = await prove({ provider: services[0], adapter, only: "order-failed" })
  expect(report?.results.find(({ id }) => id === "order-failed")).toMatchObject({
    verdict: "not judged",
    seen: expect.stringContaining("by its file"),
  })
})
