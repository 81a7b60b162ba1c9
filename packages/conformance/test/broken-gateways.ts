import type {
  Conversation,
  Gateway,
  GatewayKind,
  Outcome,
  RawMessage,
  SignedNotice,
  Trade,
  Verified,
} from "@taiwan-payments/medusa/toolkit"
import { checkMacValue } from "../../plugin/src/providers/ecpay/gateway.js"
import { PaymentError } from "../../plugin/src/toolkit/payment-error.js"
import { twd } from "../../plugin/src/toolkit/twd.js"
import { markVerified } from "../../plugin/src/toolkit/verified.js"
import type { Subject } from "../src/index.js"
import { accountAt } from "./subjects/ecpay-tongue.js"

/** A gateway with one fault that real plugins had, and the scenario that must catch it. */
export interface Broken {
  readonly fault: string
  readonly caughtBy: string
  /** What the scenario must say, so that it fails for this and for nothing else. */
  readonly says: RegExp
  readonly subject: (sound: Subject) => Subject
}

type Fields = Readonly<Record<string, string>>

/** The same subject over another gateway. */
export function withGateway(change: (sound: Gateway) => Gateway): Broken["subject"] {
  return withKind((kind) => ({
    ...kind,
    open: (options) => {
      const opened = kind.open(options)
      return { ...opened, gateway: change(opened.gateway) }
    },
  }))
}

function withKind(change: (sound: GatewayKind) => GatewayKind): Broken["subject"] {
  return (subject) => ({ ...subject, kind: change(subject.kind) })
}

function withNotice(change: (sound: SignedNotice) => Partial<SignedNotice>): Broken["subject"] {
  return withGateway((gateway) => {
    const sound = soundNotice(gateway)
    return { ...gateway, notice: { ...sound, ...change(sound) } }
  })
}

/** Reads notices and answers otherwise than the gateway. */
export function withReading(change: (trade: Trade) => Partial<Trade>): Broken["subject"] {
  const read = (trade: Trade): Trade => ({ ...trade, ...change(trade) })
  return withGateway((gateway) => ({
    ...gateway,
    notice: { ...soundNotice(gateway), read: (verified: Verified) => read(soundNotice(gateway).read(verified)) },
    *query(key, moment): Conversation<Trade> {
      return read(yield* gateway.query(key, moment))
    },
  }))
}

export function soundNotice({ notice }: Gateway): SignedNotice {
  if (notice?.kind !== "signed") throw new Error("ECPay's notices are signed.")
  return notice
}

/** Verifies in a way of its own: with the fields as the last of each name says. */
function withVerify(isGenuine: (fields: Fields) => boolean): Broken["subject"] {
  return withNotice(() => ({
    verify: ({ body }: RawMessage) => {
      const fields = Object.fromEntries(new URLSearchParams(body.toString("utf8")))
      if (!isGenuine(fields)) throw new PaymentError("signature", "It does not match.")
      return markVerified(fields)
    },
  }))
}

function expected(fields: Fields): string {
  const { hashKey, hashIV } = accountAt(0)
  return checkMacValue(fields, { hashKey, hashIv: hashIV })
}

function received(fields: Fields): string {
  return (fields.CheckMacValue ?? "").toUpperCase()
}

/** Nothing is asked, and everything is said to be done. */
// biome-ignore lint/correctness/useYield: an operation that asks nobody is the fault
export function* pretend(): Conversation<Outcome> {
  return { state: "done", code: "1", message: "OK", reference: null, steps: [] }
}

/** Asks once, and does not listen. */
function* carelessly(conversation: Conversation<Outcome>): Conversation<Outcome> {
  const turn = conversation.next()
  if (!turn.done) yield turn.value
  return yield* pretend()
}

