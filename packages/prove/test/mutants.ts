import type { ProviderClass } from "../src/house/provider-class.js"
import { Careful, type Data, fail, type Input, type Message, numberOf, type Session, type Trade } from "./careful.js"

/** For each case a planted fault that the case must catch: the careful class, careless in one thing. */

/** Takes an error of the bank for money, if the error says so. */
const trusting = (words: RegExp) =>
  class extends Careful {
    override async authorizePayment(input: Input) {
      try {
        return await super.authorizePayment(input)
      } catch (error) {
        if (!words.test(String(error))) throw error
        return { status: "authorized" as const, data: input.data ?? {} }
      }
    }
  }

/** Takes a trade of one status for money. */
const generous = (status: string) =>
  class extends Careful {
    override async authorizePayment(input: Input) {
      const trade = await this.trade(input.data).catch(() => null)
      if (trade?.status !== status) return super.authorizePayment(input)
      return { status: "authorized" as const, data: this.keep(trade, input.data) }
    }
  }

/** Checks what is charged in a way of its own. */
const charging = (charge: (amount: Input["amount"], currency: string | undefined) => number) =>
  class extends Careful {
    protected override check(amount: Input["amount"], currency: string | undefined) {
      return charge(amount, currency)
    }
  }

/** Keeps more in the session's data. */
const keeping = (more: (options: { apiKey: string }) => Data) =>
  class extends Careful {
    protected override keep(trade: Trade, data?: Data) {
      return { ...super.keep(trade, data), ...more(this.options) }
    }
  }

/** Books a refund that the bank did not make. */
const pretending = (words: RegExp, output: (data: Data | undefined) => Data = (data) => ({ data })) =>
  class extends Careful {
    override async refundPayment(input: Input) {
      try {
        return await super.refundPayment(input)
      } catch (error) {
        if (!words.test(String(error))) throw error
        return output(input.data) as { data: Data }
      }
    }
  }

/** Refunds without looking. */
const refunding = (amountOf: (amount: Input["amount"]) => unknown) =>
  class extends Careful {
    override async refundPayment({ data, amount, context }: Input) {
      const trade = await this.call(
        "POST",
        `/payments/${data?.id}/refund`,
        { amount: amountOf(amount) },
        context?.idempotency_key,
      )
      return { data: this.keep(trade, data) }
    }
  }

/** Believes messages instead of asking the bank. */
class Believer extends Careful {
  private readonly believed = new Set<string>()

  override async getWebhookActionAndData(payload: Parameters<Careful["getWebhookActionAndData"]>[0]) {
    const result = await super.getWebhookActionAndData(payload)
    if (result.data?.session_id) this.believed.add(result.data.session_id)
    return result
  }

  override async authorizePayment(input: Input) {
    if (!this.believed.has(String(input.context?.idempotency_key))) return super.authorizePayment(input)
    return { status: "authorized" as const, data: input.data ?? {} }
  }
}

class Unsigned extends Believer {
  protected override isGenuine() {
    return true
  }
}

class AnySignature extends Believer {
  protected override isGenuine(_: string | Buffer, headers: Data) {
    return /^(?!0+$).{64}$/.test(String(headers["x-taix-signature"]))
  }
}

class AnyAmount extends AnySignature {
  protected override agrees() {
    return true
  }
}

/** Does what the bank does when it hears from it. */
const reacting = (reaction: (mutant: Meddler, notice: Message & { id?: string }) => Promise<unknown> | undefined) =>
  class extends Meddler {
    override async getWebhookActionAndData(payload: Parameters<Careful["getWebhookActionAndData"]>[0]) {
      await reaction(this, JSON.parse(String(payload.rawData)))
      return super.getWebhookActionAndData(payload)
    }
  }

class Meddler extends Careful {
  post(path: string) {
    return this.call("POST", path, {}).catch(() => undefined)
  }
}

/** A trade is cancelled whoever holds a payment of it. */
class CancelsForLosers extends Careful {
  override async cancelPayment({ data }: Input) {
    const { status } = await this.trade(data)
    if (status !== "success") await this.call("POST", `/payments/${data?.id}/cancel`)
    return { data: data ?? {} }
  }
}

const capturesOnHearing = reacting((mutant, { event_type, id }) =>
  event_type === "authorized_amount" ? mutant.post(`/payments/${id}/capture`) : undefined,
)

