import { isPaymentError } from "@taiwan-payments/medusa/toolkit"
import { allOfIt, pretend, untold, withGateway } from "./mutate.js"
import { type Data, type ProviderMutant, provider, type Refunding } from "./provider.js"

export const CANCELLING: readonly ProviderMutant[] = [
  {
    fault: "throws when a session is deleted",
    caughtBy: "delete-declined",
    says: /Trade not found/,
    wiring: provider(
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
    wiring: provider(
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
    wiring: provider(
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

/** Takes a refund whose fate is unknown for a new one. */
const neverLooking = withGateway(({ refund, ...gateway }) => ({
  ...gateway,
  ...(refund ? { refund: (request, moment) => refund({ ...request, resumed: false }, moment) } : {}),
}))

/** Takes a look that tells nothing for word that nothing went back. */
const takingSilenceForNo = withGateway(({ refund, ...gateway }) => ({
  ...gateway,
  ...(refund
    ? {
        *refund(request, moment) {
          try {
            return yield* refund(request, moment)
          } catch (error) {
            if (!request.resumed) throw error
            return yield* refund({ ...request, resumed: false }, moment)
          }
        },
      }
    : {}),
}))

export const REFUNDING: readonly ProviderMutant[] = [
  {
    fault: "never finds that its books tell of anything",
    caughtBy: "back-office-refund",
    says: /the alarms are \[\]/,
    subject: withGateway((gateway) => ({ ...gateway, balance: untold })),
  },
  {
    fault: "overlooks in its books what went back",
    caughtBy: "books-agree",
    says: /the alarms: expected .*refund_undone/,
    subject: withGateway((gateway) => ({ ...gateway, balance: allOfIt })),
  },
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
    wiring: provider(
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
    wiring: provider(
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
    says: /A refund of the same amount is under way/,
    wiring: provider(
      (Sound) =>
        class extends Sound {
          override async refundPayment(input: Refunding) {
            const own = `own ${Math.random()}`
            // With a row in Medusa's books, or the shop would take it for one that Medusa forgot.
            await this.payments.db.raw(
              `insert into refund (id, payment_id, amount, raw_amount) select ?, payment_id, amount, raw_amount from refund where id = ?`,
              [own, input.context?.idempotency_key ?? ""],
            )
            return super.refundPayment({ ...input, context: { idempotency_key: own } })
          }
        },
    ),
  },
  {
    fault: "calls a refund that the gateway did not confirm done",
    caughtBy: "refund-follows-the-gateway",
    says: /it was not refused/,
    wiring: provider(
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
    wiring: provider(
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
    subject: neverLooking,
  },
  ...["lost-reply-asked-at-once", "lost-reply-then-another"].map(
    (caughtBy): ProviderMutant => ({
      fault: `asks again without looking, where the refund is ${caughtBy}`,
      of: "linepay",
      caughtBy,
      says: /kept at the gateway: expected 1000, got/,
      subject: neverLooking,
    }),
  ),
  {
    fault: "takes a look that tells nothing for word that nothing went back",
    caughtBy: "lost-reply-look-tells-nothing",
    says: /kept at the gateway: expected 1000, got 940/,
    subject: takingSilenceForNo,
  },
  {
    fault: "takes a refused refund for done",
    of: "jkopay",
    caughtBy: "refund-id-burnt",
    says: /it was not refused/,
    subject: withGateway(({ refund, ...gateway }) => ({
      ...gateway,
      *refund(request, moment) {
        try {
          return yield* refund ? refund(request, moment) : pretend()
        } catch (error) {
          if (!isPaymentError(error, "refused")) throw error
          return yield* pretend()
        }
      },
    })),
  },
]