const NOTICE_FAULTS: readonly Broken[] = [
  {
    fault: "believes a notice without a signature",
    caughtBy: "missing-fields",
    says: /believed: without CheckMacValue/,
    subject: withVerify((fields) => !fields.CheckMacValue || received(fields) === expected(fields)),
  },
  {
    fault: "believes an empty signature",
    caughtBy: "spoilt-signatures",
    says: /believed: /,
    subject: withVerify((fields) => received(fields).trim() === "" || received(fields) === expected(fields)),
  },
  {
    fault: "believes every notice",
    caughtBy: "strangers-notice",
    says: /believed: /,
    subject: withVerify(() => true),
  },
  {
    fault: "compares only the beginning of the signature",
    caughtBy: "one-bit-changes",
    says: /believed: CheckMacValue, character/,
    subject: withVerify((fields) => received(fields).slice(0, 60) === expected(fields).slice(0, 60)),
  },
  {
    fault: "signs over a list of fields, so that others may be added",
    caughtBy: "added-fields",
    says: /believed: with /,
    subject: withVerify((fields) => {
      const { More: _more, ...known } = fields
      return received(fields) === expected(known)
    }),
  },
  {
    fault: "lets the last of two fields win",
    caughtBy: "repeated-fields",
    says: /believed: .* once more before/,
    subject: withVerify((fields) => received(fields) === expected(fields)),
  },
  {
    fault: "leaves the status out of the signed part",
    caughtBy: "status-outside-the-signature",
    says: /believed: RtnCode/,
    subject: withVerify((fields) =>
      ["1", "10100058"].some((RtnCode) => received(fields) === expected({ ...fields, RtnCode })),
    ),
  },
  {
    fault: "tells the expected signature in its error",
    caughtBy: "one-bit-changes",
    says: /shows the .* of the values that must stay hidden/,
    subject: withNotice((sound) => ({
      verify: (raw) => {
        try {
          return sound.verify(raw)
        } catch (error) {
          const fields = Object.fromEntries(new URLSearchParams(raw.body.toString("utf8")))
          const proper = { ...fields, TradeAmt: "1060" }
          throw new PaymentError("signature", `CheckMacValue is not ${expected(proper)}`, { cause: error })
        }
      },
    })),
  },
  {
    fault: "crashes on what is no message",
    caughtBy: "nonsense-notices",
    says: /ended in TypeError/,
    subject: withNotice((sound) => ({
      verify: (raw) => {
        if (!raw.body.toString("utf8").includes("CheckMacValue")) throw new TypeError("undefined is not a function")
        return sound.verify(raw)
      },
    })),
  },
]

const READING_FAULTS: readonly Broken[] = [
  {
    fault: "takes an unknown code for success",
    caughtBy: "unknown-codes-in-notices",
    says: /expected 'unknown', got 'captured'/,
    subject: withReading(({ state }) => (state === "unknown" ? { state: "captured" } : {})),
  },
  {
    fault: "takes an unknown code of an answer for failure",
    caughtBy: "unknown-codes-in-answers",
    says: /expected 'unknown', got 'failed'/,
    subject: withReading(({ state }) => (state === "unknown" ? { state: "failed" } : {})),
  },
  {
    fault: "takes an unknown code of a number notice for a voucher",
    caughtBy: "unknown-codes-in-numbers",
    says: /expected 'unknown', got 'issued'/,
    subject: withReading(({ state }) => (state === "unknown" ? { state: "issued" } : {})),
  },
  {
    fault: "takes an issued number for money",
    caughtBy: "notice-issued",
    says: /was read as captured/,
    subject: withReading(({ state }) => (state === "issued" ? { state: "captured" } : {})),
  },
  {
    fault: "takes an undecided payment for a failed one",
    caughtBy: "notice-undecided",
    says: /was read as failed/,
    subject: withReading(({ state }) => (state === "pending" ? { state: "failed" } : {})),
  },
  {
    fault: "takes a declined payment for a paid one",
    caughtBy: "notice-declined",
    says: /was read as captured/,
    subject: withReading(({ state }) => (state === "failed" ? { state: "captured" } : {})),
  },
  {
    fault: "does not see that a payment is simulated",
    caughtBy: "notice-simulated",
    says: /not known to be simulated/,
    subject: withReading(() => ({ simulated: false })),
  },
  {
    fault: "rounds the amount it reads",
    caughtBy: "notice-paid",
    says: /what was read/,
    subject: withReading(({ amount }) => ({ amount: amount === null ? null : twd(Math.round(amount / 100) * 100) })),
  },
  {
    fault: "forgets the amount of an answer",
    caughtBy: "answer-paid",
    says: /what was read/,
    subject: withReading(() => ({ amount: null })),
  },
  {
    fault: "tells the number's expiry as a wall-clock",
    caughtBy: "answer-issued",
    says: /expires at 2028-03-03/,
    subject: withReading(({ voucher }) => ({ voucher: voucher && { ...voucher, expires_at: "2028-03-03 23:59:59" } })),
  },
  {
    fault: "never says that a payment was declined",
    caughtBy: "answer-declined",
    says: /was read as pending/,
    subject: withReading(({ state }) => (state === "failed" ? { state: "pending" } : {})),
  },
  {
    fault: "reads Taipei's clock in the server's zone",
    caughtBy: "taipei-time",
    says: /paid at/,
    subject: withReading(({ fields }) => ({ paidAt: new Date((fields.PaymentDate ?? "").replaceAll("/", "-")) })),
  },
  {
    fault: "believes answers without their signature",
    caughtBy: "altered-answers",
    says: /believed: an altered answer/,
    subject: withGateway((gateway) => ({
      ...gateway,
      *query(key): Conversation<Trade> {
        const request = gateway.query(key, { now: new Date(), nonce: () => "" }).next()
        if (request.done) return request.value
        const { text } = yield request.value
        const fields = Object.fromEntries(new URLSearchParams(text))
        return soundNotice(gateway).read(markVerified({ ...fields, RtnCode: fields.TradeStatus ?? "" }))
      },
    })),
  },
  {
    fault: "takes an answer it cannot read for a failed payment",
    caughtBy: "nonsense-answers",
    says: /was taken for failed/,
    subject: withGateway((gateway) => ({
      ...gateway,
      *query(key, moment): Conversation<Trade> {
        try {
          return yield* gateway.query(key, moment)
        } catch {
          const fields = {
            MerchantTradeNo: key.tradeNo,
            MerchantID: gateway.merchant,
            PaymentDate: "",
            RtnCode: "10100058",
          }
          return soundNotice(gateway).read(markVerified(fields))
        }
      },
    })),
  },
]

