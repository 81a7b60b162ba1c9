import type { Conversation, Trade, TradeKey } from "@taiwan-payments/medusa/toolkit"
import { markVerified, twd } from "@taiwan-payments/medusa/toolkit"
import { type GatewayMutant, soundNotice, withGateway, withReading } from "./mutate.js"

/** Believes of an answer what it asked. */
const withQuestion = (echo: (asked: TradeKey) => Partial<Trade>) =>
  withGateway((gateway) => ({
    ...gateway,
    *query(asked, moment): Conversation<Trade> {
      return { ...(yield* gateway.query(asked, moment)), ...echo(asked) }
    },
  }))

/** Who misunderstands. */
export const READING_FAULTS: readonly GatewayMutant[] = [
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
    fault: "tells its own amount instead of the answer's",
    caughtBy: "answer-about-others",
    says: /10 TWD of trade \w+ was read as 1060 TWD of this trade, captured/,
    subject: withQuestion(({ amount }) => ({ amount })),
  },
  {
    fault: "tells its own trade number instead of the answer's",
    caughtBy: "answer-about-others",
    says: /1060 TWD of trade 9\w+ was read as 1060 TWD of this trade, captured/,
    subject: withQuestion(({ tradeNo }) => ({ tradeNo })),
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
