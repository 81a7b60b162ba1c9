import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import path from "node:path"
import { fileURLToPath } from "node:url"
import { expect, test } from "vitest"
import { main } from "../src/main.js"
import { runOwnTests } from "./own-tests.js"

const root = fileURLToPath(new URL("../../..", import.meta.url))
/** Inside of the repository, so that Medusa and the packages are found. */
const parent = path.join(root, ".cache/generated")

async function generated(folder: string, ...flags: string[]): Promise<string> {
  rmSync(path.join(parent, folder), { recursive: true, force: true })
  mkdirSync(parent, { recursive: true })
  let said = ""
  const write = (text: string) => {
    said += text
  }
  const exit = await main([folder, "--name", "taiwan-bank", ...flags, "--yes"], { folder: parent, write, ask: null })
  if (exit !== 0) throw new Error(said)
  return path.join(parent, folder)
}

/** The numbered lines of the list. */
const listIn = (output: string) => [
  ...new Set([...output.matchAll(/^ *(\d+)\. (.+)$/gm)].map(([, number, what]) => `${number}. ${what}`)),
]

const LIKE_THE_EXAMPLE = [
  "--start",
  "redirect",
  "--notices",
  "unsigned",
  "--capture",
  "manual",
  "--signature",
  "bearer",
]

test("an empty class fails with all that there is to write, the bank first", async () => {
  const { passed, output } = await runOwnTests(await generated("empty", ...LIKE_THE_EXAMPLE))
  expect(passed).toBe(false)
  expect(output).toContain("16 left, in this order:")
  expect(output).toMatch(/Then prove's cases: \d+ of contract, \d+ of money, \d+ of manners\./)
  const list = listIn(output)
  expect(list.map((line) => Number.parseInt(line, 10))).toEqual(Array.from({ length: 16 }, (_, index) => index + 1))
  expect(list[0]).toBe("1. trades() in bank.prove.mjs: every trade that was opened, in order (tutorial, the bank)")
  expect(list[8]).toContain("cancelPayment in src/provider.ts")
  expect(list[8]).toContain("(tutorial, section 3: cancelPayment)")
})

test("with a bank the list is shorter, and its steps keep their numbers", async () => {
  const folder = await generated("half", ...LIKE_THE_EXAMPLE)
  fillIn(folder, "bank.prove.mjs", "fake-bank.mjs")
  renameOption(folder, "resultUrl", "notifyUrl")
  const { passed, output } = await runOwnTests(folder)
  expect(passed).toBe(false)
  expect(listIn(output).map((line) => Number.parseInt(line, 10))).toEqual([7, 8, 9, 10, 11, 12, 13, 14, 15, 16])
})

test("filled in with the example's class and bank, nothing is left", async () => {
  const folder = await generated("filled", ...LIKE_THE_EXAMPLE)
  fillIn(folder, "bank.prove.mjs", "fake-bank.mjs", "src/provider.ts")
  const { passed, output } = await runOwnTests(folder)
  expect(output).toContain("1 passed")
  expect(passed).toBe(true)
})

test("a gateway of the toolkit boots in Medusa, and fails with its own list", async () => {
  const flags = ["--kind", "toolkit", "--notices", "signed", "--capture", "both", "--signature", "sorted-sha256"]
  const { passed, output } = await runOwnTests(await generated("toolkit", ...flags))
  expect(passed).toBe(false)
  const list = listIn(output)
  expect(list).toHaveLength(12)
  expect(list[6]).toContain("openTrade in src/start.ts")
  expect(list.at(-1)).toContain("(tutorial, section 9: getWebhookActionAndData)")
})

function fillIn(folder: string, ...files: string[]): void {
  for (const file of files) copyFileSync(path.join(root, "examples/taiwan-bank", file), path.join(folder, file))
}

/** The example has another name for it than the class that is generated. */
function renameOption(folder: string, from: string, to: string): void {
  const file = path.join(folder, "bank.prove.mjs")
  writeFileSync(file, readFileSync(file, "utf8").replaceAll(from, to))
}
