import type { ProviderClass } from "../src/house/provider-class.js"
import { Careful, type Data, fail, type Input, type Session } from "./careful.js"
import { CancelsForLosers, generous, keeping, refunding } from "./mutant-makers.js"

/** For each case of the tier `shop` a planted fault that it must catch. */
export const storeMutants: Readonly<Record<string, ProviderClass>> = {
  order: class extends Careful {
    override async capturePayment({ data }: Input) {
      return { data: data ?? {} }
    }
  },
  "order-unpaid": generous("created"),
  "order-by-notice": class extends Careful {
    protected override readonly events = {}
  },
  "order-of-a-stranger": class extends Careful {
    protected override async session(id: unknown): Promise<Session> {
      return (await super.session(id)) ?? { id: String(id), amount: 1060 }
    }
  },
  "order-failed": class extends Careful {
    /** Cancels what Medusa has no payment of; a failed completion has one. */
    override async cancelPayment(input: Input) {
      const trade = await this.trade(input.data)
      return (await this.payment(trade)) && !input.context?.idempotency_key?.startsWith("order")
        ? { data: input.data ?? {} }
        : super.cancelPayment(input)
    }
  },
  "order-cancelled": class extends Careful {
    override async cancelPayment({ data }: Input) {
      return { data: data ?? {} }
    }
  },
  "order-cancelled-captured": class extends Careful {
    /** Takes a captured payment that is cancelled for given back. */
    override async refundPayment(input: Input) {
      return Number(input.amount) === 1060 ? { data: input.data ?? {} } : super.refundPayment(input)
    }
  },
  "order-refunded-by-staff": refunding(Number),
  "cart-shown": keeping(({ apiKey }) => ({ apiKey })),
  "cart-changed-while-down": class extends Careful {
    override async deletePayment(input: Input) {
      return this.cancelPayment(input)
    }
  },
  "order-by-notice-and-completion": class extends CancelsForLosers {},
  "order-by-voucher": class extends Careful {
    protected override readonly events = { authorized_amount: "authorized" }
  },
  "order-after-a-restart": class extends Careful {
    private readonly opened = new Set<unknown>()
    override async initiatePayment(input: Input) {
      this.opened.add(input.context?.idempotency_key)
      return super.initiatePayment(input)
    }
    override async authorizePayment(input: Input) {
      if (!this.opened.has(input.context?.idempotency_key)) fail("not_found", "這筆付款已過期。")
      return super.authorizePayment(input)
    }
  },
  "order-of-many": class extends Careful {
    private latest: string | undefined
    /** One buyer at a time is all that its author ever was. */
    override async initiatePayment(input: Input) {
      this.latest = input.context?.idempotency_key
      await new Promise((resolve) => setTimeout(resolve, 20))
      const context = { ...input.context, idempotency_key: this.latest }
      return super.initiatePayment({ ...input, context } as Input)
    }
  },
}

for (const [id, mutant] of Object.entries(storeMutants))
  Object.defineProperty(mutant, "identifier", { value: `store-${id}` })

export const services = [Careful, ...Object.values(storeMutants)]
export type { Data }
