import { readFileSync } from "node:fs"
import { expect, test } from "vitest"
import { cases } from "../src/cases/index.js"
import * as demo from "../src/demo/bank.js"
import { NaiveProvider } from "../src/demo/naive.js"
import { prove } from "../src/prove.js"

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

test("every case that the tutorial names is one that the obvious version fails", async () => {
  const [english = "", chinese = ""] = pages
  const named = casesIn(english)
  const [report] = await prove({ provider: NaiveProvider, adapter: demo })
  const failed = report?.results.filter(({ verdict }) => verdict === "fail").map(({ id }) => id)
  expect(named.filter((name) => !failed?.includes(name))).toEqual([])
  expect(named.length).toBeGreaterThanOrEqual(24)
  expect(casesIn(chinese).sort()).toEqual([...named].sort())
})
