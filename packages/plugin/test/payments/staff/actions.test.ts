import { describe, expect, it } from "vitest"
import type { Attempt, Operation } from "../../../src/modules/ledger/records"
import { actionsOf, hasUnmatchedMoney, queryAgainAt, restOf } from "../../../src/payments/staff/actions"
import type { Situation } from "../../../src/payments/staff/situation"
import type { MedusaSide } from "../../../src/payments/staff/views"
import { twd, ZERO } from "../../../src/toolkit/twd"
import { CARD, CODE, INSTALLMENT, methodAccountAt } from "../../fake-gateway"

const bank = { url: "http://127.0.0.1:9" }
const now = new Date("2026-11-22T04:00:00Z")

const paid: Attempt = {
  id: "tpa_1",
  gateway: "fake",
  environment: "sandbox",
  merchant: "M1",
  trade_no: "1",
  provider_id: "pp_fake-card_main",
  method: "card",
  session_id: "payses_1",
  payment_collection_id: null,
  applied_session_id: null,
  unmatched: null,
  expiry_at: null,
  expiry_tries: 0,
  amount: twd(1000),
  session_amount: "1000",
  return_url: "https://shop.example.tw",
  locale: "zh-TW",
  state: "captured",
  version: 1,
  code: null,
  message: null,
  reference: null,
  voucher: null,
  details: {},
  expires_at: null,
  paid_at: now,
  captured_amount: twd(1000),
  refunded_amount: ZERO,
  queried_at: null,
  query_at: null,
  apply_at: null,
  apply_tries: 0,
  applied_at: now,
  order_id: null,
  created_at: now,
}

const unmatched: MedusaSide = { order: null, payment: null, asked: null, matched: false, buyer: null }
const matched: MedusaSide = {
  order: { id: "order_1", display_id: 1, status: "pending" },
  payment: { id: "pay_1", amount: 1000, rest: 1000 },
  asked: null,
  matched: true,
  buyer: null,
}

function situation(change: Partial<Situation> = {}, attempt: Partial<Attempt> = {}): Situation {
  return {
    attempt: { ...paid, ...attempt },
    operations: [],
    medusa: unmatched,
    openAlarms: 1,
    toBook: null,
    requested: 0,
    hasDesk: false,
    methodAccount: methodAccountAt(bank),
    ...change,
  }
}

function refundOf(amount: number, state: Operation["state"]): Operation {
  const facts = { id: `tpo_${state}`, attempt_id: "tpa_1", kind: "refund", idempotency_key: state } as const
  const answer = {
    code: null,
    message: null,
    reference: null,
    steps: [],
    ...{ tries: 1, started_at: now, sent_at: null, medusa_id: null, checks: 0, check_at: null },
    created_at: now,
    updated_at: now,
  }
  return { ...facts, amount: twd(amount), requested: String(amount), state, ...answer }
}

describe("stray money", () => {
  it("is none that was not paid, none that Medusa carries, none that is still on its way into an order", () => {
    expect(hasUnmatchedMoney(situation({}, { state: "issued" }))).toBe(false)
    expect(hasUnmatchedMoney(situation({}, { state: "refunded" }))).toBe(false)
    expect(hasUnmatchedMoney(situation({ medusa: matched }))).toBe(false)
    expect(hasUnmatchedMoney(situation({}, { apply_at: now }))).toBe(false)
  })

  it("is what settling has given up, with or without an alarm still open", () => {
    expect(hasUnmatchedMoney(situation({ openAlarms: 0 }))).toBe(true)
    expect(hasUnmatchedMoney(situation({ openAlarms: 0 }, { apply_at: now, apply_tries: 4 }))).toBe(true)
  })

  it("can be refunded as far as it is not gone yet, counting what people wrote down", () => {
    const operations = [refundOf(100, "done"), refundOf(200, "recorded"), refundOf(300, "refused")]
    expect(restOf(situation({ operations }))).toBe(700)
    expect(actionsOf(situation({ operations }), now).refund).toEqual({ kind: "refund", up_to: 700, whole: false })
    expect(actionsOf(situation({ operations: [refundOf(1000, "queued")] }), now).refund).toBeNull()
  })

  it("of which Medusa has a payment and can place no order goes back from here, too, once staff were told", () => {
    const cut = { ...matched, order: null }
    const stuck = { apply_at: now, apply_tries: 4, applied_at: null }
    for (const carried of [{ apply_at: now, apply_tries: 3, applied_at: null }, { apply_at: null }])
      expect(actionsOf(situation({ medusa: cut }, carried), now).refund).toBeNull()
    const actions = actionsOf(situation({ medusa: cut }, stuck), now)
    expect(actions.refund).toEqual({ kind: "refund", up_to: 1000, whole: false })
    expect([actions.refund_in_order, actions.capture_in_order]).toEqual([null, null])
    const card = actionsOf(situation({ medusa: cut }, { ...stuck, state: "authorized" }), now)
    expect(card.refund?.kind).toBe("release")
  })

  it("goes back whole where the method knows no parts", () => {
    const methodAccount = methodAccountAt(bank, {}, INSTALLMENT)
    expect(actionsOf(situation({ methodAccount }, { method: "installment" }), now).refund?.whole).toBe(true)
  })

  it("is released while it is only authorised, where the gateway can", () => {
    const authorized = { state: "authorized", captured_amount: ZERO } as const
    const release = { kind: "release", up_to: 1000, whole: true }
    expect(actionsOf(situation({}, authorized), now).refund).toEqual(release)
    const methodAccount = methodAccountAt(bank, { without: ["void"] })
    expect(actionsOf(situation({ methodAccount }, authorized), now).refund).toBeNull()
  })

  it("goes back by hand where no API can do it, with advice", () => {
    const methodAccount = methodAccountAt(bank, {}, CODE)
    const { refund, refund_by_hand } = actionsOf(situation({ methodAccount }, { method: "code" }), now)
    expect({ refund, refund_by_hand }).toEqual({
      refund: null,
      refund_by_hand: { up_to: 1000, advice: CODE.refundAdvice },
    })
  })
})

