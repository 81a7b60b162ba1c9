import { expect, test } from "vitest"
import { cases } from "../src/cases/index.js"
import { readArguments } from "../src/cli/arguments.js"
import { worst } from "../src/cli/judge.js"
import { main } from "../src/cli/main.js"
import * as demo from "../src/demo/bank.js"
import { invent, random, read, tell } from "../src/fuzz/story.js"
import { servicesOf } from "../src/house/provider-class.js"
import { prove } from "../src/prove.js"
import { badgeText } from "../src/report/badge.js"
import { lineOf } from "../src/report/human.js"
import { junit } from "../src/report/junit.js"
import { askedBy } from "../src/run.js"
import { exitOf, type Report, type Result } from "../src/verdict.js"
import { Careful } from "./careful.js"

const result = (id: string, tier: Result["tier"], verdict: Result["verdict"]): Result => ({
  ...{ id, tier, verdict, seen: verdict === "pass" ? null : "60 < 1060", loss: "money", ms: 12, requests: [] },
})

const gates = cases.filter(({ gate }) => gate === "everything")

test.each([
  [0, [result("paid", "money", "pass")]],
  [1, [result("paid", "money", "pass"), result("cents", "money", "fail")]],
  [1, [result("update", "contract", "fail")]],
  [3, [result("words", "manners", "fail"), result("paid", "money", "pass")]],
  [2, [result("paid", "money", "fail"), result("cents", "money", "not judged")]],
  [2, [result("cents", "money", "n/a")]],
] as const)("ends with %i", (exit, results) => {
  expect(exitOf(results, gates, { strict: false })).toBe(exit)
})

test.each([
  [2, [result("paid", "money", "pass"), result("update", "contract", "n/a")], "update"],
  [0, [result("paid", "money", "pass"), result("update", "contract", "pass")], "update"],
  [1, [result("paid", "money", "pass"), result("update", "contract", "fail")], "update"],
  [0, [result("paid", "money", "pass"), result("update", "contract", "n/a")], undefined],
  [2, [result("paid", "money", "pass"), result("shop-orders", "shop", "not judged")], undefined],
] as const)("what was asked for and has no verdict has not passed: %i", (exit, results, only) => {
  expect(exitOf(results, gates, { strict: false, isAsked: askedBy({ only }) })).toBe(exit)
})

test("a case that does not apply says so, and has not passed", async () => {
  const adapter = { ...demo, facts: { ...demo.facts, later: false } }
  const [report] = await prove({ provider: Careful, adapter, only: "voucher-paid-later" })
  expect(report).toMatchObject({ exit: 2, trouble: "voucher-paid-later does not apply: declared: no vouchers" })
})

test("strict takes manners for money", () => {
  expect(exitOf([result("words", "manners", "fail")], gates, { strict: true })).toBe(1)
  expect(worst([{ exit: 0 }, { exit: 3 }, { exit: 1 }])).toBe(1)
})

test("a failure is told with its loss and its replay", () => {
  expect(lineOf(result("cents", "money", "fail"), "prove x --bank y")).toBe(
    `  FAIL ${"cents".padEnd(34)} 60 < 1060\n       -> money\n       replay: prove x --bank y --only cents`,
  )
})

const report = {
  provider: { identifier: "a&b" },
  medusa: "2.21.2",
  trouble: null,
  results: [result("paid", "money", "pass"), result("cents", "money", "fail"), result("words", "manners", "pass")],
} as object as Report

test("reports for machines", () => {
  expect(badgeText([report])).toBe("money 1/2 · Medusa 2.21.2")
  expect(junit([report])).toContain('<testsuite name="a&amp;b" tests="3" failures="1" errors="0">')
  expect(junit([report])).toContain('<failure message="60 &lt; 1060">money</failure>')
})

test("what is not known is refused", async () => {
  expect(() => readArguments(["x.js", "--tier", "stage"])).toThrow(/no tier stage/)
  expect(() => readArguments(["--fuzz", "many"])).toThrow(/no number/)
  const lines: string[] = []
  expect(await main(["x.js"], process.cwd(), (text) => lines.push(text))).toBe(2)
  expect(lines.join("")).toContain("--bank")
  expect(await main(["nowhere.js", "--bank", "x.mjs"], process.cwd(), () => undefined)).toBe(2)
})

test("what is wrong with the call goes where no report is", async () => {
  const [reports, complaints]: [string[], string[]] = [[], []]
  const call = (...args: string[]) =>
    main(
      args,
      process.cwd(),
      (text) => reports.push(text),
      (text) => complaints.push(text),
    )
  expect(await call("x.js", "--json", "-")).toBe(2)
  expect(reports).toEqual([])
  expect(complaints.join("")).toContain("--bank")
})

test("what cannot be read is called by its name", async () => {
  expect(() => readArguments(["--seed", "x"])).toThrow(/--seed x is no whole number/)
  const lines: string[] = []
  const call = (...args: string[]) => main(args, process.cwd(), (text) => lines.push(text))
  expect(await call("test/careful.ts", "--zero", "--options", "{bad")).toBe(2)
  expect(lines.join("")).toContain("--options must be an object in JSON")
})

test("a provider is found in every wrapping", () => {
  for (const wrapped of [
    Careful,
    { default: Careful },
    { services: [Careful] },
    { default: { default: { services: [Careful] } } },
  ])
    expect(servicesOf(wrapped)).toEqual([Careful])
  expect(() => servicesOf({ default: {} })).toThrow(/no payment provider/)
})

test("a history reads as it is told, and a seed always tells the same", () => {
  const story = invent(random(7))
  expect(tell(read(tell(story)))).toBe(tell(story))
  expect(tell(invent(random(7)))).toBe(tell(story))
  expect(() => read("open > steal")).toThrow(/"steal" is no step/)
})
