import { gzipSync } from "node:zlib"
import { describe, expect, it, vi } from "vitest"
import type { WireRequest } from "../../src/toolkit/contract/conversation"
import { httpClient } from "../../src/toolkit/http-client"
import { PaymentError } from "../../src/toolkit/payment-error"
import { deadAddress, serve, serveSockets } from "../local-server"

const send = httpClient({ gateway: "ecpay" })

function request(url: string, more: Partial<WireRequest> = {}): WireRequest {
  return { call: "DoAction", method: "POST", url, headers: {}, body: "TotalAmount=30", timeoutMs: 3_000, ...more }
}

async function failureOf(answer: Promise<unknown>): Promise<PaymentError> {
  const error = await answer.then(
    () => new Error("It was answered."),
    (thrown: unknown) => thrown,
  )
  if (error instanceof PaymentError) return error
  throw error
}

describe("a request that may have arrived is never sent twice", () => {
  it("when no answer comes", async () => {
    const heard = vi.fn()
    const url = await serve((_request, _response) => heard())
    const failure = await failureOf(send(request(url, { timeoutMs: 1_500 })))
    expect(failure).toMatchObject({ kind: "unreachable", facts: { gateway: "ecpay", unsent: false } })
    expect(failure.message).toBe("ecpay could not be reached for DoAction: no answer within 1.5 s.")
    expect(heard).toHaveBeenCalledOnce()
  })

  it("when the answer stops after its headers", async () => {
    const heard = vi.fn()
    const url = await serve((_request, response) => {
      heard()
      response.writeHead(200, { "content-length": "100" }).write("RtnCode=1")
    })
    const failure = await failureOf(send(request(url, { timeoutMs: 1_500 })))
    expect(failure).toMatchObject({ kind: "unreachable", facts: { unsent: false } })
    expect(heard).toHaveBeenCalledOnce()
  })

  it("when the connection is reset after it was sent", async () => {
    const heard = vi.fn()
    const url = await serveSockets((socket) =>
      socket.on("data", () => {
        heard()
        socket.resetAndDestroy()
      }),
    )
    const failure = await failureOf(send(request(url)))
    expect(failure).toMatchObject({ kind: "unreachable", facts: { unsent: false, code: "ECONNRESET" } })
    expect(heard).toHaveBeenCalledOnce()
  })

  it("when the other side hangs up in the middle of the answer", async () => {
    const heard = vi.fn()
    const url = await serveSockets((socket) =>
      socket.on("data", () => {
        heard()
        socket.end("HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\nRtnCode=")
      }),
    )
    const failure = await failureOf(send(request(url)))
    expect(failure).toMatchObject({ kind: "unreachable", facts: { unsent: false } })
    expect(heard).toHaveBeenCalledOnce()
  })

  it("when the answer is not HTTP", async () => {
    const heard = vi.fn()
    const url = await serveSockets((socket) =>
      socket.on("data", () => {
        heard()
        socket.end("\u0000\u0001 garbage \r\n\r\n")
      }),
    )
    const failure = await failureOf(send(request(url)))
    expect(failure).toMatchObject({ kind: "unreachable", facts: { unsent: false } })
    expect(heard).toHaveBeenCalledOnce()
  })
})

describe("a request that surely did not leave", () => {
  it("is tried three times, then said to be unsent", async () => {
    const tries = vi.spyOn(globalThis, "fetch")
    const failure = await failureOf(send(request(await deadAddress())))
    expect(failure).toMatchObject({ kind: "unreachable", facts: { unsent: true, code: "ECONNREFUSED" } })
    expect(tries).toHaveBeenCalledTimes(3)
    tries.mockRestore()
  })

  it("is sent once the server is there again", async () => {
    const dead = await deadAddress()
    const url = await serve((_request, response) => void response.end("there"))
    const tries = vi.spyOn(globalThis, "fetch").mockImplementationOnce(() => fetch(dead))
    expect((await send(request(url))).text).toBe("there")
    tries.mockRestore()
  })

  it("names no secret and no body in its error", async () => {
    const failure = await failureOf(send(request(`${await deadAddress()}/?HashKey=secret`, { body: "card=4311" })))
    expect(`${failure.message} ${JSON.stringify(failure.facts.code)}`).not.toMatch(/secret|4311/)
  })
})

