import type { ProviderClass } from "../src/house/provider-class.js"
import { Careful, fail, type Input, numberOf, type Session } from "./careful.js"
import { CountsAnew, generous, keeping, refunding } from "./mutant-makers.js"

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
    private hasHeard = false
    protected override async session(id: unknown): Promise<Session> {
      return (await super.session(id)) ?? { id: String(id), amount: 1060 }
    }
    override async getWebhookActionAndData(payload: Parameters<Careful["getWebhookActionAndData"]>[0]) {
      const told = await super.getWebhookActionAndData(payload)
      this.hasHeard ||= told.action !== "not_supported"
      return told
    }
    /** After a message of money the next session that is authorised is taken for the one it was about. */
    override async authorizePayment(input: Input) {
      if (!this.hasHeard) return super.authorizePayment(input)
      this.hasHeard = false
      return { status: "authorized" as const, data: input.data ?? {} }
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
      return numberOf(input.amount) === 1060 ? { data: input.data ?? {} } : super.refundPayment(input)
    }
  },
  "order-refunded-by-staff": refunding(Number),
  "cart-shown": keeping(({ apiKey }) => ({ apiKey })),
  "cart-changed-while-down": class extends Careful {
    override async deletePayment(input: Input) {
      return this.cancelPayment(input)
    }
  },
  "order-by-notice-and-completion": class extends CountsAnew {},
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

const { "order-of-a-stranger": first, ...others } = storeMutants

/** The shop's very first cart, which Medusa takes for a message without a session, is of the first of them. */
export const services = [first, ...Object.values(others), Careful].filter((each) => each !== undefined)
