import type { ServerResponse } from "node:http"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { payByCard } from "../src/shopper/index.js"
import { isGenuine, openWorld, order, sign, type World } from "./shop.js"

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

let world: World
beforeEach(async () => {
  world = await openWorld()
})
afterEach(() => world.close())

const pay = () => payByCard(world.shop.startUrl(sign(order(world.shop))))
const notice = () => world.sandbox.outbox.list()[0]
const answer =
  (text: string, status = 200) =>
  (response: ServerResponse) => {
    response.statusCode = status
    response.end(text)
  }

describe("answers that do not count", () => {
  const wrong: [name: string, respond: (response: ServerResponse) => void][] = [
    ["quotes", answer('"1|OK"')],
    ["lower case", answer("1|ok")],
    ["no bar", answer("1OK")],
    ["a newline", answer("1|OK\n")],
    ["a blank", answer("")],
    ["Medusa's OK", answer("OK")],
    ["an error", answer("1|OK", 500)],
    ["201", answer("1|OK", 201)],
    ["a redirect", (response) => response.writeHead(308, { location: "/elsewhere" }).end("1|OK")],
    ["a cut connection", (response) => response.destroy()],
    ["silence", () => undefined],
  ]

  it.each(wrong)("%s", async (_name, respond) => {
    world.shop.answers.set("/notify", respond)
    await pay()
    await world.sandbox.settled()
    expect(notice()).toMatchObject({ state: "waiting", attempts: [{ acknowledged: false }] })
    expect(world.shop.receivedAt("/elsewhere")).toEqual([])
  })
})

describe("re-sending", () => {
  it("stops after four re-sends on the virtual clock, each saying paid", async () => {
    world.shop.answers.set("/notify", answer("no"))
    await pay()
    await world.sandbox.settled()
    const counts: number[] = []
    for (const minutes of [4, 2, 9, 16, 5, 60]) {
      await world.sandbox.advance(minutes * MINUTE)
      counts.push(world.shop.receivedAt("/notify").length)
    }
    expect(counts).toEqual([1, 2, 3, 4, 5, 5])
    await world.sandbox.advance(DAY)
    const receivedAt = world.shop.receivedAt("/notify")
    expect(receivedAt.map(({ RtnMsg }) => RtnMsg)).toEqual(["交易成功", "paid", "paid", "paid", "paid"])
    expect(receivedAt.every((fields) => isGenuine(fields))).toBe(true)
    expect(notice()?.state).toBe("given-up")
  })

  it("ends with the first right answer, and records each answer", async () => {
    world.shop.answers.set("/notify", answer("busy", 503))
    await pay()
    await world.sandbox.settled()
    world.shop.answers.delete("/notify")
    await world.sandbox.advance(6 * MINUTE)
    expect(notice()).toMatchObject({
      state: "acknowledged",
      nextAt: null,
      attempts: [{ reply: { status: 503, body: "busy" } }, { reply: { status: 200, body: "1|OK" } }],
    })
  })

  it("does not outlive the day", async () => {
    world.shop.answers.set("/notify", answer("no"))
    await world.sandbox.advance(new Date("2026-11-22T15:56:00Z").getTime() - world.sandbox.clock.now().getTime())
    await pay()
    await world.sandbox.settled()
    await world.sandbox.advance(DAY)
    expect(world.shop.receivedAt("/notify").length).toBe(2)
  })

  it("to other ports than 80 and 443 never begins where the rule is on", async () => {
    world.sandbox.gateway("ecpay").configure({ portsRule: true })
    await pay()
    await world.sandbox.settled()
    expect(world.shop.receivedAt("/notify")).toEqual([])
    expect(notice()?.attempts[0]?.error).toMatch(/port \d+ is not called/)
  })
})

describe("faults of notices", () => {
  it("delay", async () => {
    world.sandbox.fault({ kind: "delay", milliseconds: 10 * MINUTE })
    await pay()
    await world.sandbox.settled()
    expect(world.shop.receivedAt("/notify")).toEqual([])
    await world.sandbox.advance(10 * MINUTE)
    expect(world.shop.receivedAt("/notify")).toHaveLength(1)
  })

  it("duplicate", async () => {
    world.sandbox.fault({ kind: "duplicate" })
    await pay()
    await world.sandbox.settled()
    expect(world.shop.receivedAt("/notify")).toHaveLength(2)
    expect(notice()?.state).toBe("acknowledged")
  })

  it("duplicate without an answer plans one re-send, not two", async () => {
    world.sandbox.fault({ kind: "duplicate" })
    world.shop.answers.set("/notify", answer("no"))
    await pay()
    await world.sandbox.settled()
    await world.sandbox.advance(5 * MINUTE)
    expect(world.shop.receivedAt("/notify")).toHaveLength(3)
  })

  it("reorder", async () => {
    world.sandbox.fault({ kind: "reorder" })
    await pay()
    await pay()
    await world.sandbox.settled()
    const [first, second] = world.sandbox.gateway("ecpay").trades()
    expect(world.shop.receivedAt("/notify").map(({ TradeNo }) => TradeNo)).toEqual([second?.id, first?.id])
  })

  it("drop loses one attempt and re-sends", async () => {
    world.sandbox.fault({ kind: "drop" })
    await pay()
    await world.sandbox.settled()
    expect(world.shop.receivedAt("/notify")).toEqual([])
    await world.sandbox.advance(5 * MINUTE)
    expect(world.shop.receivedAt("/notify")).toHaveLength(1)
  })

  it.each(["corrupt-body", "corrupt-signature"])("%s spoils the signature's match", async (kind) => {
    world.sandbox.fault({ kind })
    await pay()
    await world.sandbox.settled()
    expect(isGenuine(world.shop.receivedAt("/notify")[0])).toBe(false)
  })

  it("wrong-amount is signed all the same", async () => {
    world.sandbox.fault({ kind: "wrong-amount" })
    await pay()
    await world.sandbox.settled()
    expect(world.shop.receivedAt("/notify")[0]?.TradeAmt).toBe("1061")
    expect(isGenuine(world.shop.receivedAt("/notify")[0])).toBe(true)
  })

  it("late-failure follows a success", async () => {
    world.sandbox.fault({ kind: "late-failure" })
    await pay()
    await world.sandbox.settled()
    expect(world.shop.receivedAt("/notify").map(({ RtnCode }) => RtnCode)).toEqual(["1", "10100058"])
  })

  it("applies only to the named channel, and only as often as given", async () => {
    world.sandbox.fault({ kind: "drop", endpoint: "PaymentInfoURL" })
    await pay()
    await world.sandbox.settled()
    expect(world.shop.receivedAt("/notify")).toHaveLength(1)
    expect(world.sandbox.faults.list()).toHaveLength(1)
  })

  it("stop holds everything until resume", async () => {
    world.sandbox.outbox.stop()
    await pay()
    await world.sandbox.settled()
    expect(notice()?.state).toBe("held")
    world.sandbox.outbox.resume()
    await world.sandbox.settled()
    expect(world.shop.receivedAt("/notify")).toHaveLength(1)
  })

  it("an unknown fault is refused", () => {
    expect(() => world.sandbox.fault({ kind: "gremlins" })).toThrow("No fault is called gremlins")
  })
})
