import { describe, expect, it } from "vitest"
import {
  ask,
  type Conversation,
  converse,
  type WireRequest,
  type WireResponse,
} from "../../src/toolkit/contract/conversation"
import { PaymentError } from "../../src/toolkit/payment-error"

function request(call: string): WireRequest {
  return { call, method: "POST", url: "http://localhost/", headers: {}, timeoutMs: 1000 }
}

function answer(text: string): WireResponse {
  return { status: 200, headers: {}, text }
}

const payment = () => ask(request("pay"), ({ text }) => text)

describe("converse", () => {
  it("throws a failed request into the conversation, which may look before it tries again", async () => {
    const sent: string[] = []
    function* careful(): Conversation<string> {
      try {
        yield* payment()
      } catch (error) {
        const found = yield* ask(request("look"), ({ text }) => text)
        return `${found} after ${error instanceof PaymentError ? error.kind : "?"}`
      }
      return "unreachable"
    }
    const send = async ({ call }: WireRequest) => {
      sent.push(call)
      if (call === "pay") throw new PaymentError("unreachable", "The connection broke.")
      return answer("done already")
    }
    expect(await converse(careful(), send)).toBe("done already after unreachable")
    expect(sent).toEqual(["pay", "look"])
  })

  it("passes on an error that nobody caught, the very same", async () => {
    const failure = new PaymentError("unreachable", "The connection broke.")
    const send = () => Promise.reject(failure)
    await expect(converse(payment(), send)).rejects.toBe(failure)
  })

  it("passes on what a reader throws", async () => {
    const read = () => {
      throw new PaymentError("unreadable", "It is not JSON.")
    }
    await expect(converse(ask(request("query"), read), async () => answer("?"))).rejects.toThrow("It is not JSON.")
  })

  it("also catches a transport that throws before it promises", async () => {
    const send = () => {
      throw new PaymentError("config", "No such host.")
    }
    await expect(converse(payment(), send)).rejects.toThrow("No such host.")
  })

  it("sends one request after the other and returns the result", async () => {
    function* twice(): Conversation<string[]> {
      const first = yield* ask(request("one"), ({ text }) => text)
      const second = yield* ask(request("two"), ({ text }) => text)
      return [first, second]
    }
    expect(await converse(twice(), async ({ call }) => answer(`re ${call}`))).toEqual(["re one", "re two"])
  })

  it("needs no request at all", async () => {
    function* recall(known: string | null): Conversation<string> {
      return known ?? (yield* ask(request("look"), ({ text }) => text))
    }
    const send = () => Promise.reject(new Error("must not be sent"))
    expect(await converse(recall("known"), send)).toBe("known")
  })
})
