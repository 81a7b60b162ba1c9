import { createServer } from "node:http"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { adminRoutes } from "../lib/plugin-routes.mjs"
import { believed, growth, mostRows } from "./books.mjs"
import { judgeAnswer } from "./judge-answer.mjs"
import { lie } from "./lies.mjs"
import { leaks, unspeakable } from "./log.mjs"
import { randomOf } from "./random.mjs"
import { shoot } from "./shoot.mjs"
import { shotOf } from "./shots.mjs"
import { smallest, written } from "./smallest.mjs"
import { ofStaff, staffBodies, staffQueries } from "./staff-requests.mjs"
import { EVIL, INJECTED, person, SCRIPT } from "./words.mjs"

const SECRET = "pwFHCqoQZGmho4w6"

/** A server with every fault that the judge is to find, a path each. @type {Record<string, import("node:http").RequestListener>} */
const faulty = {
  "/throws": (_, response) => response.writeHead(500).end("{}"),
  "/cuts": (request) => request.socket.destroy(),
  "/tells": (_, response) => response.end(`expected ${SECRET}`),
  "/leads": (_, response) => response.writeHead(303, { location: `//${EVIL}/` }).end(),
  "/splits": (_, response) => response.writeHead(200, { [INJECTED]: "1" }).end(),
  "/repeats": (_, response) => response.writeHead(200, { "content-type": "text/html" }).end(`<p>${SCRIPT}`),
  "/shares": (_, response) =>
    response.writeHead(303, { location: "/", "access-control-allow-origin": `https://${EVIL}` }).end(),
  "/admits": (_, response) => response.end("{}"),
  "/refuses": (_, response) => response.writeHead(401).end("{}"),
  "/returns": (_, response) => response.writeHead(303, { location: "?lang=en" }).end(),
}

const server = createServer((request, response) => faulty[String(request.url).replace(/\?.*/, "")]?.(request, response))
/** @type {URL} */
let address
beforeAll(async () => {
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(null)))
  const at = server.address()
  address = new URL(`http://127.0.0.1:${typeof at === "object" ? at?.port : 0}`)
})
afterAll(() => new Promise((resolve) => server.close(resolve)))

/** @param {string} target @param {Partial<import("./shots.mjs").Shot>} [change] @returns {import("./shots.mjs").Shot} */
const shotAt = (target, change) => ({
  number: 1,
  kind: "admin",
  who: "staff",
  method: "GET",
  target,
  headers: [],
  body: Buffer.alloc(0),
  framing: "sized",
  ...change,
})

/** @param {import("./shots.mjs").Shot} shot */
const judged = async (shot) =>
  judgeAnswer(shot, await shoot(address, shot), { own: [address.origin], secrets: [SECRET], undecodable: 400 })

describe("the judge of answers", () => {
  it.each([
    ["/throws", "it answered 500"],
    ["/cuts", "the connection was cut without an answer"],
    ["/tells", "the answer contains a secret"],
    ["/leads", `it leads to //${EVIL}/`],
    ["/splits", "the answer has a header that the request made up"],
    ["/repeats", "the page contains the request's script"],
    ["/shares", "it lets a stranger's page read it"],
  ])("finds %s", async (path, fault) => {
    expect(await judged(shotAt(path))).toEqual([fault])
  })

  it("finds whoever is let in, and knows whoever may be", async () => {
    expect(await judged(shotAt("/admits", { who: "nobody" }))).toEqual(["it let somebody in who is not of the staff"])
    expect(await judged(shotAt("/admits"))).toEqual([])
    expect(await judged(shotAt("/refuses", { who: "nobody" }))).toEqual([])
    expect(await judged(shotAt("/returns"))).toEqual([])
  })

  it("finds a server that is gone", async () => {
    const house = { own: [], secrets: [], undecodable: 400 }
    const nowhere = new URL("http://127.0.0.1:1")
    expect(judgeAnswer(shotAt("/"), await shoot(nowhere, shotAt("/")), house)).toEqual(["the server is gone"])
  })

  it("shows the smallest request that does it, and no token", async () => {
    const shot = shotAt("/throws?a=1", {
      method: "POST",
      body: Buffer.alloc(999),
      headers: [
        ["authorization", "Bearer a.b.c"],
        ["x", "1"],
      ],
    })
    const least = await smallest(shot, async (each) => (await judged(each)).includes("it answered 500"))
    expect(least).toMatchObject({ target: "/throws", headers: [], body: Buffer.alloc(0) })
    expect(written(shot, address)).not.toContain("a.b.c")
  })
})