const asking = (times: number, when: (trade: Trade | null) => boolean) =>
  class extends Careful {
    protected override async trade(data: Data | undefined) {
      for (let count = 1; count < times; count++) {
        const trade = await super.trade(data).catch(() => null)
        if (!when(trade)) break
      }
      return super.trade(data)
    }
  }

const whole = (amount: Input["amount"]) => numberOf(amount)

export const mutants: Readonly<Record<string, ProviderClass>> = {
  "methods-complete": withoutMethod("retrievePayment"),
  identifier: class extends Careful {},
  "options-guard-the-boot": class extends Careful {
    static override validateOptions() {}
  },
  initiate: charging((amount) => numberOf(amount) * 100),
  "guest-and-customer": class extends Careful {
    override async initiatePayment(input: Input & { context?: { customer?: object } }) {
      if (!input.context?.customer) fail("invalid_data", "customers only")
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
  "throws-not-returns-errors": pretending(/\(422\)/, (data) => ({ error: "refused", data })),
  "no-undeclared-host": class extends Careful {
    protected override fetch(path: string, init: RequestInit) {
      void fetch("https://telemetry.example/").catch(() => undefined)
      return super.fetch(path, init)
    }
  },
  "types-shipped": class extends Careful {},
  paid: class extends Careful {
    override async capturePayment({ data }: Input) {
      return { data: data ?? {} }
    }
  },
  "unpaid-is-not-authorized": generous("created"),
  "declined-is-not-authorized": generous("failed"),
  "authorize-while-down": trusting(/沒有回應/),
  "authorize-while-nonsense": trusting(/無法讀取/),
  "authorize-while-empty": trusting(/無法讀取/),
  "authorize-while-error500": trusting(/\(500\)/),
  "authorize-while-unauthorized": trusting(/\(401\)/),
  "authorize-while-not-found": trusting(/\(404\)/),
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
  "capture-happens": class extends Careful {
    override async capturePayment({ data }: Input) {
      return { data: data ?? {} }
    }
  },
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
  "refund-in-part": refunding(Number),
  "refund-twice-in-part": class extends Careful {
    override async refundPayment(input: Input) {
      const { refunds } = await this.trade(input.data)
      return refunds.length > 0 ? { data: input.data ?? {} } : super.refundPayment(input)
    }
  },
  "refund-refused": pretending(/\(422\)/),
  "refund-unreached": pretending(/沒有回應/),
  "refund-reply-lost": refunding(whole),
  "refund-more-than-left": pretending(/\(422\)/),
  "refunds-at-once": class extends Careful {
    private isBusy = false
    override async refundPayment(input: Input) {
      if (this.isBusy) return { data: input.data ?? {} }
      this.isBusy = true
      return super.refundPayment(input).finally(() => {
        this.isBusy = false
      })
    }
  },
  "cancelled-then-refunded": class extends refunding(whole) {
    override async cancelPayment(input: Input) {
      const { status, amount } = await this.trade(input.data)
      if (status !== "success") return super.cancelPayment(input)
      await this.call("POST", `/payments/${input.data?.id}/refund`, { amount })
      return { data: input.data ?? {} }
    }
  },
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
  "notice-of-money": class extends Careful {
    protected override readonly events = {}
  },
  "forged-notice": class extends Unsigned {},
  "notice-changed-after-signing": class extends AnySignature {},
  "notice-of-another-order": class extends AnyAmount {},
  "notice-amount": class extends AnyAmount {
    protected override async payment() {
      return undefined
    }
  },
  "notice-many-times": class extends Careful {
    protected override async payment() {
      return undefined
    }
    override async getWebhookActionAndData(payload: Parameters<Careful["getWebhookActionAndData"]>[0]) {
      const { data, ...result } = await super.getWebhookActionAndData(payload)
      return data ? { action: "captured" as const, data: { ...data, amount: 100 } } : result
    }
  },
  "notices-at-once": class extends capturesOnHearing {},
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

function withoutMethod(name: keyof Careful): ProviderClass {
  const mutant = class extends Careful {}
  Reflect.set(mutant.prototype, name, undefined)
  return mutant
}

for (const [id, mutant] of Object.entries(mutants)) {
  Object.defineProperty(mutant, "identifier", { value: id === "identifier" ? "bad_name" : `mutant-${id}` })
}
