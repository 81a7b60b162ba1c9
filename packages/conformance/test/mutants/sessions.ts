import { type Authorizing, type Data, type Initiating, type ProviderMutant, provider, status } from "./provider.js"

export const AUTHORIZING: readonly ProviderMutant[] = [
  {
    fault: "authorises without asking anybody",
    caughtBy: "left-unpaid",
    says: /Medusa was told captured/,
    wiring: provider(
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
    wiring: provider(
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
    wiring: provider(
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
    wiring: provider(
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
    wiring: provider(
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
    wiring: provider(
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

export const OPENING: readonly ProviderMutant[] = [
  {
    fault: "reads amounts with Number()",
    caughtBy: "amount-shapes",
    says: /the amount of/,
    wiring: provider(
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
    wiring: provider(
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
    wiring: provider(
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
    wiring: provider(
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
    wiring: provider(
      (Sound) =>
        class extends Sound {
          override async initiatePayment(input: Initiating) {
            return super.initiatePayment({ ...input, currency_code: "twd" })
          }
        },
    ),
  },
]
