import { describe, expect, it, vi } from "vitest"
import { PaymentsError } from "../src/errors.js"
import { createMemory } from "../src/memory.js"
import { createPayments } from "../src/payments.js"
import { answer, aStatus, sessionId } from "./status-fixture.js"

const backendUrl = "https://api.shop.tw/"
const startUrl = "https://api.shop.tw/pay/sessions/payses_01TEST"

function paymentsThat(respond: () => Promise<Response>) {
  const fetch = vi.fn(respond)
  const navigate = vi.fn()
  return { payments: createPayments({ backendUrl, fetch, navigate, memory: createMemory(null) }), fetch, navigate }
}

const unused = () => Promise.reject(new Error("not asked"))

describe("start", () => {
  it.each(["javascript:alert(1)", "data:text/html,x", "http://", undefined, null, 7])(
    "refuses to go to %s and remembers nothing",
    (start_url) => {
      const { payments, navigate } = paymentsThat(unused)
      expect(() => payments.start({ id: sessionId, data: { start_url } })).toThrow(PaymentsError)
      expect(navigate).not.toHaveBeenCalled()
      expect(payments.lastSession()).toBeNull()
    },
  )

  it("refuses a session without data and a status without a start", () => {
    const { payments } = paymentsThat(unused)
    expect(() => payments.start({ id: sessionId })).toThrow(PaymentsError)
    expect(() => payments.start(aStatus({ start_url: null }))).toThrow(PaymentsError)
  })

  it.each([
    ["a Medusa session", { id: sessionId, data: { start_url: startUrl } }],
    ["a status", aStatus({ start_url: startUrl })],
    ["an address", startUrl],
  ])("leaves for the start address of %s and remembers the payment", (_, payment) => {
    const { payments, navigate } = paymentsThat(unused)
    payments.start(payment)
    expect(navigate).toHaveBeenCalledExactlyOnceWith(startUrl)
    expect(payments.lastSession()).toBe(sessionId)
  })
})

describe("status", () => {
  it.each([
    [404, "unknown-session", false],
    [400, "refused", false],
    [403, "refused", false],
    [429, "unreachable", true],
    [500, "unreachable", true],
    [503, "unreachable", true],
  ] as const)("takes %d for %s", async (code, kind, passing) => {
    const { payments } = paymentsThat(async () => answer({ message: "no" }, code))
    await expect(payments.status(sessionId)).rejects.toMatchObject({ kind, passing })
  })

  it.each([
    ["no JSON", "<html>"],
    ["null", null],
    ["another session's status", aStatus({ session_id: "payses_other" })],
    ["a state it does not know", { ...aStatus(), state: "authorized" }],
  ])("takes %s for unreadable", async (_, body) => {
    const { payments } = paymentsThat(async () => answer(body))
    await expect(payments.status(sessionId)).rejects.toMatchObject({ kind: "unreadable", passing: true })
  })

  it("takes a failing network for unreachable", async () => {
    const { payments } = paymentsThat(() => Promise.reject(new TypeError("Failed to fetch")))
    await expect(payments.status(sessionId)).rejects.toMatchObject({ kind: "unreachable" })
  })

  it("rejects with the caller's reason when aborted", async () => {
    const { payments } = paymentsThat(async () => answer(aStatus()))
    await expect(payments.status(sessionId, AbortSignal.abort("left"))).rejects.toBe("left")
  })

  it("asks the status route without credentials in the address", async () => {
    const { payments, fetch } = paymentsThat(async () => answer(aStatus()))
    await expect(payments.status(sessionId)).resolves.toEqual(aStatus())
    expect(fetch).toHaveBeenCalledExactlyOnceWith(`${startUrl}/status`, expect.objectContaining({ cache: "no-cache" }))
  })

  it("escapes whatever a session id holds", async () => {
    const { payments, fetch } = paymentsThat(async () => answer(null, 404))
    await expect(payments.status("../../admin?x")).rejects.toMatchObject({ kind: "unknown-session" })
    expect(fetch).toHaveBeenCalledWith("https://api.shop.tw/pay/sessions/..%2F..%2Fadmin%3Fx/status", expect.anything())
  })
})

describe("memory", () => {
  it("survives a storage that throws", () => {
    const forbidden = () => {
      throw new DOMException("denied", "SecurityError")
    }
    const memory = createMemory({ ...emptyStorage, getItem: forbidden, setItem: forbidden, removeItem: forbidden })
    memory.remember("payses_1")
    expect(memory.last()).toBe("payses_1")
    memory.forget()
    expect(memory.last()).toBeNull()
  })

  it("forgets only the payment it is told to", () => {
    const memory = createMemory(null)
    memory.remember("payses_2")
    memory.forget("payses_1")
    expect(memory.last()).toBe("payses_2")
  })

  it("is found again by the next page", () => {
    createMemory(localStorage).remember("payses_3")
    expect(createMemory(localStorage).last()).toBe("payses_3")
  })
})

const emptyStorage: Storage = {
  length: 0,
  clear: () => undefined,
  key: () => null,
  getItem: () => null,
  setItem: () => undefined,
  removeItem: () => undefined,
}

describe("findOrder", () => {
  const asked = async (status: number, body: unknown = {}) => {
    const fetch = vi.fn(async () => new Response(JSON.stringify(body), { status }))
    const payments = createPayments({ backendUrl: "https://api.shop.tw", fetch, memory: createMemory(null) })
    return { fetch, found: payments.findOrder({ number: " #125", email: " mei@example.tw " }) }
  }

  it("sends the number and the address as they are meant", async () => {
    const { fetch, found } = await asked(200, { order_id: "order_1", session_id: "payses_1" })
    expect(await found).toEqual({ orderId: "order_1", sessionId: "payses_1" })
    const [url, init] = fetch.mock.calls[0] as unknown[] as [string, RequestInit]
    expect([url, init.body]).toEqual([
      "https://api.shop.tw/store/taiwan-payments/orders/find",
      JSON.stringify({ number: "125", email: "mei@example.tw" }),
    ])
  })

  it.each([404, 400])("finds none at %i", async (status) => expect(await (await asked(status)).found).toBeNull())

  it("says when there were too many tries, and believes no answer that is none", async () => {
    await expect((await asked(429)).found).rejects.toMatchObject({ kind: "refused", code: 429 })
    await expect((await asked(200, { order: 1 })).found).rejects.toMatchObject({ kind: "unreadable" })
    await expect((await asked(500)).found).rejects.toMatchObject({ kind: "unreachable" })
  })
})