describe("money of an order", () => {
  it("is refunded in the order, never from here", () => {
    const { refund, refund_in_order } = actionsOf(situation({ medusa: matched, openAlarms: 0 }), now)
    expect({ refund, refund_in_order }).toEqual({
      refund: null,
      refund_in_order: { order_id: "order_1", payment_id: "pay_1" },
    })
  })

  it("is not sent to a refund that the gateway cannot make", () => {
    const methodAccount = methodAccountAt(bank, {}, CODE)
    const { refund_in_order } = actionsOf(situation({ medusa: matched, methodAccount }, { method: "code" }), now)
    expect(refund_in_order).toBeNull()
  })

  it("can be recorded by hand also for a card, but without advice to do so", () => {
    expect(actionsOf(situation({ medusa: matched }), now).refund_by_hand).toEqual({ up_to: 1000, advice: null })
  })
})

describe("money of an order that is cancelled", () => {
  const medusa: MedusaSide = { ...matched, order: { id: "order_1", display_id: 1, status: "canceled" } }

  it("goes back from here, since Medusa asks nothing of that order any more", () => {
    const { refund, refund_in_order } = actionsOf(situation({ medusa }), now)
    expect({ refund, refund_in_order }).toEqual({
      refund: { kind: "refund", up_to: 1000, whole: false },
      refund_in_order: null,
    })
    const authorized = { state: "authorized", captured_amount: ZERO } as const
    expect(actionsOf(situation({ medusa }, authorized), now).refund).toMatchObject({ kind: "release" })
  })

  it("goes back by hand where no API can do it", () => {
    const methodAccount = methodAccountAt(bank, {}, CODE)
    const { refund, refund_by_hand } = actionsOf(situation({ medusa, methodAccount }, { method: "code" }), now)
    expect({ refund, refund_by_hand }).toMatchObject({ refund: null, refund_by_hand: { up_to: 1000 } })
  })
})

describe("what the gateway took on and did not carry out", () => {
  it.each([
    ["capture", "capture"],
    ["void", "release"],
    ["refund", "refund"],
  ] as const)("is offered again: a %s", (kind, action) => {
    const operations = [{ ...refundOf(1000, "failed"), kind }]
    const authorized = { state: "authorized", captured_amount: ZERO } as const
    expect(actionsOf(situation({ operations, medusa: matched }, authorized), now).refund).toEqual({
      kind: action,
      up_to: 1000,
      whole: true,
    })
  })
})

describe("a release that was not carried out, of a card that its bank captured all the same", () => {
  it("is not offered again: the money is given back", () => {
    const operations = [{ ...refundOf(1000, "failed"), kind: "void" as const }]
    const medusa: MedusaSide = { ...matched, order: { id: "order_1", display_id: 1, status: "canceled" } }
    const given = { kind: "refund", up_to: 1000, whole: false }
    expect(actionsOf(situation({ operations, medusa }), now).refund).toEqual(given)
    const { refund, refund_in_order } = actionsOf(situation({ operations, medusa: matched }), now)
    expect([refund, refund_in_order?.order_id]).toEqual([null, "order_1"])
  })
})

