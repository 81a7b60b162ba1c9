import { type Sandbox, startSandbox } from "@taiwan-payments/sandbox"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import type { MerchantAccount } from "../../../src/toolkit/contract/gateway"
import { twd } from "../../../src/toolkit/twd"
import { AMOUNT, buy, fateOf, gatewayAt, look, move } from "./at-the-sandbox"

const DAY = 86_400_000
/** Ten in the morning in Taipei. */
const MORNING = new Date("2026-11-25T02:00:00Z")

let sandbox: Sandbox
let gateway: MerchantAccount

beforeEach(async () => {
  sandbox = await startSandbox({ now: MORNING })
  gateway = gatewayAt(sandbox)
})

afterEach(() => sandbox.close())

const CARDS = ["credit", "installment", "unionpay", "applepay", "googlepay", "samsungpay"]
const WALLETS = ["icash", "aftee", "linepay", "jkopay"]

describe("a buyer", () => {
  it.each([...CARDS, ...WALLETS])("pays by %s, and a question finds the money", async (id) => {
    expect(await look(sandbox, gateway, await buy(sandbox, gateway, id))).toMatchObject({
      state: "captured",
      amount: AMOUNT,
      merchant: "S01234567",
      reference: expect.stringMatching(/^\d{19}$/),
      paidAt: expect.any(Date),
    })
  })

  it.each(["atm", "cvs"])("takes a code by %s, and pays it", async (id) => {
    const trade = await buy(sandbox, gateway, id)
    expect(await look(sandbox, gateway, trade)).toMatchObject({
      state: "issued",
      voucher: { kind: id, amount: AMOUNT },
    })
    const there = sandbox.gateway("payuni").trades().at(-1)
    await sandbox.gateway("payuni").act(there?.id ?? "", "pay", {})
    expect(await look(sandbox, gateway, trade)).toMatchObject({ state: "captured", paidAt: expect.any(Date) })
  })

  it("chooses at PAYUNi", async () => {
    const trade = await buy(sandbox, gateway, "all", { tool: "LinePay" })
    expect(await look(sandbox, gateway, trade)).toMatchObject({
      state: "captured",
      details: { payment_type: "linepay" },
    })
  })

  it("who is declined has paid nothing", async () => {
    const trade = await buy(sandbox, gateway, "credit", { outcome: "decline" })
    expect(await look(sandbox, gateway, trade)).toMatchObject({ state: "failed", code: "status 2" })
  })

  it("whose bank is silent is pending", async () => {
    const trade = await buy(sandbox, gateway, "credit", { outcome: "unknown" })
    expect((await look(sandbox, gateway, trade)).state).toBe("pending")
  })

  it("whose authorisation PAYUNi took back has paid nothing", async () => {
    const trade = await buy(sandbox, gateway, "credit", { card: "4147631000000002" })
    expect((await look(sandbox, gateway, trade)).state).toBe("voided")
  })

  it.each(["same", "success"])("who never came is absent, with an outer Status that is %s", async (outerStatus) => {
    sandbox.gateway("payuni").configure({ outerStatus })
    const trade = await buy(sandbox, gateway, "credit")
    expect((await look(sandbox, gateway, { ...trade, tradeNo: "T0NEVERTHERE" })).state).toBe("absent")
  })
})

