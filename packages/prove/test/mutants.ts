import type { ProviderClass } from "../src/house/provider-class.js"
import { Careful, type Data, fail, type Input, numberOf, type Session, STATUSES } from "./careful.js"
import { hurriedMutants } from "./hurried-mutants.js"
import { lettingGoMutants } from "./letting-go-mutants.js"
import {
  AnyAmount,
  AnySignature,
  asking,
  Believer,
  CancelsForLosers,
  Confirming,
  CountsAnew,
  capturingNothing,
  charging,
  generous,
  keeping,
  reacting,
  trusting,
  withoutMethod,
} from "./mutant-makers.js"
import { mutantsByCode } from "./mutants-by-code.js"
import { refundingMutants } from "./refunding-mutants.js"
import { unansweredMutants } from "./unanswered-mutants.js"

/** For each case a planted fault that the case must catch: the careful class, careless in one thing. */
export const mutants: Readonly<Record<string, ProviderClass>> = {
  "methods-complete": withoutMethod("retrievePayment"),
  identifier: class extends Careful {},
  "options-guard-the-boot": class extends Careful {
    static override validateOptions() {}
  },
  initiate: charging((amount) => numberOf(amount) * 100),
  "guest-and-customer": class extends Careful {
    override async initiatePayment(input: Input & { context?: { customer?: object } }) {
      if (input.context?.customer) fail("invalid_data", "guests only")
      return super.initiatePayment(input)
    }
  },
  update: class extends Careful {
    override async updatePayment() {
      return { data: {} }
    }
  },
  "retrieve-and-status": class extends Careful {
    override async retrievePayment({ data }: Input) {
      return (await this.trade(data)) as object as { data: { status: string } }
    }
  },
  "data-is-json": keeping(() => ({ at: new Date() })),
  "throws-not-returns-errors": class extends Careful {
    override async authorizePayment(input: Input) {
      return super.authorizePayment(input).catch((error) => ({ error, status: "pending" as const, data: {} }))
    }
  },
  "no-undeclared-host": class extends Careful {
    protected override fetch(path: string, init: RequestInit) {
      void fetch("https://telemetry.example/").catch(() => undefined)
      return super.fetch(path, init)
    }
  },
  "types-shipped": class extends Careful {},
  paid: capturingNothing(),
  "unpaid-is-not-authorized": generous("created"),
  "declined-is-not-authorized": generous("failed"),
  "authorize-while-down": trusting(/沒有回應/),
  "authorize-while-nonsense": trusting(/無法讀取/),
  "authorize-while-empty": trusting(/空的/),
  "authorize-while-error500": trusting(/\(500\)/),
  "authorize-while-unauthorized": trusting(/\(401\)/),
  "authorize-while-not-found": trusting(/\(404\)/),
  "authorize-while-unknown-status": class extends Careful {
    override async authorizePayment(input: Input) {
      const trade = await this.trade(input.data).catch(() => null)
      if (!trade || trade.status in STATUSES) return super.authorizePayment(input)
      return { status: "captured" as const, data: this.keep(trade, input.data) }
    }
  },
  "authorize-reply-lost": class extends Confirming {
    /** Takes what is confirmed already for a mistake. */
    override async authorizePayment(input: Input) {
      const { status } = await this.trade(input.data)
      if (status === "success") fail("payment_requires_more_error", "confirmed already")
      return super.authorizePayment(input)
    }
  },
  "another-amount-is-not-authorized": class extends Careful {
    protected override async belongs() {
      return true
    }
  },
  "authorized-twice": class extends CancelsForLosers {},
  "old-data-in-a-new-session": class extends Careful {
    override async initiatePayment(input: Input) {
      const opened = await super.initiatePayment(input)
      return input.data?.id ? { ...opened, data: { ...opened.data, id: input.data.id } } : opened
    }
    protected override async belongs() {
      return true
    }
  },
  "capture-happens": capturingNothing(),
  "capture-refused": class extends Careful {
    override async capturePayment(input: Input) {
      return super.capturePayment(input).catch(() => ({ data: input.data ?? {} }))
    }
  },
  "capture-reply-lost": class extends Careful {
    override async capturePayment({ data }: Input) {
      return { data: this.keep(await this.call("POST", `/payments/${data?.id}/capture`, {}), data) }
    }
  },
  "capture-in-part": class extends Careful {
    protected override async payment() {
      return undefined
    }
  },
  "cancel-releases": class extends Careful {
    override async cancelPayment({ data }: Input) {
      return { data: data ?? {} }
    }
  },
  "cancel-refused": class extends Careful {
    override async cancelPayment(input: Input) {
      return super.cancelPayment(input).catch(() => ({ data: input.data ?? {} }))
    }
  },
  ...lettingGoMutants,
  ...refundingMutants,
  ...unansweredMutants,
  ...hurriedMutants,
  cents: charging((amount) => Math.round(numberOf(amount))),
  "other-currency": charging((amount) => Math.round(numberOf(amount))),
  "amount-shapes": charging((amount) => (typeof amount === "number" ? amount : Number(amount ?? "x"))),
  "odd-amounts": charging((amount) => Math.abs(numberOf(amount)) || 1),
  "shopper-data": class extends Careful {
    override async initiatePayment(input: Input) {
      const price = Number(input.data?.price)
      return super.initiatePayment(price > 0 ? { ...input, amount: price } : input)
    }
  },
  "initiate-refused": class extends Careful {
    override async initiatePayment(input: Input) {
      return super.initiatePayment(input).catch(() => ({ id: "unknown", data: {} as Data }))
    }
  },
  ...mutantsByCode,
  "notice-of-money": class extends Careful {
    protected override readonly events = {}
  },
  "forged-notice": class extends Believer {
    /** Proves what is signed, and believes what is not. */
    protected override isGenuine(rawData: string | Buffer, headers: Data) {
      return !headers["x-taix-signature"] || super.isGenuine(rawData, headers)
    }
  },
  "notice-changed-after-signing": class extends AnySignature {},
  "notice-of-another-order": class extends AnyAmount {},
  "notice-amount": class extends AnyAmount {
    protected override async payment() {
      return undefined
    }
  },
  "notice-many-times": class extends CountsAnew {},
  "notices-at-once": class extends CountsAnew {},
  "notice-for-a-deleted-session": class extends Careful {
    protected override async session(id: unknown): Promise<Session> {
      return (await super.session(id)) ?? { id: String(id), amount: 1060 }
    }
  },
  "late-failure-after-paid": reacting((mutant, { event_type, id }) =>
    event_type === "failed" ? mutant.post(`/payments/${id}/cancel`) : undefined,
  ),
  "refund-notice-is-no-capture": class extends Careful {
    protected override readonly events = { authorized_amount: "authorized", success: "captured", refunded: "captured" }
  },
  "notice-and-complete-race": class extends CancelsForLosers {},
  "voucher-issued-is-not-paid": generous("issued"),
  "voucher-paid-later": class extends Careful {
    protected override readonly events = { authorized_amount: "authorized" }
  },
  "delete-never-throws": class extends Careful {
    override async deletePayment(input: Input) {
      return this.cancelPayment(input)
    }
  },
  "cancel-never-throws": class extends Careful {
    override async cancelPayment({ data }: Input) {
      await this.call("POST", `/payments/${data?.id}/cancel`)
      return { data: data ?? {} }
    }
  },
  "hangs-are-bounded": class extends Careful {
    protected override fetch(path: string, init: RequestInit) {
      return fetch(`https://api.taixbank.example${path}`, init)
    }
  },
  "nonsense-notices": reacting(() => undefined),
  "no-secrets": keeping(({ apiKey }) => ({ apiKey })),
  words: class extends Careful {
    override async initiatePayment(input: Input) {
      return super.initiatePayment(input).catch(() => {
        throw new Error("fetch failed")
      })
    }
  },
  "retries-are-bounded": asking(9, (trade) => trade === null),
  "idempotency-key-is-used": class extends Careful {
    override async refundPayment({ data, amount }: Input) {
      await this.call("POST", `/payments/${data?.id}/refund`, { amount: numberOf(amount) })
      return { data: data ?? {} }
    }
  },
  "no-timers-left": class extends Careful {
    protected override fetch(path: string, init: RequestInit) {
      setTimeout(() => undefined, 60_000)
      return super.fetch(path, init)
    }
  },
  "asks-within-reason": asking(20, () => true),
}

for (const [id, mutant] of Object.entries(mutants)) {
  Object.defineProperty(mutant, "identifier", { value: id === "identifier" ? "bad_name" : `mutant-${id}` })
}
