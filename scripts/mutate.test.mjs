import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { expect, it } from "vitest"
import { equivalent } from "../mutation/equivalent.mjs"
import { filesOf, partOf, parts, SRC } from "../mutation/parts.mjs"
import { changesIn, counted, sentence } from "../mutation/report.mjs"
import { root } from "./lib/paths.mjs"

it.each(Object.entries(parts))("%s has files, and tests that must notice", (_name, part) => {
  const files = filesOf(part)
  expect(files.length).toBeGreaterThan(0)
  for (const file of files) {
    const folders = part.testsOf(file).map((tests) => path.dirname(tests.replace("/**", "")))
    expect(
      folders.every((folder) => existsSync(path.join(root, "packages/plugin", folder))),
      file,
    ).toBe(true)
  }
})

it("takes the files whose path has a word", () => {
  expect(filesOf(partOf("codecs"), ["payuni/", "toolkit/form"])).toEqual([
    "providers/payuni/wire.ts",
    "toolkit/form.ts",
  ])
  expect(filesOf(partOf("codecs"), ["nothing"])).toEqual([])
  expect(() => partOf("poems")).toThrow("Which part? codecs, gateways, ledger, payments")
})

it.each(equivalent.map((each) => [each.line, each]))("what no test can notice still stands: %s", (line, { file }) => {
  expect(readFileSync(path.join(root, file), "utf8")).toContain(line)
})

it("counts what was killed of what a test can notice, and names the rest", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "mutation-"))
  const report = path.join(folder, "report.json")
  const location = { start: { line: 2, column: 3 }, end: { line: 2, column: 8 } }
  const mutants = ["Killed", "Timeout", "CompileError", "Ignored", "Survived", "NoCoverage"].map((status, index) => {
    return { id: String(index), status, replacement: "false", location }
  })
  writeFileSync(report, JSON.stringify({ files: { [`${SRC}/a.ts`]: { source: "// first\n  known\n", mutants } } }))
  const changes = changesIn(report, ["a.ts"])
  expect(counted(changes)).toEqual({ total: 4, killed: 2, timedOut: 1, equivalent: 0, left: 2, share: 50 })
  expect(changes.filter(({ end }) => end === "left").map(sentence)).toEqual([
    `survived ${SRC}/a.ts:2  known → false  in  known`,
    `no test reaches ${SRC}/a.ts:2  known → false  in  known`,
  ])
  expect(changesIn(report, ["b.ts"])).toEqual([])
  expect(counted(changesIn(path.join(folder, "none.json"), ["a.ts"])).share).toBe(100)
  rmSync(folder, { recursive: true })
})
