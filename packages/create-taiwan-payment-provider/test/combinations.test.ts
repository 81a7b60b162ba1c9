import path from "node:path"
import { fileURLToPath } from "node:url"
import { expect, test } from "vitest"
import { everyAnswer } from "../src/answers.js"
import { packageFiles } from "../src/package-files.js"
import { planOf } from "../src/plan.js"
import { distinctFiles, typeErrors } from "./type-check.js"

/** Inside of the repository, so that Medusa and the packages are found. */
const folder = fileURLToPath(new URL("../../../.cache/generated", import.meta.url))
const all = everyAnswer("my-bank")

test("every combination type-checks as its own tsconfig.json wants it", async () => {
  const packages = all.map(packageFiles)
  const { compilerOptions } = JSON.parse(packages[0]?.get("tsconfig.json") ?? "")
  const files = distinctFiles(packages)
  expect(files.size).toBeGreaterThan(100)
  expect(await typeErrors(files, path.join(folder, "types"), compilerOptions)).toBe("")
})

test("steps are numbered without a gap, each with its error in the files", () => {
  for (const answers of all) {
    const plan = planOf(answers)
    const text = [...packageFiles(answers)]
      .filter(([name]) => !name.endsWith(".md"))
      .map(([, each]) => each)
      .join("\n")
    const numbers = [...text.matchAll(/notWritten\((\d+),/g)].map(([, number]) => Number(number))
    expect([...new Set(numbers)].sort((a, b) => a - b)).toEqual(plan.map(({ number }) => number))
  }
})

test("a README tells the same steps", () => {
  for (const answers of all) {
    const rows = [...(packageFiles(answers).get("README.md") ?? "").matchAll(/^\| (\d+) \|/gm)]
    expect(rows.map(([, number]) => Number(number))).toEqual(planOf(answers).map(({ number }) => number))
  }
})