describe("a capture that was not carried out", () => {
  it("is no way out of an order that was cancelled meanwhile: its card is released", () => {
    const operations = [{ ...refundOf(1000, "failed"), kind: "capture" as const }]
    const medusa: MedusaSide = { ...matched, order: { id: "order_1", display_id: 1, status: "canceled" } }
    const authorized = { state: "authorized", captured_amount: ZERO } as const
    expect(actionsOf(situation({ operations, medusa }, authorized), now).refund).toMatchObject({ kind: "release" })
  })
})

describe("asking now", () => {
  it("waits until the gateway's patience is back", () => {
    const asked = (secondsAgo: number) => situation({}, { queried_at: new Date(now.getTime() - secondsAgo * 1000) })
    expect(queryAgainAt(asked(10), now)).toEqual(new Date(now.getTime() + 20_000))
    expect(queryAgainAt(asked(30), now)).toBeNull()
    expect(queryAgainAt(situation(), now)).toBeNull()
  })

  it("is not offered where the provider is gone", () => {
    const actions = actionsOf(situation({ methodAccount: null }), now)
    expect(actions).toMatchObject({ query: null, refund: null, refund_in_order: null })
    expect(actionsOf(situation({ methodAccount: methodAccountAt(bank, {}, CARD) }), now).query).toEqual({
      again_at: null,
    })
  })
})

describe("a refund that the gateway queued and did not carry out", () => {
  it("is offered again as it was, also for money that Medusa carries", () => {
    const operations = [refundOf(300, "done"), refundOf(200, "failed")]
    expect(actionsOf(situation({ operations, medusa: matched }), now).refund).toEqual({
      kind: "refund",
      up_to: 200,
      whole: true,
    })
  })

  it("is not offered once it is queued again", () => {
    const operations = [refundOf(200, "queued")]
    expect(actionsOf(situation({ operations, medusa: matched }), now).refund).toBeNull()
  })
})

describe("an awaited number", () => {
  const awaited = { state: "issued", captured_amount: ZERO } as const
  const order = { ...matched, payment: null, matched: false }

  it("can be paid in another way, up to what its order asks now", () => {
    expect(actionsOf(situation({ medusa: order }, awaited), now).paid_otherwise).toEqual({ up_to: 1000 })
    expect(actionsOf(situation({ medusa: { ...order, asked: 1100 } }, awaited), now).paid_otherwise).toEqual({
      up_to: 1100,
    })
  })

  it("cannot, once it is paid or over, or its order is cancelled or was never placed", () => {
    for (const state of ["captured", "expired", "failed"] as const)
      expect(actionsOf(situation({ medusa: order }, { state }), now).paid_otherwise).toBeNull()
    expect(actionsOf(situation({ medusa: unmatched }, awaited), now).paid_otherwise).toBeNull()
    const canceled = { ...order, order: { id: "order_1", display_id: 1, status: "canceled" } }
    expect(actionsOf(situation({ medusa: canceled }, awaited), now).paid_otherwise).toBeNull()
  })
})

describe("what an order has authorised", () => {
  const authorized = { state: "authorized", captured_amount: ZERO } as const
  const inOrder = (change: Partial<Situation> = {}, attempt: Partial<Attempt> = authorized) =>
    actionsOf(situation({ medusa: matched, ...change }, attempt), now).capture_in_order

  it("is captured, or released with its order, where the gateway can", () => {
    const order = { order_id: "order_1", payment_id: "pay_1", amount: 1000 }
    expect(inOrder()).toEqual({ ...order, can_release: true })
    expect(inOrder({ methodAccount: methodAccountAt(bank, { without: ["void"] }) })).toEqual({
      ...order,
      can_release: false,
    })
    expect(inOrder({ methodAccount: methodAccountAt(bank, { without: ["capture"] }) })).toBeNull()
  })

  it("is neither once it is captured, cancelled, or nobody's", () => {
    expect(inOrder({}, { state: "captured" })).toBeNull()
    const order = { id: "order_1", display_id: 1, status: "canceled" }
    expect(inOrder({ medusa: { ...matched, order } })).toBeNull()
    expect(inOrder({ medusa: unmatched })).toBeNull()
    expect(inOrder({ methodAccount: null })).toBeNull()
  })
})
