import { expect, it } from "vitest"
import { ask, type Conversation, converse, type WireRequest } from "../../src/toolkit/contract/conversation"
import { PaymentError } from "../../src/toolkit/payment-error"
import { orTakeBack } from "../../src/toolkit/second-step"

const LOST = "It could not be taken back."

const REQUEST: WireRequest = { call: "step", method: "POST", url: "https://acme.test", headers: {}, timeoutMs: 1 }

function fails(error: PaymentError): Conversation<string> {
  return ask(REQUEST, () => {
    throw error
  })
}

function does(what: string, done: string[]): Conversation<string> {
  return ask(REQUEST, () => {
    done.push(what)
    return what
  })
}

function run(second: Conversation<string>, takeBack: () => Conversation<unknown>): Promise<string> {
  return converse(orTakeBack(second, takeBack, LOST), async () => ({ status: 200, headers: {}, text: "" }))
}

async function errorOf(second: Conversation<string>, takeBack: () => Conversation<unknown>): Promise<PaymentError> {
  const error: unknown = await run(second, takeBack).catch((thrown: unknown) => thrown)
  if (error instanceof PaymentError) return error
  throw new Error("It did not fail.")
}

it("takes nothing back after a second step that is done", async () => {
  const done: string[] = []
  expect(await run(does("second", done), () => does("taken back", done))).toBe("second")
  expect(done).toEqual(["second"])
})

it.each(["refused", "unsupported", "config"] as const)(
  "takes the first step back where the second is %s",
  async (kind) => {
    const done: string[] = []
    const refusal = new PaymentError(kind, "No.", { gateway: "acme", code: "7" })
    expect(await errorOf(fails(refusal), () => does("taken back", done))).toBe(refusal)
    expect(done).toEqual(["taken back"])
  },
)

it("leaves the end unknown where the second step may have been done, and takes nothing back", async () => {
  const done: string[] = []
  const lost = new PaymentError("unreachable", "The connection broke.", { gateway: "acme" })
  expect(await errorOf(fails(lost), () => does("taken back", done))).toMatchObject({ kind: "unreachable" })
  expect(done).toEqual([])
})

it("leaves the end unknown where the second step was never sent: the first one was", async () => {
  const unsent = new PaymentError("unreachable", "No route.", { gateway: "acme", code: "ECONNREFUSED", unsent: true })
  const { facts } = await errorOf(fails(unsent), () => does("taken back", []))
  expect(facts).toEqual({ gateway: "acme", code: "ECONNREFUSED" })
})

it("leaves the end unknown where the first step cannot be taken back, and says so", async () => {
  const refusal = new PaymentError("refused", "No.", { gateway: "acme" })
  const error = await errorOf(fails(refusal), () => fails(new PaymentError("refused", "Not now.", { gateway: "acme" })))
  expect(error).toMatchObject({ kind: "unreadable", message: `No. ${LOST}`, facts: { gateway: "acme" } })
})
