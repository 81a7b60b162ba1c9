import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { ProviderService } from "../../plugin/src/cashier/services.js"
import type { SignedNotice } from "../../plugin/src/toolkit/gateway.js"
import { PaymentError } from "../../plugin/src/toolkit/payment-error.js"
import { twd } from "../../plugin/src/toolkit/twd.js"
import { markVerified } from "../../plugin/src/toolkit/verified.js"
import type { Subject } from "../src/index.js"
import { type Broken, pretend, soundNotice, withGateway, withReading } from "./broken-gateways.js"
import type { House } from "./house/till.js"

/** A provider with one fault that published ones had, or a gateway whose fault shows only with a database. */
export interface BrokenProvider extends Omit<Broken, "subject"> {
  readonly subject?: (sound: Subject) => Subject
  readonly house?: Partial<House>
}

type Data = Readonly<Record<string, unknown>>
type Provider = InstanceType<ProviderService>
type Initiating = Parameters<Provider["initiatePayment"]>[0]
type Authorizing = Parameters<Provider["authorizePayment"]>[0]
type Refunding = Parameters<Provider["refundPayment"]>[0]

/** The status words of Medusa's sessions, for providers that answer what they should not. */
const status = <Word extends string>(word: Word) => word as never

function provider(change: (sound: ProviderService) => ProviderService): Partial<House> {
  return { provider: change }
}

const AUTHORIZING: readonly BrokenProvider[] = [
  {
    fault: "authorises without asking anybody",
    caughtBy: "left-unpaid",
    says: /Medusa was told captured/,
    house: provider(
      (Sound) =>
        class extends Sound {
          override async authorizePayment({ data }: { data?: Data }) {
            return { status: status("captured"), data: { ...data } }
          }
        },
    ),
  },
  {
    fault: "believes the session id that the shopper sent",
    caughtBy: "data-of-a-paid-session",
    says: /Medusa was told captured/,
    house: provider(
      (Sound) =>
        class extends Sound {
          override async authorizePayment({ data }: { data?: Data }) {
            return super.authorizePayment({ data: { ...data }, context: { idempotency_key: String(data?.session_id) } })
          }
        },
    ),
  },
  {
    fault: "answers `pending` for ever",
    caughtBy: "not-departed",
    says: /Medusa was told pending/,
    house: provider(
      (Sound) =>
        class extends Sound {
          override async authorizePayment(input: Authorizing) {
            return super.authorizePayment(input).catch(() => ({ status: status("pending"), data: { ...input.data } }))
          }
        },
    ),
  },
  {
    fault: "makes a dead session out of a time-out",
    caughtBy: "babbling-gateway",
    says: /Medusa was told error/,
    house: provider(
      (Sound) =>
        class extends Sound {
          override async authorizePayment(input: Authorizing) {
            return super.authorizePayment(input).catch(() => ({ status: status("error"), data: { ...input.data } }))
          }
        },
    ),
  },
  {
    fault: "calls an issued number authorised",
    caughtBy: "number-is-not-money",
    says: /the status: expected 'pending_authorization', got 'authorized'/,
    house: provider(
      (Sound) =>
        class extends Sound {
          override async authorizePayment(input: Authorizing) {
            const answer = await super.authorizePayment(input)
            return answer.status === "pending_authorization" ? { ...answer, status: status("authorized") } : answer
          }
        },
    ),
  },
  {
    fault: "loses the voucher on the way to the shopper",
    caughtBy: "number-is-not-money",
    says: /the data shows/,
    house: provider(
      (Sound) =>
        class extends Sound {
          override async authorizePayment(input: Authorizing) {
            const { data, ...answer } = await super.authorizePayment(input)
            return { ...answer, data: { ...data, voucher: null } }
          }
        },
    ),
  },
]