describe("an answer", () => {
  it.each(["plain", "gzip"])("larger than 1 MiB is not read to its end (%s)", async (encoding) => {
    const body = Buffer.alloc(20 * 1024 * 1024, "x")
    const url = await serve((_request, response) => {
      if (encoding === "gzip") response.setHeader("content-encoding", "gzip")
      response.end(encoding === "gzip" ? gzipSync(body) : body)
    })
    const failure = await failureOf(send(request(url)))
    expect(failure.kind).toBe("unreadable")
    expect(failure.message).toBe("ecpay: The answer is larger than 1 MiB.")
  })

  it("of exactly 1 MiB is read", async () => {
    const url = await serve((_request, response) => void response.end(Buffer.alloc(1024 * 1024, "y")))
    expect((await send(request(url))).text).toHaveLength(1024 * 1024)
  })

  it("that redirects is given back, not followed", async () => {
    const elsewhere = vi.fn()
    const target = await serve((_request, response) => void response.end(String(elsewhere())))
    const url = await serve((_request, response) => void response.writeHead(302, { location: target }).end("moved"))
    expect(await send(request(url))).toMatchObject({ status: 302, headers: { location: target }, text: "moved" })
    expect(elsewhere).not.toHaveBeenCalled()
  })

  it.each([400, 403, 500, 503])("of status %i is an answer, not an error", async (status) => {
    const url = await serve((_request, response) => void response.writeHead(status).end("no"))
    expect(await send(request(url))).toMatchObject({ status, text: "no" })
  })

  it("is read as UTF-8 across chunks, and broken bytes do no harm", async () => {
    const bytes = Buffer.concat([Buffer.from("付款成功"), Buffer.from([0xff])])
    const url = await serve((_request, response) => {
      response.write(bytes.subarray(0, 2))
      setTimeout(() => response.end(bytes.subarray(2)), 20)
    })
    expect((await send(request(url))).text).toBe("付款成功\ufffd")
  })

  it("tells the server's clock, and a broken clock tells nothing", async () => {
    const onServerTime = vi.fn()
    const dates = ["Sun, 22 Nov 2026 10:00:00 GMT", "tomorrow"]
    const url = await serve((_request, response) => void response.setHeader("date", dates.shift() ?? "").end())
    const timed = httpClient({ gateway: "ecpay", onServerTime })
    await timed(request(url))
    await timed(request(url))
    expect(onServerTime.mock.calls).toEqual([[new Date("2026-11-22T10:00:00Z")]])
  })
})

describe("what is sent", () => {
  it("is what was written, byte for byte", async () => {
    const seen = vi.fn()
    const url = await serve(async (incoming, response) => {
      const chunks: Buffer[] = []
      for await (const chunk of incoming) chunks.push(Buffer.from(chunk))
      const { method, headers } = incoming
      seen(method, headers["content-type"], incoming.url, Buffer.concat(chunks).toString())
      response.end()
    })
    const headers = { "content-type": "application/x-www-form-urlencoded" }
    await send(request(`${url}/Cashier?a=1`, { headers, body: "ItemName=%E8%8C%B6+x" }))
    await send({ call: "clock", method: "GET", url, headers: {}, timeoutMs: 3_000 })
    expect(seen.mock.calls).toEqual([
      ["POST", "application/x-www-form-urlencoded", "/Cashier?a=1", "ItemName=%E8%8C%B6+x"],
      ["GET", undefined, "/", ""],
    ])
  })
})
