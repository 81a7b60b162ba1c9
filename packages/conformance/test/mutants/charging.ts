import type {
  ChargeResult,
  Conversation,
  MerchantAccount,
  StartRequest,
  TokenStart,
} from "@taiwan-payments/medusa/toolkit"
import { madeUp, withGateway } from "./mutate.js"
import type { ProviderMutant } from "./provider.js"

type Talk = TokenStart["charge"]

function withCharge(change: (sound: Talk, gateway: MerchantAccount) => Talk): NonNullable<ProviderMutant["subject"]> {
  return withGateway((gateway) => {
    const { start } = gateway
    if (start.kind !== "token") throw new Error("TapPay starts with a token.")
    return { ...gateway, start: { ...start, charge: change(start.charge, gateway) } }
  })
}

/** Makes something else of what came of a charge. */
function withResult(change: (charge: ChargeResult, departure: StartRequest, token: string) => ChargeResult) {
  return withCharge(
    (sound) =>
      function* (departure, means, moment): Conversation<ChargeResult> {
        const token = means.kind === "token" ? means.token : ""
        return change(yield* sound(departure, means, moment), departure, token)
      },
  )
}

/** Takes every trouble for a decline. */
const hasty = withCharge(
  (sound, gateway) =>
    function* (departure, token, moment): Conversation<ChargeResult> {
      try {
        return yield* sound(departure, token, moment)
      } catch {
        const { tradeNo } = departure
        return { trade: madeUp(gateway, { tradeNo, amount: null, state: "failed" }), url: null, card: null }
      }
    },
)

/** Who misuses the token of a shop's page. */
export const CHARGING: readonly ProviderMutant[] = [
  {
    fault: "takes a payment that has begun for one that is paid",
    of: "tappay",
    caughtBy: "left-unpaid",
    says: /Medusa was told captured/,
    subject: withResult((charge, { amount }) => ({ ...charge, trade: { ...charge.trade, state: "captured", amount } })),
  },
  {
    fault: "takes a charge whose reply was lost for declined",
    of: "tappay",
    caughtBy: "charge-unheard",
    says: /the ledger: expected/,
    subject: hasty,
  },
  {
    fault: "keeps the token among the details of the answer",
    of: "tappay",
    caughtBy: "token-leaks",
    says: /must stay hidden/,
    subject: withResult((charge, _departure, token) => ({
      ...charge,
      trade: { ...charge.trade, details: { ...charge.trade.details, token } },
    })),
  },
]
