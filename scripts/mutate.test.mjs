import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { expect, it } from "vitest"
import { equivalent } from "../mutation/equivalent.mjs"
import { measuring, outcomesOf } from "../mutation/known.mjs"
import { filesOf, partOf, parts, SRC } from "../mutation/parts.mjs"
import { counted, leftOf, outcomesIn, sentence } from "../mutation/report.mjs"
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

it("leaves whole payments out of what must notice a gateway's change", () => {
  const without = partOf("gateways").without?.() ?? []
  expect(without).toContain("test/providers/payuni/sandbox.test.ts")
  expect(without).toContain("test/providers/newebpay/at-sandbox.test.ts")
  expect(without).not.toContain("test/providers/payuni/operations.test.ts")
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

const location = { start: { line: 2, column: 3 }, end: { line: 2, column: 8 } }

/** A report of Stryker's on one file. @param {string} file @param {string[]} statuses */
function reportOf(file, statuses) {
  const mutants = statuses.map((status, id) => ({ id: String(id), status, replacement: "false", location }))
  return JSON.stringify({ files: { [`${SRC}/${file}`]: { source: "// first\n  known\n", mutants } } })
}

/** @param {(folder: string) => void} act in a folder that is gone afterwards */
function inFolder(act) {
  const folder = mkdtempSync(path.join(tmpdir(), "mutation-"))
  try {
    act(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

it("counts what was killed of what a test can notice, and names the rest", () =>
  inFolder((folder) => {
    const report = path.join(folder, "report.json")
    const statuses = ["Killed", "Timeout", "CompileError", "Ignored", "Pending", "Survived", "NoCoverage"]
    writeFileSync(report, reportOf("a.ts", statuses))
    const outcomes = [...outcomesIn(report, ["a.ts", "b.ts"])].map(([file, outcome]) => ({ file, ...outcome }))
    expect(counted(outcomes)).toEqual({ total: 4, killed: 2, timedOut: 1, equivalent: 0, left: 2, share: 50 })
    expect(outcomes.flatMap((outcome) => leftOf(outcome).map((left) => sentence(outcome.file, left)))).toEqual([
      `survived ${SRC}/a.ts:2  known → false  in  known`,
      `no test reaches ${SRC}/a.ts:2  known → false  in  known`,
    ])
    expect(outcomes[1]).toEqual({ file: "b.ts", killed: 0, timedOut: 0, survived: [] })
    expect(counted([]).share).toBe(100)
  }))

it("does not count as left what no test can notice", () => {
  const { file, line, changes } = first(equivalent)
  const survivor = { status: "Survived", at: 1, change: first(changes ?? []), line }
  const outcome = { file: file.replace(`${SRC}/`, ""), killed: 3, timedOut: 0, survived: [survivor] }
  expect(counted([outcome])).toEqual({ total: 4, killed: 3, timedOut: 0, equivalent: 1, left: 0, share: 100 })
  expect(counted([{ ...outcome, survived: [{ ...survivor, change: "another" }] }])).toMatchObject({
    left: 1,
    share: 75,
  })
  expect(leftOf({ ...outcome, file: "another.ts" })).toEqual([survivor])
})

it("keeps what came of a file beside what is known of others, and says whether it has changed since", () =>
  inFolder((folder) => {
    const known = path.join(folder, "known.json")
    const files = filesOf(partOf("codecs")).slice(0, 2)
    const [one = "", other = ""] = files
    const outcome = { killed: 2, timedOut: 0, survived: [{ status: "Survived", at: 2, change: "a → b", line: "a" }] }
    expect(outcomesOf(files, known)).toEqual([])
    measuring([other], known)(new Map([[other, outcome]]))
    measuring([one], known)(new Map([[one, { ...outcome, killed: 5 }]]))
    expect(outcomesOf(files, known)).toMatchObject([
      { file: one, killed: 5, hasChanged: false },
      { file: other, ...outcome, hasChanged: false },
    ])
    expect(Object.keys(JSON.parse(readFileSync(known, "utf8")))).toEqual(files)
    writeFileSync(known, readFileSync(known, "utf8").replace(/"digest": "./, '"digest": "-'))
    expect(outcomesOf(files, known)).toMatchObject([{ hasChanged: true }, { hasChanged: false }])
  }))

it("knows by name nothing but files of a part", () => {
  const files = new Set(Object.values(parts).flatMap((part) => filesOf(part)))
  const known = JSON.parse(readFileSync(path.join(root, "mutation/known.json"), "utf8"))
  expect(Object.keys(known).filter((file) => !files.has(file))).toEqual([])
})

/** @template T @param {readonly T[]} list @returns {T} */
function first([one]) {
  if (one === undefined) throw new Error("There is none")
  return one
}
