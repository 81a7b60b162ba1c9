import type { Conversation, Trade } from "@taiwan-payments/medusa/toolkit"
import { PaymentError } from "@taiwan-payments/medusa/toolkit"
import { accountAt } from "../gateways/ecpay-fixtures.js"
import {
  carelessly,
  type GatewayMutant,
  keepingPersons,
  pretend,
  withForm,
  withGateway,
  withKind,
  withNotice,
} from "./mutate.js"

/** Who promises too much, or shows too much. */
export const CONTRACT_FAULTS: readonly GatewayMutant[] = [
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
    fault: "takes a code of no table for a refusal of a refund",
    caughtBy: "unknown-codes-of-movements",
    says: /refund was taken for refused/,
    subject: withGateway(({ refund, ...gateway }) => ({
      ...gateway,
      *refund(request, moment) {
        try {
          return yield* refund ? refund(request, moment) : pretend()
        } catch (error) {
          throw new PaymentError("refused", String(error))
        }
      },
    })),
  },
  {
    fault: "has a refund that no method can use",
    caughtBy: "absent-operations",
    says: /refund: expected 'undefined'/,
    subject: withKind((kind) => ({
      ...kind,
      methods: kind.methods.map((method) => ({ ...method, refund: "manual" })),
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
    fault: "keeps personal fields as they are",
    caughtBy: "redaction-declared",
    says: /ATMAccNo is personal, and kept as it is/,
    subject: withGateway((gateway) => ({ ...gateway, redaction: keepingPersons(gateway.redaction) })),
  },
  {
    fault: "names one missing option at a time",
    caughtBy: "options-all-at-once",
    says: /is not named in/,
    subject: withKind((kind) => ({
      ...kind,
      openAccount: (options) => {
        if (typeof options !== "object" || options === null || !("merchantId" in options))
          throw new PaymentError("config", "merchantId is missing.")
        return kind.openAccount(options)
      },
    })),
  },
  {
    fault: "shows a key when it is the wrong one",
    caughtBy: "options-all-at-once",
    says: /shows the .* of the values that must stay hidden/,
    subject: withKind((kind) => ({
      ...kind,
      openAccount: (options) => {
        try {
          return kind.openAccount(options)
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
      openAccount: (options) =>
        kind.openAccount({ ...(options as object), environment: { sandbox: "http://127.0.0.1:1" } }),
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
    subject: withGateway((gateway) => ({ ...gateway, rateLimits: { perTradeSeconds: 0, perMinute: 60_000 } })),
  },
]
