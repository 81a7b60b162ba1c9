import type { RequestListener } from "node:http"
import { describe, expect, it } from "vitest"
import { addressFacts } from "../../src/doctor/gather/addresses"
import type { Asked } from "../../src/doctor/gather/keys"
import { fakeKind } from "../fake-gateway"
import { deadAddress, serve } from "../local-server"

/** An account of the bank in a shop at an address. */
function shopAt(
  backendUrl: string,
  more: { hasNotices?: boolean; provider?: string; environment?: "stage" } = {},
): Asked {
  const { hasNotices = true, provider = "pp_fake-card_main", environment } = more
  const { shop, account } = fakeKind.openAccount({ url: "http://127.0.0.1:1" })
  const own = { ...account, ...(environment ? { environment } : {}) }
  const opened = { shop: { ...shop, backendUrl }, account: hasNotices ? own : { ...own, notice: null } }
  return { gateway: fakeKind, account: opened, providerIds: [provider] }
}

/** A plugin that refuses, as the bank's notices are refused. */
const plugin: RequestListener = ({ method, url }, response) => {
  const isOurs = method === "POST" && url === "/pay/fake-card_main/notify"
  response.writeHead(isOurs ? 400 : 404).end(isOurs ? "refused" : "Not found")
}

async function look(listener: RequestListener) {
  const [found] = await addressFacts([shopAt(await serve(listener))])
  return found?.answer
}

describe("the address for notices", () => {
  it("is this plugin's by the words of its refusal", async () => {
    expect(await look(plugin)).toEqual({ kind: "ours" })
  })

  it("is somebody else's with the same status and other words", async () => {
    const answer = await look(
      (_request, response) => void response.writeHead(400, { server: "nginx" }).end("Bad Request"),
    )
    expect(answer).toEqual({ kind: "other", status: 400, location: null, server: "nginx" })
  })

  it("that redirects says where to, and is not followed", async () => {
    const answer = await look(
      (_request, response) => void response.writeHead(308, { location: "https://www.shop.tw/" }).end(),
    )
    expect(answer).toMatchObject({ kind: "other", status: 308, location: "https://www.shop.tw/" })
  })

  it("at which nobody listens says why", async () => {
    const [found] = await addressFacts([shopAt(await deadAddress())])
    expect(found?.answer).toMatchObject({ kind: "none", code: "ECONNREFUSED" })
  })

  it("of several accounts is looked at by one whose gateway calls from outside, in whatever order they stand", async () => {
    const url = await serve(plugin)
    const all = [shopAt(url), shopAt(url, { environment: "stage" }), shopAt(url, { hasNotices: false })]
    for (const accounts of [all, all.toReversed()])
      expect(await addressFacts(accounts)).toMatchObject([{ environment: "stage", isCalled: true, isPrivate: true }])
  })

  it("that speaks no TLS is known by its code", async () => {
    const url = await serve(plugin)
    const [found] = await addressFacts([shopAt(url.replace("http:", "https:"))])
    expect(found?.answer).toMatchObject({ kind: "none", code: expect.stringMatching(/SSL/) })
  })

  it("whose name nobody knows is not called", async () => {
    const [found] = await addressFacts([shopAt("https://no-such-shop.invalid")])
    expect(found).toMatchObject({ resolved: null, isPrivate: true })
  })

  it("is called once for all accounts, in the name of one whose gateway calls", async () => {
    const asked: string[] = []
    const url = await serve((request, response) => {
      asked.push(String(request.url))
      plugin(request, response)
    })
    const found = await addressFacts([shopAt(url, { hasNotices: false, provider: "pp_silent_main" }), shopAt(url)])
    expect(found).toMatchObject([{ isCalled: true, answer: { kind: "ours" } }])
    expect(asked).toEqual(["/pay/fake-card_main/notify"])
  })

  it("of a gateway that never calls is this plugin's by its own words", async () => {
    const url = await serve((_request, response) => void response.writeHead(404).end("Not found"))
    expect(await addressFacts([shopAt(url, { hasNotices: false })])).toMatchObject([{ answer: { kind: "ours" } }])
  })
})