const OPENING: readonly BrokenProvider[] = [
  {
    fault: "reads amounts with Number()",
    caughtBy: "amount-shapes",
    says: /the amount of/,
    house: provider(
      (Sound) =>
        class extends Sound {
          override async initiatePayment(input: Initiating) {
            const amount = Number(input.amount)
            const { data, ...answer } = await super.initiatePayment({ ...input, amount: 1060 })
            return { ...answer, data: { ...data, amount } }
          }
        },
    ),
  },
  {
    fault: "opens a session for what is no amount",
    caughtBy: "no-amounts",
    says: /opened with NaN/,
    house: provider(
      (Sound) =>
        class extends Sound {
          override async initiatePayment(input: Initiating) {
            return super.initiatePayment(input).catch(() => super.initiatePayment({ ...input, amount: 1060 }))
          }
        },
    ),
  },
  {
    fault: "cuts cents off",
    caughtBy: "fractions-refused",
    says: /it was not refused/,
    house: provider(
      (Sound) =>
        class extends Sound {
          override async initiatePayment(input: Initiating) {
            return super.initiatePayment({ ...input, amount: 1060 })
          }
        },
    ),
  },
  {
    fault: "keeps what the shopper sent",
    caughtBy: "shopper-data",
    says: /the data holds what the shopper sent|amount and session of the data/,
    house: provider(
      (Sound) =>
        class extends Sound {
          override async initiatePayment(input: Initiating) {
            const answer = await super.initiatePayment(input)
            return { ...answer, data: { ...answer.data, ...input.data } }
          }
        },
    ),
  },
  {
    fault: "charges any currency as if it were TWD",
    caughtBy: "other-currency",
    says: /it was not refused/,
    house: provider(
      (Sound) =>
        class extends Sound {
          override async initiatePayment(input: Initiating) {
            return super.initiatePayment({ ...input, currency_code: "twd" })
          }
        },
    ),
  },
]

const CANCELLING: readonly BrokenProvider[] = [
  {
    fault: "throws when a session is deleted",
    caughtBy: "delete-declined",
    says: /Trade not found/,
    house: provider(
      (Sound) =>
        class extends Sound {
          override deletePayment(): Promise<never> {
            return Promise.reject(new Error("Trade not found"))
          }
        },
    ),
  },
  {
    fault: "throws when a captured payment is cancelled",
    caughtBy: "cancel-captured",
    says: /Cannot cancel/,
    house: provider(
      (Sound) =>
        class extends Sound {
          override cancelPayment(): Promise<never> {
            return Promise.reject(new Error("Cannot cancel"))
          }
        },
    ),
  },
  {
    fault: "refunds when a captured payment is cancelled",
    caughtBy: "cancel-captured",
    says: /kept at the gateway: expected 1060, got 0/,
    house: provider(
      (Sound) =>
        class extends Sound {
          override async cancelPayment({ data }: { data?: Data }) {
            const context = { idempotency_key: `cancel ${String(data?.session_id)}` }
            return super.refundPayment({ data: { ...data }, amount: 1060, context })
          }
        },
    ),
  },
  {
    fault: "says that an authorisation was released, and does nothing",
    caughtBy: "manual-release",
    says: /kept at the gateway: expected 0, got 1060/,
    subject: withGateway((gateway) => ({ ...gateway, void: pretend })),
  },
  {
    fault: "reports a capture that it did not make",
    caughtBy: "manual-capture",
    says: /the gateway says authorized/,
    subject: withGateway((gateway) => ({ ...gateway, capture: pretend })),
  },
]

const REFUNDING: readonly BrokenProvider[] = [
  {
    fault: "says that a refund was done, and does nothing",
    caughtBy: "partial-refunds",
    says: /kept at the gateway: expected 1000, got 1060/,
    subject: withGateway((gateway) => ({ ...gateway, refund: pretend })),
  },
  {
    fault: "refunds everything instead of a part",
    caughtBy: "partial-refunds",
    says: /kept at the gateway: expected 1000, got 0/,
    house: provider(
      (Sound) =>
        class extends Sound {
          override async refundPayment(input: Refunding) {
            return super.refundPayment({ ...input, amount: 1060 })
          }
        },
    ),
  },
  {
    fault: "loses its data at the first refund",
    caughtBy: "partial-refunds",
    says: /the refund lost the payment's data/,
    house: provider(
      (Sound) =>
        class extends Sound {
          override async refundPayment(input: Refunding) {
            await super.refundPayment(input)
            return { data: { refunded: true } }
          }
        },
    ),
  },
  {
    fault: "makes up a refund id of its own",
    caughtBy: "refund-once-per-key",
    says: /kept at the gateway: expected 1000, got/,
    house: provider(
      (Sound) =>
        class extends Sound {
          override async refundPayment(input: Refunding) {
            return super.refundPayment({ ...input, context: { idempotency_key: `own ${Math.random()}` } })
          }
        },
    ),
  },
  {
    fault: "calls a refund that the gateway did not confirm done",
    caughtBy: "refund-follows-the-gateway",
    says: /it was not refused/,
    house: provider(
      (Sound) =>
        class extends Sound {
          override async refundPayment(input: Refunding) {
            return super.refundPayment(input).catch(() => ({ data: { ...input.data } }))
          }
        },
    ),
  },
  {
    fault: "calls a refund that no API can do done",
    caughtBy: "refund-by-hand",
    says: /it was not refused/,
    house: provider(
      (Sound) =>
        class extends Sound {
          override async refundPayment(input: Refunding) {
            return super.refundPayment(input).catch(() => ({ data: { ...input.data } }))
          }
        },
    ),
  },
  {
    fault: "asks again after a lost reply without looking",
    caughtBy: "lost-reply",
    says: /kept at the gateway: expected 1000, got 940/,
    subject: withGateway(({ refund, ...gateway }) => ({
      ...gateway,
      ...(refund ? { refund: (request, moment) => refund({ ...request, resumed: false }, moment) } : {}),
    })),
  },
]

