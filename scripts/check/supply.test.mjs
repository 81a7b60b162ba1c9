import { expect, test } from "vitest"
import { lockPackages } from "../lib/lock-packages.mjs"
import { judge, read } from "./audit.mjs"
import { licenceLines, unfree } from "./licences.mjs"
import { unsafe } from "./lock-file.mjs"

const SUM = "sha512-abc"
const build = { version: "1.0.0", optional: true, os: ["linux"], cpu: ["arm64"] }

/** @param {object} change @param {object} [asker] @returns {import("../lib/lock-packages.mjs").Lock} */
const withBuild = (change, asker = {}) => ({
  "": {},
  "packages/plugin": { license: "MIT" },
  "node_modules/tool": { integrity: SUM, optionalDependencies: { "tool-linux-arm64": "1.0.0" }, ...asker },
  "node_modules/tool-linux-arm64": { ...build, ...change },
  "node_modules/own": { link: true },
})

test("an optional build for another machine may lack its sum", () => {
  expect(unsafe(withBuild({}))).toEqual([])
})

test.each([
  ["it is not optional", withBuild({ optional: undefined })],
  ["it is for every machine", withBuild({ os: undefined })],
  ["it is for every processor", withBuild({ cpu: undefined })],
  ["it is another version", withBuild({ version: "1.0.1" })],
  ["its asker takes a range", withBuild({}, { optionalDependencies: { "tool-linux-arm64": "^1.0.0" } })],
  ["its asker is not proven", withBuild({}, { integrity: undefined })],
  ["nobody asks for it", withBuild({}, { optionalDependencies: {} })],
])("but not where %s", (_why, lock) => {
  expect(unsafe(lock).join()).toMatch(/tool-linux-arm64 has no sum/)
})

test("a sum that can be forged is none", () => {
  expect(unsafe(withBuild({ integrity: "sha1-abc" }))).toEqual([
    "tool-linux-arm64 has no SHA-512 sum in package-lock.json",
  ])
})

test("licences of all that comes with a package are named, and of nothing else", () => {
  const lock = {
    "packages/sandbox": { license: "MIT", dependencies: { hono: "^4", near: "1", own: "1" } },
    "packages/sandbox/node_modules/near": { license: "ISC", dependencies: { deep: "1" } },
    "node_modules/near": { license: "GPL-3.0" },
    "node_modules/deep": { license: "GPL-3.0" },
    "node_modules/hono": { license: "MIT" },
    "node_modules/tool": { license: "GPL-3.0" },
    "node_modules/own": { link: true },
  }
  expect(licenceLines(lock)).toEqual(["packages/sandbox MIT: deep GPL-3.0, hono MIT, near ISC"])
  expect(unfree(lock)).toEqual(["deep is licensed under GPL-3.0"])
  expect(unfree({ "packages/x": {} })).toEqual(["packages/x is licensed under nothing that package-lock.json names"])
})

test("a registry that does not answer is said to be silent, and proves nothing", () => {
  /** @type {string[]} */
  const notes = []
  const told = read('{ "message": "405 Method Not Allowed - POST https://registry.example/x" }', "")
  expect(judge(told, new Set(), (line) => notes.push(line))).toEqual([])
  expect(judge(read("", "spawn npm ENOENT"), new Set(), (line) => notes.push(line))).toEqual([])
  expect(notes[0]).toMatch(/could not be asked.*405 Method Not Allowed - POST \(address\)/)
  expect(notes[1]).toMatch(/could not be asked.*ENOENT/)
})

test("a weakness fails where it is shipped, and is named elsewhere", () => {
  /** @type {string[]} */
  const notes = []
  const vulnerabilities = { hono: { name: "hono", severity: "high" }, vite: { name: "vite", severity: "low" } }
  const problems = judge(read(JSON.stringify({ vulnerabilities }), ""), new Set(["hono"]), (line) => notes.push(line))
  expect(problems).toEqual(["hono has a known weakness (high) and comes with a published package"])
  expect(notes).toEqual(["weak, but not shipped: vite"])
})

test("this repository's own lock file is in order", () => {
  expect([...unsafe(lockPackages()), ...unfree(lockPackages())]).toEqual([])
})
