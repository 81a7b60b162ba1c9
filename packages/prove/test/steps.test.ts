import { expect, test } from "vitest"
import { cases } from "../src/cases/index.js"
import * as demo from "../src/demo/bank.js"
import { NaiveProvider } from "../src/demo/naive.js"
import { listOf, nextSteps } from "../src/steps/next-steps.js"
import { sectionOf } from "../src/steps/tutorial.js"
import { unwritten } from "../src/steps/unwritten.js"
import { Careful } from "./careful.js"

const notWritten = (number: number, what: string) => (): never => {
  throw new Error(`Step ${number} not written: ${what}`)
}

const adapter = { ...demo, facts: { ...demo.facts, later: true, patienceMs: 15_000 } }

class Begun extends Careful {
  static override identifier = "begun"
  override cancelPayment = notWritten(9, "cancelPayment")
  override async refundPayment() {
    return notWritten(12, "refundPayment")()
  }
}

const begunBank = () => ({ ...demo.bank(), handle: notWritten(2, "handle()"), trades: demo.bank().trades })

test("every case has its section of the tutorial", () => {
  expect(cases.filter(({ id }) => !sectionOf(id))).toEqual([])
  expect(sectionOf("refund-notice-is-no-capture")).toBe("tutorial, section 9: getWebhookActionAndData")
  expect(sectionOf("cancelled-then-refunded")).toBe("tutorial, section 6: refundPayment")
})

test("what is written, and fails at nonsense, is no step; what says so twice is one", async () => {
  const broken = () => {
    throw new Error("no such trade")
  }
  const found = await unwritten([notWritten(7, "b"), broken, () => 1, notWritten(7, "b"), notWritten(3, "a")], 1000)
  expect(found).toEqual([
    { number: 3, what: "a" },
    { number: 7, what: "b" },
  ])
})

test("what is not written comes first, bank and class together, and the cases wait", async () => {
  const steps = await nextSteps({ provider: Begun, adapter: { ...adapter, bank: begunBank } })
  expect(steps.left.map(({ number }) => number)).toEqual([2, 9, 12])
  expect(steps.later).toMatch(/^Then prove's cases: \d+ of contract, \d+ of money, \d+ of manners\.$/)
  expect(listOf(steps)).toContain("\n  12. refundPayment\n")
})

test("when all is written, the cases are asked: what fails is listed, and of what is right there is no list", async () => {
  const one = { adapter, only: "refund-in-part" }
  const naive = await nextSteps({ provider: NaiveProvider, ...one })
  expect(naive).toEqual({
    left: [{ number: 1, what: expect.stringMatching(/^refund-in-part \(money\): /) }],
    later: null,
  })
  const careful = await nextSteps({ provider: Careful, ...one })
  expect(careful).toEqual({ left: [], later: null })
  expect(listOf(careful)).toBeNull()
})

test("a provider that does not start is one step", async () => {
  class Closed extends Careful {
    static override validateOptions(): never {
      throw new Error("the key is wrong")
    }
  }
  const { left } = await nextSteps({ provider: Closed, adapter })
  expect(left).toEqual([{ number: 1, what: "the key is wrong" }])
})
