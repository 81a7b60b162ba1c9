import { createHmac } from "node:crypto"
import https from "node:https"
import type { ProviderClass } from "../src/house/provider-class.js"
import { Careful, type Data, fail, type Input, numberOf, STATUSES } from "./careful.js"
import { Believer } from "./mutant-makers.js"

type Payload = Parameters<Careful["getWebhookActionAndData"]>[0]

/** What somebody writes who is in a hurry. */
export const hurriedMutants: Readonly<Record<string, ProviderClass>> = {
  "update-leaves-a-trade": class extends Believer {
    /** Another amount is another trade, and the first stays open; a message of either is the session's. */
    override async updatePayment({ amount, currency_code, data }: Input) {
      const { metadata } = await this.trade(data)
      const charge = this.check(amount, currency_code)
      return {
        data: this.keep(await this.call("POST", "/payments", { amount: charge, currency: "twd", metadata }), data),
      }
    }
    protected override agrees() {
      return true
    }
  },
  "refund-of-the-rest": class extends Careful {
    /** Takes a part that leaves nothing for "all of it", which the bank does not give back of a part. */
    override async refundPayment(input: Input) {
      const { refunds, amount } = await this.trade(input.data)
      const left = refunds.reduce((sum, refund) => sum - refund.amount, amount)
      if (refunds.length > 0 && left === numberOf(input.amount)) fail("not_allowed", "a part was refunded already")
      return super.refundPayment(input)
    }
  },
  "notice-as-it-was-sent": class extends Careful {
    override async getWebhookActionAndData(payload: Payload & { data?: Data }) {
      return super.getWebhookActionAndData({ ...payload, rawData: JSON.stringify(payload.data) })
    }
  },
  "notice-of-a-capture": class extends Careful {
    /** In cents, where an authorisation is in dollars. */
    override async getWebhookActionAndData(payload: Payload) {
      const told = await super.getWebhookActionAndData(payload)
      if (told.action !== "captured" || !told.data) return told
      return { ...told, data: { ...told.data, amount: numberOf(told.data.amount) * 100 } }
    }
  },
  "another-server": class extends Careful {
    private readonly trades = new Map<unknown, unknown>()
    override async initiatePayment(input: Input) {
      const opened = await super.initiatePayment(input)
      this.trades.set(input.context?.idempotency_key, opened.id)
      return opened
    }
    override async authorizePayment(input: Input) {
      const id = this.trades.get(input.context?.idempotency_key)
      return super.authorizePayment({ ...input, data: { ...input.data, id } })
    }
  },
  "buyers-at-once": class extends Careful {
    private current: string | undefined
    override async initiatePayment(input: Input) {
      this.current = input.context?.idempotency_key
      await this.call("GET", "/health").catch(() => undefined)
      return super.initiatePayment({ ...input, context: { idempotency_key: String(this.current) } })
    }
  },
  "tls-is-checked": class extends Careful {
    /** Until the certificate of the test host is in order. */
    protected override fetch(path: string, { method, headers, body, signal }: RequestInit) {
      const init = {
        method: method ?? "GET",
        headers: { ...(headers as Record<string, string>) },
        rejectUnauthorized: false,
      }
      return new Promise<Response>((resolve, reject) => {
        const request = https.request(`https://api.taixbank.example${path}`, init, async (answer) => {
          const chunks: Buffer[] = []
          for await (const chunk of answer) chunks.push(chunk)
          resolve(new Response(Buffer.concat(chunks), { status: answer.statusCode ?? 500 }))
        })
        signal?.addEventListener("abort", () => request.destroy(new Error("late")))
        request.on("error", reject).end(body)
      })
    }
  },
  "no-stray-errors": class extends Careful {
    override async capturePayment(input: Input) {
      void this.call("POST", "/statistics", {})
      return super.capturePayment(input)
    }
  },
}

/** More of the same, each with the case that must catch it. */
export const hurried: readonly (readonly [string, ProviderClass])[] = [
  [
    "unpaid-is-not-authorized",
    class extends Careful {
      /** Who is not paid at once never is. */
      override async authorizePayment(input: Input) {
        const trade = await this.trade(input.data).catch(() => null)
        if (trade?.status === "created") await this.call("POST", `/payments/${trade.id}/cancel`)
        return super.authorizePayment(input)
      }
    },
  ],
  [
    "retrieve-and-status",
    class extends Careful {
      override async getPaymentStatus({ data }: Input) {
        const { status } = await this.trade(data)
        return { status: status === "requires_capture" ? ("captured" as const) : (STATUSES[status] ?? "pending") }
      }
    },
  ],
  [
    "retrieve-and-status",
    class extends Careful {
      override async getPaymentStatus({ data }: Input) {
        const { status } = await this.trade(data)
        return { status: status === "canceled" ? ("authorized" as const) : (STATUSES[status] ?? "pending") }
      }
    },
  ],
  [
    "shopper-data",
    class extends Careful {
      override async initiatePayment({ amount, currency_code, context, data }: Input) {
        const charge = this.check(amount, currency_code)
        const session_id = context?.idempotency_key
        const body = { amount: charge, currency: data?.currency ?? "twd", metadata: { session_id } }
        const trade = await this.call("POST", "/payments", body, session_id)
        return { id: trade.id, data: this.keep(trade) }
      }
    },
  ],
  [
    "no-secrets",
    class extends Careful {
      override async initiatePayment(input: Input) {
        return super.initiatePayment(input).catch(() => fail("not_allowed", `refused to ${this.options.apiKey}`))
      }
    },
  ],
  [
    "no-secrets",
    class extends Careful {
      override async refundPayment(input: Input) {
        return super.refundPayment(input).catch(() => fail("not_allowed", `refused to ${this.options.apiKey}`))
      }
    },
  ],
  [
    "forged-notice",
    class extends Believer {
      /** As much of the signature as was sent. */
      protected override isGenuine(rawData: string | Buffer, headers: Data) {
        const own = createHmac("sha256", this.options.apiKey).update(rawData).digest("hex")
        const given = String(headers["x-taix-signature"] ?? "")
        return given !== "" && own.startsWith(given)
      }
    },
  ],
  [
    "cancel-releases",
    class extends Careful {
      /** Takes the money at once, and tells nobody. */
      override async authorizePayment(input: Input) {
        const authorized = await super.authorizePayment(input)
        if (authorized.status === "authorized") await this.call("POST", `/payments/${input.data?.id}/capture`)
        return authorized
      }
    },
  ],
  [
    "words",
    class extends Careful {
      override async refundPayment(input: Input) {
        return super.refundPayment(input).catch(() => Promise.reject(new Error("422")))
      }
    },
  ],
  [
    "tls-is-checked",
    class extends Careful {
      protected override fetch(path: string, init: RequestInit) {
        return fetch(`http://api.taixbank.example${path}`, init)
      }
    },
  ],
  [
    "hangs-are-bounded",
    class extends Careful {
      protected override fetch(path: string, init: RequestInit) {
        return path === "/payments" ? fetch(`https://api.taixbank.example${path}`, init) : super.fetch(path, init)
      }
    },
  ],
]