/** Writes `failed` over whatever the ledger says, as plugins do that take the last notice for the truth. */
async function downgrade(db: Knex, body: string): Promise<void> {
  const fields = new URLSearchParams(body)
  if (fields.get("RtnCode") === "1") return
  await db("taiwan_payment_attempt")
    .where({ trade_no: fields.get("MerchantTradeNo") })
    .update({ state: "failed" })
}

/** Believes whoever signed, and takes every notice for its own merchant's. */
function trusting({ read }: SignedNotice, merchant: string): Pick<SignedNotice, "verify" | "read"> {
  return {
    verify: ({ body }) => markVerified(Object.fromEntries(new URLSearchParams(body.toString("utf8")))),
    read: (verified) => ({ ...read(verified), merchant }),
  }
}

const LISTENING: readonly BrokenProvider[] = [
  {
    fault: "compares amounts loosely",
    caughtBy: "wrong-amount",
    says: /answered '1\|OK'/,
    subject: withReading(({ amount }) => ({ amount: amount === null ? null : twd(Math.floor(amount / 10) * 10) })),
  },
  {
    fault: "downgrades what is paid",
    caughtBy: "any-order",
    says: /waiting for the payment result/,
    house: { afterNotice: downgrade },
  },
  {
    fault: "does not look at the merchant of a notice",
    caughtBy: "other-merchant",
    says: /answered '1\|OK'/,
    subject: withGateway((gateway) => ({
      ...gateway,
      notice: { ...soundNotice(gateway), ...trusting(soundNotice(gateway), gateway.merchant) },
    })),
  },
  {
    fault: "ships what was only simulated",
    caughtBy: "simulated-in-production",
    says: /the hook: expected|there is a payment|the ledger/,
    subject: withReading(() => ({ simulated: false })),
  },
  {
    fault: "takes a late failure for the truth of an undecided payment",
    caughtBy: "undecided-then-paid",
    says: /it threw|the ledger|payment: expected|Medusa was told/,
    subject: withReading(({ state }) => (state === "pending" ? { state: "captured" } : {})),
  },
  {
    fault: "masks nothing that it keeps",
    caughtBy: "nothing-leaks",
    says: /what is kept shows the/,
    subject: withGateway((gateway) => ({ ...gateway, redaction: { secret: [], personal: [] } })),
  },
  {
    fault: "writes its options to the log",
    caughtBy: "nothing-leaks",
    says: /what is kept shows the/,
    house: provider(
      (Sound) =>
        class extends Sound {
          constructor(...[cradle, options]: ConstructorParameters<ProviderService>) {
            super(cradle, options)
            cradle.logger.info(JSON.stringify(options))
          }
        },
    ),
  },
  {
    fault: "reuses trade numbers",
    caughtBy: "own-number-each-time",
    says: /no way to the gateway was given|different numbers/,
    subject: withGateway((gateway) => ({ ...gateway, tradeNumber: { length: 1, alphabet: "AB" } })),
  },
  {
    fault: "asks as often as it is called",
    caughtBy: "asked-within-pace",
    says: /it was asked \d+ times/,
    subject: withGateway((gateway) => ({ ...gateway, pace: { perTradeSeconds: 0, perMinute: 10_000 } })),
  },
  {
    fault: "takes a lock-out for any other silence",
    caughtBy: "locked-out",
    says: /it was asked 1 times/,
    subject: withGateway((gateway) => ({
      ...gateway,
      *query(key, moment) {
        const turn = gateway.query(key, moment).next()
        if (turn.done) return turn.value
        yield turn.value
        throw new PaymentError("unreachable", "HTTP 403")
      },
    })),
  },
]

export const BROKEN_PROVIDERS: readonly BrokenProvider[] = [
  ...AUTHORIZING,
  ...OPENING,
  ...CANCELLING,
  ...REFUNDING,
  ...LISTENING,
]
