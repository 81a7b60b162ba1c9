import { readFileSync } from "node:fs"
import { beforeAll, expect, test } from "vitest"
import { cases } from "../src/cases/index.js"
import * as demo from "../src/demo/bank.js"
import { NaiveProvider } from "../src/demo/naive.js"
import { prove } from "../src/prove.js"
import { problemsOf } from "../src/steps/next-steps.js"
import type { Report } from "../src/verdict.js"

/** What the tutorial's obvious version is told; it is judged once for all that is said about it. */
let report: Report

beforeAll(async () => {
  const [only] = await prove({ provider: NaiveProvider, adapter: demo })
  if (!only) throw new Error("no report")
  report = only
}, 300_000)

const failed = () => report.results.filter(({ verdict }) => verdict === "fail").map(({ id }) => id)

const pages = ["README.md", "README.zh-TW.md"].map((name) =>
  readFileSync(new URL(`../../../docs/tutorial/${name}`, import.meta.url), "utf8"),
)

/** The names of cases that a page's prose has in code marks; `identifier` there is the property. */
function casesIn(page: string): string[] {
  const ids = new Set(cases.map(({ id }) => id).filter((id) => id !== "identifier"))
  const prose = page.replace(/```[\s\S]*?```/g, "")
  return [...new Set([...prose.matchAll(/`([a-z0-9-]+)`/g)].map(([, name = ""]) => name))].filter((name) =>
    ids.has(name),
  )
}

test("the obvious version has at least 24 findings", () => {
  expect(failed().length).toBeGreaterThanOrEqual(24)
  expect(report.exit).toBe(1)
})

test("its author reads what fails in this order: contract, money, manners; and where the tutorial tells of it", () => {
  const problems = problemsOf(report)
  expect(problems).toHaveLength(failed().length)
  expect(problems[0]).toContain("(contract)")
  expect(problems.at(-1)).toContain("(manners)")
  expect(problems.find((line) => line.startsWith("refund-in-part"))).toContain("section 6: refundPayment")
})

test("every case that the tutorial names is one that the obvious version fails", () => {
  const [english = "", chinese = ""] = pages
  const named = casesIn(english)
  expect(named.filter((name) => !failed().includes(name))).toEqual([])
  expect(named.length).toBeGreaterThanOrEqual(24)
  expect(casesIn(chinese).sort()).toEqual([...named].sort())
})
