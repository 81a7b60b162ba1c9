import type { HintNotice, MerchantAccount } from "@taiwan-payments/medusa/toolkit"
import { markVerified, twd } from "@taiwan-payments/medusa/toolkit"
import { madeUp, withGateway } from "./mutate.js"
import type { ProviderMutant } from "./provider.js"

function withHint(change: (sound: HintNotice) => Partial<HintNotice>): NonNullable<ProviderMutant["subject"]> {
  return withGateway((gateway) => {
    const { notice } = gateway
    if (notice?.kind !== "hint") throw new Error("JKOPAY's notices are hints.")
    return { ...gateway, notice: { ...notice, ...change(notice) } }
  })
}

function withGate(
  change: (
    sound: NonNullable<MerchantAccount["preChargeCheck"]>,
  ) => Partial<NonNullable<MerchantAccount["preChargeCheck"]>>,
) {
  return withGateway((gateway) => {
    if (!gateway.preChargeCheck) throw new Error("JKOPAY asks at the gate.")
    return { ...gateway, preChargeCheck: { ...gateway.preChargeCheck, ...change(gateway.preChargeCheck) } }
  })
}

/** Takes an unsigned notice for the gateway's signed word. */
const credulous = withGateway((gateway) => ({
  ...gateway,
  notice: {
    kind: "signed",
    verify: ({ body }) => markVerified(textsOf(JSON.parse(body.toString("utf8")).transaction)),
    read: ({ fields: { platform_order_id: tradeNo = "", final_price: price } }) =>
      madeUp(gateway, { tradeNo, amount: twd(Number(price)), state: "captured" }),
    ack: { status: 200, type: "text/plain", body: "OK" },
    refuse: { status: 503, type: "text/plain", body: "Later" },
  },
}))

function textsOf(fields: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, String(value)]))
}

const crashing = () => {
  throw new TypeError("undefined is not a function")
}

/** Who misuses unsigned notices. */
export const HINTED: readonly ProviderMutant[] = [
  {
    fault: "believes what an unsigned notice says",
    of: "jkopay",
    caughtBy: "forged-hint",
    says: /it was not asked/,
    subject: credulous,
  },
  {
    fault: "believes an unsigned notice about somebody else's order",
    of: "jkopay",
    caughtBy: "hint-of-another-order",
    says: /Medusa was told captured/,
    subject: credulous,
  },
  {
    fault: "takes the amount from an unsigned notice",
    of: "jkopay",
    caughtBy: "hint-of-another-amount",
    says: /payment: expected/,
    subject: credulous,
  },
  {
    fault: "crashes on a notice that is none",
    of: "jkopay",
    caughtBy: "odd-hints",
    says: /the refusal: expected/,
    subject: withHint(() => ({ tradeNo: crashing })),
  },
  {
    fault: "acknowledges a notice of a trade that it does not know",
    of: "jkopay",
    caughtBy: "odd-hints",
    says: /answered 'OK'/,
    subject: withHint(({ ack }) => ({ refuse: ack })),
  },
  {
    fault: "acknowledges a notice before it knows what happened",
    of: "jkopay",
    caughtBy: "hint-unanswered",
    says: /answered 'OK'/,
    subject: withHint(({ ack }) => ({ refuse: ack })),
  },
  {
    fault: "asks once for every notice",
    of: "jkopay",
    caughtBy: "hints-at-once",
    says: /it was asked \d+ times/,
    subject: withGateway((gateway) => ({ ...gateway, rateLimits: { perTradeSeconds: 0, perMinute: 10_000 } })),
  },
]

/** Who answers the gateway's last question badly. */
export const ANSWERING: readonly ProviderMutant[] = [
  {
    fault: "says yes to every question before the charge",
    of: "jkopay",
    caughtBy: "approved-too-late",
    says: /kept at the gateway: expected 0, got 1060/,
    subject: withGate(({ approve }) => ({ decline: approve })),
  },
  {
    fault: "has one word for yes and no",
    of: "jkopay",
    caughtBy: "gate-of-the-paid",
    says: /the same word/,
    subject: withGate(({ approve }) => ({ decline: approve })),
  },
  {
    fault: "does not understand the question before the charge",
    of: "jkopay",
    caughtBy: "gate",
    says: /the answer at the gate/,
    subject: withGate(() => ({ tradeNo: () => null })),
  },
  {
    fault: "crashes on a question that is none",
    of: "jkopay",
    caughtBy: "gate-of-nothing",
    says: /the answer at the gate/,
    subject: withGate(({ tradeNo }) => ({ tradeNo: (raw) => (raw.body.length > 9 ? tradeNo(raw) : crashing()) })),
  },
]