describe("money back", () => {
  it.each([...CARDS, ...WALLETS])("goes back whole by %s", async (id) => {
    const trade = await buy(sandbox, gateway, id)
    expect(await move(sandbox, gateway, "refund", { trade })).toMatchObject({ state: "done" })
    await expect(move(sandbox, gateway, "refund", { trade })).rejects.toMatchObject({ kind: "refused" })
    expect(await move(sandbox, gateway, "refund", { trade, resumed: true })).toMatchObject({ steps: [] })
  })

  it.each(["credit", "applepay", "googlepay", "samsungpay", "aftee", "linepay", "jkopay"])(
    "goes back in part by %s, and after a lost reply not twice",
    async (id) => {
      const trade = await buy(sandbox, gateway, id)
      const part = { trade, amount: twd(60) }
      await move(sandbox, gateway, "refund", part)
      expect(await move(sandbox, gateway, "refund", { ...part, resumed: true })).toMatchObject({ steps: [] })
      const rest = { trade, amount: twd(1000), refunded: twd(60) }
      expect(await move(sandbox, gateway, "refund", rest)).toMatchObject({ steps: ["refund 1000"] })
    },
  )

  it("takes a capture back that the bank has not seen yet", async () => {
    sandbox.gateway("payuni").configure({ autoCapture: "nightly" })
    const trade = await buy(sandbox, gateway, "credit")
    expect(await move(sandbox, gateway, "refund", { trade })).toMatchObject({ steps: ["undo capture", "cancel"] })
    expect((await look(sandbox, gateway, trade)).state).toBe("voided")
  })

  it("asked for while the very same is being worked on has an unknown fate, and is found afterwards", async () => {
    const trade = await buy(sandbox, gateway, "credit")
    sandbox.fault({ kind: "busy", gateway: "payuni", endpoint: "/api/trade/close", milliseconds: 500 })
    const part = { trade, amount: twd(60) }
    const both = [1, 2].map(() => move(sandbox, gateway, "refund", part))
    const [first, second] = await Promise.allSettled(both)
    expect([first?.status, second?.status].sort()).toEqual(["fulfilled", "rejected"])
    const lost = [first, second].find((each) => each?.status === "rejected")
    expect(lost).toMatchObject({ reason: { kind: "unreadable", facts: { code: "API00009" } } })
    expect(await move(sandbox, gateway, "refund", { ...part, resumed: true })).toMatchObject({ steps: [] })
  })

  it("waits while another refund is under way, and is then carried out", async () => {
    const trade = await buy(sandbox, gateway, "credit")
    await move(sandbox, gateway, "refund", { trade, amount: twd(60) })
    const later = { trade, amount: twd(500), refunded: twd(60) }
    expect(await move(sandbox, gateway, "refund", later)).toMatchObject({ state: "queued" })
    expect(await fateOf(sandbox, gateway, trade, 500, 60)).toBe("queued")
    await sandbox.advance(DAY)
    expect(await fateOf(sandbox, gateway, trade, 500, 60)).toBe("done")
  })

  it("that waited and was called off is not given back", async () => {
    const trade = await buy(sandbox, gateway, "credit")
    await move(sandbox, gateway, "refund", { trade, amount: twd(60) })
    await move(sandbox, gateway, "refund", { trade, amount: twd(500), refunded: twd(60) })
    const there = sandbox.gateway("payuni").trades().at(-1)
    await sandbox.gateway("payuni").act(there?.id ?? "", "cancel-refund", {})
    expect(await fateOf(sandbox, gateway, trade, 500, 60)).toBe("refused")
  })

  it("of an ATM transfer is refused with advice", async () => {
    const trade = await buy(sandbox, gateway, "atm")
    const there = sandbox.gateway("payuni").trades().at(-1)
    await sandbox.gateway("payuni").act(there?.id ?? "", "pay", {})
    await expect(move(sandbox, gateway, "refund", { trade })).rejects.toMatchObject({
      kind: "unsupported",
      message: expect.stringMatching(/transfer the money, then record it/),
    })
  })
})

describe("where the merchant captures", () => {
  beforeEach(() => {
    gateway = gatewayAt(sandbox, "manual")
  })

  it.each(["credit", "installment", "applepay", "googlepay", "samsungpay"])(
    "%s is authorised, captured once, and refused a second capture",
    async (id) => {
      const trade = await buy(sandbox, gateway, id)
      expect((await look(sandbox, gateway, trade)).state).toBe("authorized")
      expect(await move(sandbox, gateway, "capture", { trade })).toMatchObject({ steps: ["capture 1060"] })
      expect(await move(sandbox, gateway, "capture", { trade, resumed: true })).toMatchObject({ steps: [] })
      expect((await look(sandbox, gateway, trade)).state).toBe("captured")
      await expect(move(sandbox, gateway, "capture", { trade, amount: twd(60) })).rejects.toThrow()
    },
  )

  it.each(["credit", "applepay", "googlepay", "samsungpay"])("%s is captured in part", async (id) => {
    const trade = await buy(sandbox, gateway, id)
    expect(await move(sandbox, gateway, "capture", { trade, amount: twd(600) })).toMatchObject({ state: "done" })
  })

  it("an authorisation is released, also when its capture can be undone", async () => {
    const first = await buy(sandbox, gateway, "credit")
    expect(await move(sandbox, gateway, "void", { trade: first })).toMatchObject({ steps: ["cancel"] })
    expect((await look(sandbox, gateway, first)).state).toBe("voided")
    const second = await buy(sandbox, gateway, "credit")
    await move(sandbox, gateway, "capture", { trade: second })
    expect(await move(sandbox, gateway, "void", { trade: second })).toMatchObject({ steps: ["undo capture", "cancel"] })
  })

  it("a captured payment is not released", async () => {
    const trade = await buy(sandbox, gateway, "credit")
    await move(sandbox, gateway, "capture", { trade })
    await sandbox.advance(2 * DAY)
    await expect(move(sandbox, gateway, "void", { trade })).rejects.toMatchObject({ kind: "refused" })
  })
})
