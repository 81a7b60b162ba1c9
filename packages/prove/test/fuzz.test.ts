import { afterAll, beforeAll, expect, test } from "vitest"
import * as demo from "../src/demo/bank.js"
import { NaiveProvider } from "../src/demo/naive.js"
import { readFacts } from "../src/facts.js"
import { fuzz, play, shrink } from "../src/fuzz/fuzz.js"
import { read, tell } from "../src/fuzz/story.js"
import { openCourt } from "../src/prove.js"
import { zero } from "../src/zero/zero.js"
import { Careful } from "./careful.js"
import { refunding, whole } from "./mutant-makers.js"

/** Never looks before it gives back. */
class Forgetful extends refunding(whole) {
  static override identifier = "forgetful"
}

let court: Awaited<ReturnType<typeof openCourt>>

beforeAll(async () => {
  court = await openCourt(
    { provider: { services: [Careful, Forgetful, NaiveProvider] }, adapter: demo },
    readFacts(demo.facts),
  )
})

afterAll(() => court?.close())

test("a long way to lose money shrinks to the smallest", async () => {
  const trial = court.trialOf(NaiveProvider)
  const breach = await play(trial, read("open > decline > twist > authorize(down) > refund 17 > authorize > capture"))
  expect(breach && tell((await shrink(trial, breach)).story)).toBe("open > authorize")
})

test("finds nothing in a careful class", async () => {
  const fuzzing = { histories: 12, seed: 7, onBreach: () => undefined }
  expect(await fuzz(court.trialOf(Careful), fuzzing)).toEqual([])
})

test("a history is played again by its line", async () => {
  const story = read("open > pay > authorize > capture(refuse)")
  expect(await play(court.trialOf(NaiveProvider), story)).toMatchObject({
    broken: "Medusa says 1060 captured, the bank 0",
  })
  expect(await play(court.trialOf(Careful), story)).toBeNull()
})

test("an answer that was lost in any way is no breach, and a second refund for it is one", async () => {
  for (const loss of ["lose-reply-of-the-move", "bad-gateway-after-the-move", "nonsense-after-the-move"]) {
    const story = read(`open > pay > authorize > capture > refund(${loss}) > refund`)
    expect(await play(court.trialOf(Careful), story)).toBeNull()
    expect(await play(court.trialOf(Forgetful), story)).toMatchObject({
      broken: expect.stringContaining("gave back 120"),
    })
  }
})

test("zero finds what a class makes up by itself", async () => {
  const options = { apiKey: "x" }
  const { findings, hosts } = await zero(NaiveProvider, options)
  expect(findings).toContain("authorizePayment says authorized while the bank answers error500")
  expect(findings).toContain("getWebhookActionAndData says captured of an unsigned message")
  expect(hosts).toEqual(["api.taixbank.example"])
  expect((await zero(Careful, options)).findings).toEqual([])
})
