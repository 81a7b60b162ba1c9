import type { Conversation, MerchantAccount, PaidTrade, Trade } from "@taiwan-payments/medusa/toolkit"
import { isPaymentError, twd } from "@taiwan-payments/medusa/toolkit"
import { madeUp, withGateway } from "./mutate.js"
import type { ProviderMutant } from "./provider.js"

/** Asks as it should, and hears something else. */
function withAnswers(change: (trade: Trade) => Partial<Trade>): NonNullable<ProviderMutant["subject"]> {
  return withGateway((gateway) => ({
    ...gateway,
    *query(key, moment): Conversation<Trade> {
      const trade = yield* gateway.query(key, moment)
      return { ...trade, ...change(trade) }
    },
  }))
}

function withConfirm(
  change: (confirm: () => Conversation<Trade>, trade: PaidTrade, gateway: MerchantAccount) => Conversation<Trade>,
): NonNullable<ProviderMutant["subject"]> {
  return withGateway((gateway) => ({
    ...gateway,
    confirm: (trade, moment) => change(() => soundConfirm(gateway)(trade, moment), trade, gateway),
  }))
}

function soundConfirm({ confirm }: MerchantAccount): NonNullable<MerchantAccount["confirm"]> {
  if (!confirm) throw new Error("LINE Pay is confirmed.")
  return confirm
}

/** A confirm that ends in silence has this end. */
function guessing(state: "failed" | "captured"): NonNullable<ProviderMutant["subject"]> {
  return withConfirm(function* (confirm, { tradeNo, amount }, gateway) {
    try {
      return yield* confirm()
    } catch (error) {
      if (!isPaymentError(error)) throw error
      return madeUp(gateway, { tradeNo, amount, state })
    }
  })
}

/** Charges whatever it sees, as often as it looks. */
const greedy = withGateway((gateway) => ({
  ...gateway,
  rateLimits: { perTradeSeconds: 0, perMinute: 10_000 },
  *query(key, moment): Conversation<Trade> {
    const trade = yield* gateway.query(key, moment)
    return trade.state === "approved"
      ? yield* soundConfirm(gateway)({ ...key, amount: twd(1060), details: {} }, moment)
      : trade
  },
}))

const doubting = withConfirm(function* (confirm) {
  yield* confirm()
  return yield* confirm()
})

/** Who takes money that the buyer only approved. */
export const CONFIRMING: readonly ProviderMutant[] = [
  {
    fault: "confirms again to be sure",
    of: "linepay",
    caughtBy: "confirmed-by-tabs",
    says: /confirms: expected 1, got 2/,
    subject: doubting,
  },
  {
    fault: "confirms again to be sure, wherever it is asked",
    of: "linepay",
    caughtBy: "confirmed-from-all-sides",
    says: /confirms: expected 1, got 2/,
    subject: doubting,
  },
  {
    fault: "confirms again when the reply is lost",
    of: "linepay",
    caughtBy: "confirm-reply-lost",
    says: /confirms: expected 1, got 2/,
    subject: withConfirm(function* (confirm) {
      const turn = confirm().next()
      if (turn.done) return turn.value
      try {
        yield turn.value
      } catch (error) {
        if (!isPaymentError(error, "unreachable")) throw error
      }
      return yield* confirm()
    }),
  },
  {
    fault: "takes a confirm without an answer for a declined payment",
    of: "linepay",
    caughtBy: "confirm-unheard",
    says: /the ledger: expected/,
    subject: guessing("failed"),
  },
  {
    fault: "takes a confirm without an answer for money",
    of: "linepay",
    caughtBy: "confirm-unheard",
    says: /there is a payment/,
    subject: guessing("captured"),
  },
  {
    fault: "takes what was approved for a session that is gone",
    of: "linepay",
    caughtBy: "approved-too-late",
    says: /kept at the gateway: expected 0, got 1060/,
    subject: greedy,
  },
  {
    fault: "takes what was approved at the old price",
    of: "linepay",
    caughtBy: "approved-at-the-old-price",
    says: /kept at the gateway: expected 0, got 1060/,
    subject: greedy,
  },
  {
    fault: "takes what was approved in a second window",
    of: "linepay",
    caughtBy: "approved-twice",
    says: /kept at the gateway: expected 0, got 1060/,
    subject: greedy,
  },
  {
    fault: "takes an approval that ran out for money",
    of: "linepay",
    caughtBy: "approved-and-forgotten",
    says: /there is a payment/,
    subject: withAnswers(({ state }) => (state === "failed" ? { state: "captured", amount: twd(1060) } : {})),
  },
  {
    fault: "takes what was given up for paid",
    of: "linepay",
    caughtBy: "abandoned",
    says: /Medusa was told captured/,
    subject: withAnswers(({ state }) => (state === "failed" ? { state: "captured", amount: twd(1060) } : {})),
  },
  {
    fault: "does not see in an answer that it was paid",
    caughtBy: "heard-of-nobody",
    says: /payment: expected/,
    subject: withAnswers(({ state }) => (state === "captured" ? { state: "pending" } : {})),
  },
]
