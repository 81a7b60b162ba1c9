import type { ProviderClass } from "../src/house/provider-class.js"
import { Careful, type Data, fail, type Input, numberOf } from "./careful.js"
import { Confirming } from "./mutant-makers.js"

/** Takes a time-out for "done": it will have got there. */
export const optimistic = (path: RegExp, Base: typeof Careful = Careful) =>
  class extends Base {
    protected override async fetch(where: string, init: RequestInit) {
      return super.fetch(where, init).catch((error: Error) => {
        if (error.name !== "TimeoutError" || !path.test(where)) throw error
        return new Response(JSON.stringify({ id: where.split("/")[2], status: "success", refunds: [] }))
      })
    }
  }

/** What could not be read is somebody else's to look after: refused from then on. */
const offended = (method: "capturePayment" | "cancelPayment") =>
  class extends Careful {
    private readonly unclear = new Set<unknown>()
    private async once(id: unknown, work: () => Promise<{ data: Data }>) {
      if (this.unclear.has(id)) fail("not_allowed", "look it up in the bank's back office")
      return work().catch((error) => {
        if (/無法讀取/.test(String(error))) this.unclear.add(id)
        throw error
      })
    }
    override async capturePayment(input: Input) {
      const work = () => super.capturePayment(input)
      return method === "capturePayment" ? this.once(input.data?.id, work) : work()
    }
    override async cancelPayment(input: Input) {
      const work = () => super.cancelPayment(input)
      return method === "cancelPayment" ? this.once(input.data?.id, work) : work()
    }
  }

export const unansweredMutants: Readonly<Record<string, ProviderClass>> = {
  "authorize-while-silent": class extends Careful {
    /** Does not let a buyer wait. */
    override async authorizePayment(input: Input) {
      const soon = new Promise<{ status: "authorized"; data: Data }>((resolve) => {
        setTimeout(resolve, 1000, { status: "authorized", data: input.data ?? {} }).unref()
      })
      return Promise.race([super.authorizePayment(input), soon])
    }
  },
  "confirm-unanswered": optimistic(/capture$/, Confirming),
  "capture-unanswered": optimistic(/capture$/),
  "cancel-unanswered": optimistic(/cancel$/),
  "refund-unanswered": optimistic(/refund$/),
  "capture-timed-out": offended("capturePayment"),
  "cancel-timed-out": offended("cancelPayment"),
  "refund-timed-out": class extends Careful {
    /** A bad gateway is asked once more, and each time under a number of its own. */
    protected override async fetch(where: string, init: RequestInit) {
      const answer = await super.fetch(where, init)
      if (answer.status !== 502) return answer
      return super.fetch(where, { ...init, headers: { ...init.headers, "idempotency-key": `try-${Math.random()}` } })
    }
  },
  "refund-made-later": class extends Careful {
    /** What the bank does not show was never made. */
    protected override isUnderWay() {
      return false
    }
  },
  "refund-found-again": class extends Careful {
    override async refundPayment(input: Input) {
      const { amount, refunds } = await this.trade(input.data)
      const left = refunds.reduce((sum, refund) => sum - refund.amount, amount)
      if (left < numberOf(input.amount)) fail("not_allowed", "the bank has nothing left of it")
      return super.refundPayment(input)
    }
  },
  "refund-after-a-lost-one": class extends Careful {
    /** Forgets which refund it has found again. */
    override async refundPayment(input: Input) {
      const { data } = await super.refundPayment(input)
      return { data: { ...data, adopted: [] } }
    }
  },
}
