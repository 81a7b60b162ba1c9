import { describe, expect, it } from "vitest"
import type { WireResponse } from "../../../src/toolkit/contract/conversation"
import type { OperationRequest } from "../../../src/toolkit/contract/gateway"
import { twd } from "../../../src/toolkit/twd"
import { answer, LOST } from "../../scripted-gateway"
import { books, CANCELED, PART, talk } from "./card-talk"

describe("the window in which ECPay closes its books", () => {
  it.each([
    ["20:14:59.999", "2026-11-22T12:14:59.999Z", true],
    ["20:15:00", "2026-11-22T12:15:00Z", false],
    ["20:29:59.999", "2026-11-22T12:29:59.999Z", false],
    ["20:30:00", "2026-11-22T12:30:00Z", true],
    ["20:20 the next morning in America", "2026-11-23T12:20:00Z", false],
    ["08:20", "2026-11-22T00:20:00Z", true],
  ])("at %s in Taipei: open is %s", async (_clock, instant, open) => {
    const attempt = talk({ now: new Date(instant) })
    if (open) return expect((await attempt).actions).toEqual(["R 1000"])
    const retryAt = new Date(`${instant.slice(0, 10)}T12:30:00Z`)
    await expect(attempt).rejects.toMatchObject({ kind: "refused", facts: { code: "shut", retryAt } })
  })

  it("does not keep a resumed refund from learning that it went through", async () => {
    const page = books("已授權", [
      ["已關帳", 1000],
      ["已關帳", -300],
    ])
    const { outcome, actions } = await talk({
      books: page,
      request: { ...PART, resumed: true },
      now: new Date("2026-11-22T12:20:00Z"),
    })
    expect([outcome.state, actions]).toEqual(["done", []])
  })
})

describe("a record whose figures cannot be read", () => {
  it.each(["", "1e3", "-300.0", "1,000", " -300", "－300"])(
    "tells nothing, and nothing is asked: %j",
    async (figure) => {
      const page = books("已授權", [
        ["已關帳", 1000],
        ["已關帳", figure],
      ])
      const actions: string[] = []
      const onAction = (action: string) => actions.push(action)
      const refund = talk({ books: page, request: { ...PART, resumed: true }, onAction })
      await expect(refund).rejects.toMatchObject({ kind: "unreadable" })
      expect(actions).toEqual([])
    },
  )

  it("or whose list is none tells nothing either", async () => {
    const page = { ...CANCELED, text: CANCELED.text.replace('"close_data":[]', '"close_data":{"0":{"amount":-300}}') }
    await expect(talk({ books: page })).rejects.toMatchObject({ kind: "unreadable" })
  })
})

describe("a record that contradicts itself, or the trade,", () => {
  const told = (value: object) =>
    answer(JSON.stringify({ RtnMsg: "", RtnValue: { amount: 1000, status: "已授權", ...value } }))
  const closing = { status: "已關帳", sno: "1", amount: 1000, datetime: "" }

  it.each([
    ["of what was closed, without a list of it", { clsamt: 1000 }],
    ["of what was closed, with an empty list", { clsamt: "700", close_data: [] }],
    ["of another amount", { amount: 100, close_data: [closing] }],
    ["of another amount, as text", { amount: "2000", close_data: [closing] }],
    ["of an amount that is none", { amount: "1e3", close_data: [closing] }],
  ])("%s tells nothing", async (_what, value) => {
    const actions: string[] = []
    const refund = talk({ books: told(value), request: PART, onAction: (action) => actions.push(action) })
    await expect(refund).rejects.toMatchObject({ kind: "unreadable" })
    expect(actions).toEqual([])
  })

  it.each([
    ["with figures that are text", { amount: "1000", clsamt: "1000", close_data: [closing] }],
    ["without figures of the whole", { amount: undefined, close_data: [closing] }],
  ])("is none %s", async (_what, value) => {
    expect((await talk({ books: told(value), request: PART })).actions).toEqual(["R 300"])
  })
})

describe("a refund whose reply was lost", () => {
  const lost = (request: Partial<OperationRequest>, page: WireResponse) =>
    talk({ books: page, request: { ...request, resumed: true } })

  it("is never sent again by itself", async () => {
    const attempt = talk({ replies: [LOST] })
    await expect(attempt).rejects.toBe(LOST)
  })

  it.each([
    [
      "a part that stands in the books",
      { amount: twd(300) },
      [
        ["已關帳", 1000],
        ["要關帳", -300],
      ],
      [],
    ],
    ["a part that does not", { amount: twd(300) }, [["已關帳", 1000]], ["R 300"]],
    [
      "a second part, only the first of which stands there",
      { amount: twd(300), refunded: twd(300) },
      [
        ["已關帳", 1000],
        ["已關帳", -300],
      ],
      ["R 300"],
    ],
    [
      "a second part that stands there",
      { amount: twd(200), refunded: twd(300) },
      [
        ["已關帳", 1000],
        ["已關帳", -300],
        ["要關帳", -200],
      ],
      [],
    ],
    [
      "a part whose line was withdrawn",
      { amount: twd(300) },
      [
        ["已關帳", 1000],
        ["已取消", -300],
      ],
      ["R 300"],
    ],
    [
      "the whole of a closed card",
      {},
      [
        ["已關帳", 1000],
        ["要關帳", -1000],
      ],
      [],
    ],
    ["the whole, undone but not yet released", {}, [["操作取消", 1000]], ["N 1000"]],
    ["a part, closed but not yet refunded", { amount: twd(300) }, [["要關帳", 1000]], ["R 300"]],
  ] as const)("%s", async (_what, request, closings, steps) => {
    const page = books(
      "已授權",
      closings.map(([status, amount]) => [status, amount]),
    )
    const { actions, outcome } = await lost(request, page)
    expect(actions).toEqual(steps)
    expect(outcome.state).toBe("done")
  })

  it("the whole of a card that is cancelled now went through", async () => {
    const { outcome, actions } = await lost({}, CANCELED)
    expect([outcome.state, actions]).toEqual(["done", []])
  })

  it("all of what was captured in part of a card that is cancelled now went through", async () => {
    const { outcome, actions } = await lost({ amount: twd(600), captured: twd(600) }, CANCELED)
    expect([outcome.state, actions]).toEqual(["done", []])
  })

  it("a part of a card that is cancelled now did not", async () => {
    await expect(lost(PART, CANCELED)).rejects.toMatchObject({ kind: "refused" })
  })
})
