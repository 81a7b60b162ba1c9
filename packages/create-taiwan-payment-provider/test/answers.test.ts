import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { afterEach, beforeEach, expect, test } from "vitest"
import { choicesAfter, everyAnswer, problemsOf, QUESTIONS, USUAL } from "../src/answers.js"
import { type Ask, completeAnswers } from "../src/ask.js"
import { USAGE } from "../src/flags.js"
import { main } from "../src/main.js"

let folder = ""
let said = ""

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "create-provider-"))
  said = ""
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

const write = (text: string) => {
  said += text
}

const call = (args: string[], ask: Ask | null = null) => main(args, { folder, write, ask })

/** A person who types these, one after another. */
function person(...typed: string[]): Ask & { readonly asked: string[] } {
  const asked: string[] = []
  const ask = async (text: string) => {
    asked.push(text)
    return typed.shift() ?? ""
  }
  return Object.assign(ask, { asked })
}

test("without a terminal flags answer, and the rest is usual", async () => {
  expect(await call(["--name", "my-bank", "--start", "form", "--notices", "unsigned"])).toBe(0)
  expect(said).toContain("npm test")
  const manifest = JSON.parse(readFileSync(path.join(folder, "my-bank/package.json"), "utf8"))
  expect(manifest).toMatchObject({ name: "my-bank", scripts: { test: "vitest run" } })
  expect(readFileSync(path.join(folder, "my-bank/bank.prove.mjs"), "utf8")).toContain('notices: "unsigned"')
})

test("a folder gives the name, a scope stays out of the folder", async () => {
  expect(await call(["some/other-bank", "--yes"])).toBe(0)
  expect(JSON.parse(readFileSync(path.join(folder, "some/other-bank/package.json"), "utf8")).name).toBe("other-bank")
  expect(await call(["--name", "@shop/my-bank", "--yes"])).toBe(0)
  expect(readFileSync(path.join(folder, "my-bank/src/provider.ts"), "utf8")).toContain('identifier = "my-bank"')
})

test.each([
  ["my-bank/", "my-bank"],
  ["./my-bank", "my-bank"],
  [".", "my-own"],
])("the folder %s names the package as a shell writes it", async (written, name) => {
  const own = path.join(folder, "my-own")
  mkdirSync(path.join(own, ".git"), { recursive: true })
  expect(await main([written, "--yes"], { folder: own, write, ask: null }), said).toBe(0)
  expect(JSON.parse(readFileSync(path.join(own, written, "package.json"), "utf8")).name).toBe(name)
})

test.each([
  [["--yes"], /--name my-bank/],
  [["--name", "My Bank", "--yes"], /small letters/],
  [["--name", "b", "--kind", "fancy"], /--kind fancy: there is plain, toolkit/],
  [["--name", "b", "--start", "voucher", "--capture", "manual"], /--capture automatic/],
  [["--name", "b", "--notices", "signed", "--signature", "none"], /say how they are signed/],
  [["--name", "b", "--colour", "red"], /colour/],
  [["a", "b"], /One folder/],
])("%j is refused", async (args, why) => {
  expect(await call(args)).toBe(1)
  expect(said).toMatch(why)
})

test.each(["delete", "@shop/new", "charge", "void-authorization", "shop", "common"])(
  "a gateway of the toolkit is not named %s, which its files have a meaning for",
  (name) => {
    expect(problemsOf({ ...USUAL, name, kind: "toolkit" })).toEqual([expect.stringContaining(`--name ${name}: `)])
    expect(problemsOf({ ...USUAL, name, kind: "plain" })).toEqual([])
  },
)

test("nothing is written over", async () => {
  expect(await call(["--name", "my-bank", "--yes"])).toBe(0)
  expect(await call(["--name", "my-bank", "--yes"])).toBe(1)
  expect(said).toContain("is not empty")
})

test("a person answers by number, by word, or by Enter, and is asked again", async () => {
  const ask = person("my-bank", "2", "voucher", "nonsense", "none", "", "5")
  const answers = await completeAnswers({}, ask)
  expect(answers).toMatchObject({ kind: "toolkit", start: "voucher", notices: "none", refund: "partial" })
  expect(answers).toMatchObject({ capture: "automatic", signature: "none" })
  expect(ask.asked.join("")).not.toContain("When is the money taken?")
})

test("only what is possible is offered", () => {
  const signature = QUESTIONS.find(({ topic }) => topic === "signature")
  if (!signature) throw new Error("no question of signatures")
  expect(choicesAfter(signature, { notices: "signed" }).map(([answer]) => answer)).not.toContain("none")
  expect(everyAnswer("x").flatMap(problemsOf)).toEqual([])
  expect(everyAnswer("x").length).toBeGreaterThan(500)
})

test("the usage names every answer", () => {
  for (const { topic } of QUESTIONS) expect(USAGE).toContain(`--${topic}`)
  for (const [answer] of QUESTIONS.flatMap(({ choices }) => [...choices])) expect(USAGE).toContain(answer)
})

const read = (place: string) => readFileSync(new URL(place, import.meta.url), "utf8")

test.each([
  ["README", read("../README.md")],
  ["skill", read("../../prove/skills/medusa-payment-provider/SKILL.md")],
])("every call that the %s shows is understood", async (_, text) => {
  const calls = [...text.matchAll(/npm create taiwan-payment-provider@latest -- ([^`\n]+)/g)]
  expect(calls.length).toBeGreaterThan(0)
  for (const [, args = ""] of calls) expect(await call(args.trim().split(" ")), said).toBe(0)
})
