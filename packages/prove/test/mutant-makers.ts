import type { ProviderClass } from "../src/house/provider-class.js"
import { Careful, type Data, type Input, type Message, numberOf, type Trade } from "./careful.js"

/** Takes an error of the bank for money, if the error says so. */
export const trusting = (words: RegExp) =>
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
export const generous = (status: string) =>
  class extends Careful {
    override async authorizePayment(input: Input) {
      const trade = await this.trade(input.data).catch(() => null)
      if (trade?.status !== status) return super.authorizePayment(input)
      return { status: "authorized" as const, data: this.keep(trade, input.data) }
    }
  }

/** Checks what is charged in a way of its own. */
export const charging = (charge: (amount: Input["amount"], currency: string | undefined) => number) =>
  class extends Careful {
    protected override check(amount: Input["amount"], currency: string | undefined) {
      return charge(amount, currency)
    }
  }

/** Says that it was captured. */
export const capturingNothing = () =>
  class extends Careful {
    override async capturePayment({ data }: Input) {
      return { data: data ?? {} }
    }
  }

/** Keeps more in the session's data. */
export const keeping = (more: (options: { apiKey: string }) => Data) =>
  class extends Careful {
    protected override keep(trade: Trade, data?: Data) {
      return { ...super.keep(trade, data), ...more(this.options) }
    }
  }

/** Books a refund that the bank did not make. */
export const pretending = (words: RegExp) =>
  class extends Careful {
    override async refundPayment(input: Input) {
      try {
        return await super.refundPayment(input)
      } catch (error) {
        if (!words.test(String(error))) throw error
        return { data: input.data ?? {} }
      }
    }
  }

/** Refunds without looking. */
export const refunding = (amountOf: (amount: Input["amount"]) => unknown) =>
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
export class Believer extends Careful {
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

export class AnySignature extends Believer {
  protected override isGenuine(_: string | Buffer, headers: Data) {
    return /^(?!0+$).{64}$/.test(String(headers["x-taix-signature"]))
  }
}

export class AnyAmount extends AnySignature {
  protected override agrees() {
    return true
  }
}

/** Does what the bank does when it hears from it. */
export const reacting = (
  reaction: (mutant: Meddler, notice: Message & { id?: string }) => Promise<unknown> | undefined,
) =>
  class extends Meddler {
    override async getWebhookActionAndData(payload: Parameters<Careful["getWebhookActionAndData"]>[0]) {
      await reaction(this, JSON.parse(String(payload.rawData)))
      return super.getWebhookActionAndData(payload)
    }
  }

export class Meddler extends Careful {
  post(path: string) {
    return this.call("POST", path, {}).catch(() => undefined)
  }
}

/** A trade is cancelled whoever holds a payment of it. */
export class CancelsForLosers extends Careful {
  override async cancelPayment({ data }: Input) {
    const { status } = await this.trade(data)
    if (status !== "success") await this.call("POST", `/payments/${data?.id}/cancel`)
    return { data: data ?? {} }
  }
}

/** Reports a part of the money, again with each message. */
export class CountsAnew extends Careful {
  protected override async payment() {
    return undefined
  }
  override async getWebhookActionAndData(payload: Parameters<Careful["getWebhookActionAndData"]>[0]) {
    const { data, ...result } = await super.getWebhookActionAndData(payload)
    return data ? { action: "captured" as const, data: { ...data, amount: 100 } } : result
  }
}

export const asking = (times: number, when: (trade: Trade | null) => boolean) =>
  class extends Careful {
    protected override async trade(data: Data | undefined) {
      for (let count = 1; count < times; count++) {
        const trade = await super.trade(data).catch(() => null)
        if (!when(trade)) break
      }
      return super.trade(data)
    }
  }

export const whole = (amount: Input["amount"]) => numberOf(amount)

/** Medusa finds nothing to call. */
export function withoutMethod(name: keyof Careful): ProviderClass {
  const mutant = class extends Careful {}
  Reflect.set(mutant.prototype, name, undefined)
  return mutant
}

/** Confirms at once what the buyer has agreed to, as wallets want it. */
export class Confirming extends Careful {
  override async authorizePayment(input: Input) {
    const { status, data } = await super.authorizePayment(input)
    return status === "authorized" ? this.confirm(input) : { status, data }
  }

  /** Under a key of its own: the session's opened the trade. */
  protected async confirm(input: Input) {
    const context = { idempotency_key: `${input.context?.idempotency_key}-confirm` }
    return { status: "captured" as const, data: (await this.capturePayment({ ...input, context })).data }
  }
}