describe("what staff send", () => {
  it("is whole for each of their routes that takes a body or a search, and so comes to it", () => {
    const routes = adminRoutes()
    const taking = (/** @type {RegExp} */ schema) =>
      routes.flatMap(({ route, source }) => (schema.test(source) ? ofStaff(route) : []))
    expect(Object.keys(staffBodies).sort()).toEqual(taking(/import .*\w+Body\b/).sort())
    expect(Object.keys(staffQueries).sort()).toEqual(taking(/validatedQuery/).sort())
  })
})

describe("the judge of books", () => {
  /** @param {[string, string][]} money @param {number} events */
  const books = (money, events) => ({ money: new Map(money), rows: new Map([["taiwan_payment_event", events]]) })

  it("finds what was believed, made or taken away", () => {
    const before = books(
      [
        ["attempt 1", "started 0"],
        ["refund 1", "5"],
      ],
      3,
    )
    const after = books(
      [
        ["attempt 1", "captured 1020"],
        ["capture 1", "1020"],
      ],
      3,
    )
    expect(believed(before, after)).toEqual([
      'attempt 1 was "started 0" and is "captured 1020"',
      'refund 1 was "5" and is "gone"',
      'capture 1 is new: "1020"',
    ])
    expect(believed(before, before)).toEqual([])
  })

  it("finds a row for each request", () => {
    const [table] = growth(books([], 3), books([], 3 + 20_000))
    expect(table?.grown).toBeGreaterThan(mostRows(2, 9))
  })
})

describe("the judge of logs", () => {
  it("finds keys and people, but not in Medusa's own line of an address", () => {
    const lines = [
      `error: HashKey=${SECRET}`,
      `{"level":"warn","message":"no such buyer ${person.email}"}`,
      `{"level":"http","message":"GET /pay?q=${person.email}"}`,
      `{"level":"info","message":"all is well"}`,
    ]
    expect(leaks(lines, unspeakable([SECRET]))).toEqual([
      "the log tells a secret: error: HashKey=…",
      expect.stringContaining("the log tells somebody's email"),
    ])
  })
})

describe("a request", () => {
  const genuine = {
    body: "MerchantID=3002607&TradeAmt=1020&CheckMacValue=ABCDEF12",
    proof: ["CheckMacValue", "TradeAmt"],
  }
  const bait = {
    provider: "ecpay-credit_main",
    sessionId: "payses_1",
    attemptId: "tpa_1",
    tradeNo: "T1",
    notice: genuine,
    told: false,
  }
  const other = { ...bait, tradeNo: "T2", told: true }
  const aim = {
    baits: [bait, other],
    tokens: { nobody: "", shopper: "s", staff: "t" },
    publishableKey: "pk",
    storefront: "http://shop",
    link: "order_1.a.b",
    orderNumber: 1,
  }

  it("is the same for the same seed and number, and another for others", () => {
    for (let number = 0; number < 200; number += 1)
      expect(shotOf(5, number, aim, null)).toEqual(shotOf(5, number, aim, null))
    expect(shotOf(5, 1, aim, null)).not.toEqual(shotOf(6, 1, aim, null))
  })

  it("never brings a payment's genuine proof that was not told yet", () => {
    for (let number = 0; number < 3_000; number += 1) {
      const { body } = lie(randomOf(9, number), bait, aim.baits)
      const fields = new URLSearchParams(body.toString())
      const proof = genuine.proof.map((name) => fields.getAll(name).join())
      expect(proof, body.toString().slice(0, 300)).not.toEqual(["ABCDEF12", "1020"])
    }
  })
})
