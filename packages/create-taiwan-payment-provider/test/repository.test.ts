import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import path from "node:path"
import { fileURLToPath } from "node:url"
import { expect, test } from "vitest"
import { laws } from "../../../scripts/laws/index.mjs"
import { type Answers, everyAnswer } from "../src/answers.js"
import { gatewayFolder } from "../src/toolkit/files.js"
import { typeErrors } from "./type-check.js"

const root = fileURLToPath(new URL("../../..", import.meta.url))
const plugin = path.join(root, "packages/plugin")

/** Gateways that have every answer to every question among them, under names of their own. */
const gateways = everyAnswer("name")
  .filter(({ kind }) => kind === "toolkit")
  .filter((_, index) => index % 29 === 0)
  .map((answers, index) => ({ ...answers, name: `seventh${index}` }))

const seen = (topic: keyof Answers) => new Set(gateways.map((answers) => answers[topic])).size

test("the gateways that are tried differ in everything", () => {
  expect([seen("start"), seen("notices"), seen("capture"), seen("refund"), seen("signature")]).toEqual([4, 3, 3, 3, 5])
})

test("a gateway in the repository keeps every law but those about what stands beside it", () => {
  const files = filesIn("packages/plugin/src/providers")
  const complaints = laws.flatMap((law) => law.violations(new Map(files)))
  const beside = /has no (tests|a page|vectors|a sandbox|a fidelity table)/
  expect(complaints.filter((line) => /providers\/seventh/.test(line) && !beside.test(line))).toEqual([])
})

test("it compiles beside the toolkit", async () => {
  const folder = path.join(root, ".cache/generated/repository")
  const { compilerOptions } = JSON.parse(readFileSync(path.join(plugin, "tsconfig.json"), "utf8"))
  const { rootDir: _, outDir: __, ...options } = compilerOptions
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  // As the plugin's own: CommonJS.
  writeFileSync(path.join(folder, "package.json"), "{}")
  for (const part of ["toolkit", "payments", "modules"])
    symlinkSync(path.join(plugin, "src", part), path.join(folder, part))
  expect(await typeErrors(new Map(filesIn("providers")), folder, { ...options, noEmit: true })).toBe("")
})

function filesIn(folder: string): [file: string, text: string][] {
  return gateways.flatMap((answers) =>
    [...gatewayFolder(answers)].map(([file, text]): [string, string] => [`${folder}/${answers.name}/${file}`, text]),
  )
}
