import type { ProviderClass } from "../src/house/provider-class.js"
import { Careful, type Input, numberOf } from "./careful.js"
import { pretending, refunding, whole } from "./mutant-makers.js"

export const refundingMutants: Readonly<Record<string, ProviderClass>> = {
  "refund-in-part": refunding(Number),
  "refund-amount-shapes": class extends refunding(whole) {
    override async refundPayment(input: Input) {
      if (typeof input.amount !== "string") return super.refundPayment(input)
      await this.call("POST", `/payments/${input.data?.id}/refund`, {})
      return { data: input.data ?? {} }
    }
  },
  "refund-twice-in-part": class extends Careful {
    override async refundPayment(input: Input) {
      const { refunds } = await this.trade(input.data)
      return refunds.length > 0 ? { data: input.data ?? {} } : super.refundPayment(input)
    }
  },
  "refund-refused": pretending(/\(401\)/),
  "refund-unreached": pretending(/沒有回應/),
  "refund-reply-lost": refunding(whole),
  "refund-not-offered": class extends Careful {
    /** All or nothing, whatever was asked for. */
    override async refundPayment({ data, context }: Input) {
      await this.call("POST", `/payments/${data?.id}/refund`, {}, context?.idempotency_key)
      return { data: data ?? {} }
    }
  },
  "refund-more-than-left": class extends pretending(/amount_invalid/) {
    protected override isUnderWay() {
      return false
    }
  },
  "refunds-at-once": class extends Careful {
    private readonly recent = new Set<number>()
    /** Takes the second of two equal refunds for a double click. */
    override async refundPayment(input: Input) {
      const wanted = numberOf(input.amount)
      if (this.recent.has(wanted)) return { data: input.data ?? {} }
      this.recent.add(wanted)
      return super.refundPayment(input)
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
}
