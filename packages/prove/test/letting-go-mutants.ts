import type { ProviderClass } from "../src/house/provider-class.js"
import { Careful, type Data, type Input, STATUSES, type Trade } from "./careful.js"
import { Believer } from "./mutant-makers.js"

/** Takes what the data says of the amount for what the session asks, and a change that the bank refused for done. */
class KeepsOldAmount extends Careful {
  protected override keep(trade: Trade, data?: Data) {
    return { ...super.keep(trade, data), amount: trade.amount }
  }
  override async updatePayment(input: Input) {
    return super.updatePayment(input).catch(() => ({ data: input.data ?? {} }))
  }
  protected override async belongs(trade: Trade, sessionId: unknown) {
    const session = await this.session(sessionId)
    return session !== null && trade.metadata.session_id === session.id && trade.refunds.length === 0
  }
  override async authorizePayment(input: Input) {
    const trade = await this.trade(input.data).catch(() => null)
    if (trade && trade.amount !== input.data?.amount) return { status: "pending" as const, data: input.data ?? {} }
    return super.authorizePayment(input)
  }
}

/** Once a key for the session, and not for the change. */
export class OneKeyForAll extends Careful {
  override async updatePayment({ amount, currency_code, data }: Input) {
    const body = { amount: this.check(amount, currency_code) }
    return {
      data: this.keep(await this.call("POST", `/payments/${data?.id}/update`, body, `${data?.id}-update`), data),
    }
  }
}

/** What was paid once is paid, whatever became of it. */
export class PaidOnce extends Careful {
  override async authorizePayment(input: Input) {
    const trade = await this.trade(input.data).catch(() => null)
    if (trade?.status !== "canceled") return super.authorizePayment(input)
    return { status: "authorized" as const, data: this.keep(trade, input.data) }
  }
}

/** Every message that the bank has signed is money. */
export class AnyGenuineNotice extends Believer {
  protected override readonly events: Readonly<Record<string, string>> = Object.fromEntries(
    [...Object.keys(STATUSES), "authorized_amount"].map((event) => [event, "captured"]),
  )
}

export class DeclinedNotice extends Believer {
  protected override readonly events: Readonly<Record<string, string>> = {
    ...{ authorized_amount: "authorized", success: "captured", failed: "authorized" },
  }
}

/** A cart that changes lets no money go. */
export class DeletesOnlyUnpaid extends Careful {
  override async deletePayment(input: Input) {
    const trade = await this.trade(input.data).catch(() => null)
    return trade?.status === "created" ? super.deletePayment(input) : { data: input.data ?? {} }
  }
}

export const lettingGoMutants: Readonly<Record<string, ProviderClass>> = {
  "money-that-went-back": class extends Careful {
    protected override async belongs(trade: Trade, sessionId: unknown) {
      return super.belongs({ ...trade, refunds: [] }, sessionId)
    }
  },
  "deleted-session-is-closed": class extends Careful {
    override async deletePayment({ data }: Input) {
      return { data: data ?? {} }
    }
  },
  "update-refused": KeepsOldAmount,
  "notice-without-money": AnyGenuineNotice,
  "cancel-reply-lost": class extends Careful {
    /** Takes what is let go already for a mistake. */
    override async cancelPayment(input: Input) {
      const trade = input.context?.idempotency_key ? await this.trade(input.data) : null
      if (trade?.status === "canceled") throw new Error("canceled already")
      return super.cancelPayment(input)
    }
  },
}
