import { readFileSync } from "node:fs"
import { expect, test } from "vitest"
import { titles } from "../src/cases/index.js"
import { readArguments } from "../src/cli/arguments.js"
import { METHODS } from "../src/house/provider-class.js"

const read = (place: string) => readFileSync(new URL(`../${place}`, import.meta.url), "utf8")
const skill = read("skills/medusa-payment-provider/SKILL.md")

/** Told of as not taken yet. */
const PLANNED = ["--medusa"]

/** Commands of other packages have flags of their own. */
const ours = (text: string) => text.replaceAll(/`npm create .*?`/g, "")

function isKnown(flag: string): boolean {
  try {
    readArguments([flag])
    return true
  } catch (error) {
    return Object(error).code !== "ERR_PARSE_ARGS_UNKNOWN_OPTION"
  }
}

test.each([
  ["the skill", skill],
  ["the README", read("README.md")],
])("every flag that %s names exists", (_, text) => {
  const flags = [...new Set(ours(text).match(/--[a-z]+/g))]
  expect(flags.length).toBeGreaterThan(3)
  expect(flags.filter((flag) => !isKnown(flag) && !PLANNED.includes(flag))).toEqual([])
})

test("a flag that does not exist is seen", () => {
  expect(isKnown("--nonsense")).toBe(false)
  expect(isKnown("--fuzz")).toBe(true)
})

test("every case of the skill's traps exists", () => {
  const rows = skill.slice(skill.indexOf("## Traps")).matchAll(/^\|.*\| (.+) \|$/gm)
  const named = [...rows].flatMap(([, cell = ""]) => [...cell.matchAll(/`([a-z0-9-]+)`/g)].map(([, id]) => id))
  expect(named.length).toBeGreaterThan(15)
  expect(named.filter((name) => !titles.some(({ id }) => id === name))).toEqual([])
})

test("every method stands in the skill's contract", () => {
  expect(METHODS.filter((method) => !skill.includes(`\`${method}\``))).toEqual([])
})