const CONTRACT_FAULTS: readonly Broken[] = [
  {
    fault: "refunds without asking anybody",
    caughtBy: "no-pretending",
    says: /refund says .* and has asked nobody/,
    subject: withGateway((gateway) => ({ ...gateway, refund: pretend })),
  },
  {
    fault: "captures without asking anybody",
    caughtBy: "no-pretending",
    says: /capture says .* and has asked nobody/,
    subject: withGateway((gateway) => ({ ...gateway, capture: pretend })),
  },
  {
    fault: "takes any answer to a refund for success",
    caughtBy: "no-pretending",
    says: /refund ended in/,
    subject: withGateway(({ refund, ...gateway }) => ({
      ...gateway,
      refund: (request, moment) => (refund ? carelessly(refund(request, moment)) : pretend()),
    })),
  },
  {
    fault: "has a refund that no method can use",
    caughtBy: "absent-operations",
    says: /refund: expected 'undefined'/,
    subject: withKind((kind) => ({
      ...kind,
      methods: kind.methods.map((method) => ({ ...method, refund: "by hand" })),
    })),
  },
  {
    fault: "leaves staff alone with a refund by hand",
    caughtBy: "absent-operations",
    says: /has no advice/,
    subject: withKind((kind) => ({
      ...kind,
      methods: kind.methods.map(({ refundAdvice: _advice, ...method }) => method),
    })),
  },
  {
    fault: "has an identifier that the dashboard splits",
    caughtBy: "method-ids",
    says: /ecpay_credit is not hyphenated/,
    subject: withKind((kind) => ({
      ...kind,
      methods: kind.methods.map((method) => ({ ...method, identifier: method.identifier.replace("-", "_") })),
    })),
  },
  {
    fault: "has limits in cents",
    caughtBy: "limits",
    says: /limits .* are not whole dollars/,
    subject: withKind((kind) => ({
      ...kind,
      methods: kind.methods.map((method) => ({ ...method, limits: { min: 0.05, max: 1999.99 } })),
    })),
  },
  {
    fault: "numbers trades with 31 bits",
    caughtBy: "trade-number-rule",
    says: /trade numbers have 29 bits/,
    subject: withGateway((gateway) => ({ ...gateway, tradeNumber: { length: 9, alphabet: "0123456789" } })),
  },
  {
    fault: "waits for ever",
    caughtBy: "contract-shape",
    says: /waits 3600000 ms/,
    subject: withGateway((gateway) => ({
      ...gateway,
      *query(key, moment): Conversation<Trade> {
        const turn = gateway.query(key, moment).next()
        if (turn.done) return turn.value
        yield { ...turn.value, timeoutMs: 3_600_000 }
        throw new PaymentError("unreachable", "No answer.")
      },
    })),
  },
  {
    fault: "acknowledges what it refuses",
    caughtBy: "acknowledgement",
    says: /refused with/,
    subject: withNotice((sound) => ({ refuse: sound.ack })),
  },
  {
    fault: "does not declare personal fields",
    caughtBy: "redaction-declared",
    says: /ATMAccNo is not declared personal/,
    subject: withGateway((gateway) => ({ ...gateway, redaction: { ...gateway.redaction, personal: [] } })),
  },
  {
    fault: "names one missing option at a time",
    caughtBy: "options-all-at-once",
    says: /is not named in/,
    subject: withKind((kind) => ({
      ...kind,
      open: (options) => {
        if (typeof options !== "object" || options === null || !("merchantId" in options))
          throw new PaymentError("config", "merchantId is missing.")
        return kind.open(options)
      },
    })),
  },
  {
    fault: "shows a key when it is the wrong one",
    caughtBy: "options-all-at-once",
    says: /shows the .* of the values that must stay hidden/,
    subject: withKind((kind) => ({
      ...kind,
      open: (options) => {
        try {
          return kind.open(options)
        } catch (error) {
          throw new PaymentError("config", `${String(error)} in ${JSON.stringify(options)}`)
        }
      },
    })),
  },
  {
    fault: "starts in production with the published keys",
    caughtBy: "production-guard",
    says: /opened with the published account/,
    subject: withKind((kind) => ({
      ...kind,
      open: (options) => kind.open({ ...(options as object), environment: { sandbox: "http://127.0.0.1:1" } }),
    })),
  },
  {
    fault: "charges cents",
    caughtBy: "exact-form",
    says: /the charged amount: expected 1060, got 106000/,
    subject: withForm((fields) => ({ ...fields, TotalAmount: `${fields.TotalAmount}00` })),
  },
  {
    fault: "cuts the trade number",
    caughtBy: "exact-form",
    says: /the trade number/,
    subject: withForm((fields) => ({ ...fields, MerchantTradeNo: (fields.MerchantTradeNo ?? "").slice(0, 10) })),
  },
  {
    fault: "sends a key to the browser",
    caughtBy: "exact-form",
    says: /the form shows the/,
    subject: withForm((fields) => ({ ...fields, CustomField4: accountAt(0).hashKey })),
  },
  {
    fault: "lets control characters through",
    caughtBy: "odd-titles",
    says: /not clean/,
    subject: withForm((fields) => ({ ...fields, ItemName: `${fields.ItemName}\u0007` })),
  },
  {
    fault: "refunds while the books are shut",
    caughtBy: "shut-books-refused",
    says: /a refund at /,
    subject: withGateway((gateway) => ({
      ...gateway,
      *refund(request, moment) {
        if (!gateway.refund) throw new Error("ECPay refunds.")
        return yield* gateway.refund(request, { ...moment, now: new Date("2028-02-29T02:00:00Z") })
      },
    })),
  },
  {
    fault: "disagrees with the vendor about the codec",
    caughtBy: "vendor-vectors",
    says: /the codec disagrees with/,
    subject: (sound) => ({
      ...sound,
      vectors: sound.vectors.map((vector, index) => (index === 3 ? { ...vector, holds: () => false } : vector)),
    }),
  },
  {
    fault: "knows only vectors of its own",
    caughtBy: "vendor-vectors",
    says: /no vector that the vendor made/,
    subject: (sound) => ({ ...sound, vectors: sound.vectors.map((vector) => ({ ...vector, kind: "self" as const })) }),
  },
  {
    fault: "may be asked a thousand times a second",
    caughtBy: "pace",
    says: /pace/,
    subject: withGateway((gateway) => ({ ...gateway, pace: { perTradeSeconds: 0, perMinute: 60_000 } })),
  },
]

function withForm(change: (fields: Fields) => Fields): Broken["subject"] {
  return withGateway((gateway) => {
    const { start } = gateway
    if (start.kind !== "form") throw new Error("ECPay starts by a form.")
    return {
      ...gateway,
      start: {
        kind: "form",
        form: (departure) => {
          const form = start.form(departure)
          return { ...form, fields: change(form.fields) }
        },
      },
    }
  })
}

export const BROKEN_GATEWAYS: readonly Broken[] = [...NOTICE_FAULTS, ...READING_FAULTS, ...CONTRACT_FAULTS]
