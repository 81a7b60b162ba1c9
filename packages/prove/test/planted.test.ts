import { afterAll, beforeAll, expect, test } from "vitest"
import { cases } from "../src/cases/index.js"
import * as demo from "../src/demo/bank.js"
import { readFacts } from "../src/facts.js"
import type { ProviderClass } from "../src/house/provider-class.js"
import { openCourt } from "../src/prove.js"
import { runCases } from "../src/run.js"
import { Careful, type Data, type Input, numberOf, type Trade } from "./careful.js"
import { hurried } from "./hurried-mutants.js"
import { DeclinedNotice, DeletesOnlyUnpaid, OneKeyForAll, PaidOnce } from "./letting-go-mutants.js"
import { pretending } from "./mutant-makers.js"

/** Does nothing at the bank when its answer says so, and says that it was done. */
const swallowing = (method: "capturePayment" | "cancelPayment", words: RegExp) =>
  class extends Careful {
    private swallowed(input: Input) {
      return (error: Error) => {
        if (!words.test(String(error))) throw error
        return { data: input.data ?? {} }
      }
    }
    override async capturePayment(input: Input) {
      const done = super.capturePayment(input)
      return method === "capturePayment" ? done.catch(this.swallowed(input)) : done
    }
    override async cancelPayment(input: Input) {
      const done = super.cancelPayment(input)
      return method === "cancelPayment" ? done.catch(this.swallowed(input)) : done
    }
  }

/** The same, where only the request that moves the money is answered so. */
const swallowingAtTheMove = (path: RegExp) =>
  class extends Careful {
    protected override async call(...[method, where, body, key]: Parameters<Careful["call"]>) {
      const answer = super.call(method, where, body, key)
      if (method === "GET" || !path.test(where)) return answer
      return answer.catch((error) => {
        if (!/\(500\)/.test(String(error))) throw error
        return this.trade({ id: where.split("/")[2] })
      })
    }
  }

/** Takes the first session it ever heard of for that of every message. */
class FirstSession extends Careful {
  private first: string | undefined
  override async getWebhookActionAndData(payload: Parameters<Careful["getWebhookActionAndData"]>[0]) {
    const told = await super.getWebhookActionAndData(payload)
    if (!told.data) return told
    this.first ??= told.data.session_id
    return { ...told, data: { ...told.data, session_id: this.first } }
  }
}

/** Tells the key to whoever reads the output. */
class Talks extends Careful {
  override async authorizePayment(input: Input) {
    console.error("authorizing with", this.options)
    return super.authorizePayment(input)
  }
}

class ForgetsAtUpdate extends Careful {
  override async updatePayment(input: Input) {
    const { data } = await super.updatePayment(input)
    return { data: { ...data, id: undefined } as Data }
  }
}

/** Takes a look that failed for one that found nothing. */
class LooksInVain extends Careful {
  override async refundPayment(input: Input) {
    const isFound = await this.trade(input.data).then(
      () => true,
      () => false,
    )
    if (isFound) return super.refundPayment(input)
    const { data, amount, context } = input
    const sent = { amount: Number(numberOf(amount)) }
    await this.call("POST", `/payments/${data?.id}/refund`, sent, context?.idempotency_key)
    return { data: data ?? {} }
  }
}

/** Opens no second trade for a browser that has one of this amount already. */
class Reuses extends Careful {
  override async initiatePayment(input: Input) {
    const known = input.data?.id ? await this.trade(input.data).catch(() => null) : null
    const fits = known?.amount === numberOf(input.amount) && known.refunds.length === 0
    return known && fits ? { id: known.id, data: this.keep(known) } : super.initiatePayment(input)
  }
  protected override async belongs(trade: Trade, sessionId: unknown) {
    const session = await this.session(sessionId)
    return session !== null && trade.amount === numberOf(session.amount) && trade.refunds.length === 0
  }
}

/** Says of every trade that it is paid. */
class AlwaysPaid extends Careful {
  override async getPaymentStatus({ data }: Input) {
    return { status: "captured" as const, ...(data ? { data } : {}) }
  }
}

/** Writes its key down once the money is there. */
class KeepsKey extends Careful {
  override async authorizePayment(input: Input) {
    const { status, data } = await super.authorizePayment(input)
    return { status, data: { ...data, signed_with: this.options.apiKey } }
  }
}

/** Faults that somebody planted who had not seen the cases, each with the case that must catch it. */
const planted: readonly (readonly [string, ProviderClass])[] = [
  ["refund-unreached", pretending(/\(500\)/)],
  ["refund-refused", pretending(/\(404\)/)],
  ["capture-refused", swallowing("capturePayment", /\(500\)/)],
  ["capture-refused", swallowing("capturePayment", /沒有回應/)],
  ["cancel-refused", swallowing("cancelPayment", /\(500\)/)],
  ["capture-refused", swallowingAtTheMove(/capture$/)],
  ["cancel-refused", swallowingAtTheMove(/cancel$/)],
  ["refund-unreached", swallowingAtTheMove(/refund$/)],
  ["notice-of-money", FirstSession],
  ["no-secrets", Talks],
  ["update", ForgetsAtUpdate],
  ["refund-reply-lost", LooksInVain],
  ["shopper-data", Reuses],
  ["retrieve-and-status", AlwaysPaid],
  ["no-secrets", KeepsKey],
  ["update", OneKeyForAll],
  ["money-that-went-back", PaidOnce],
  ["notice-without-money", DeclinedNotice],
  ["deleted-session-is-closed", DeletesOnlyUnpaid],
  ...hurried,
]
for (const [index, [, service]] of planted.entries())
  Object.defineProperty(service, "identifier", { value: `planted-${index}` })

let court: Awaited<ReturnType<typeof openCourt>>

beforeAll(async () => {
  const facts = readFacts({ ...demo.facts, patienceMs: 4000 })
  court = await openCourt({ provider: { services: planted.map(([, service]) => service) }, adapter: demo }, facts)
})

afterAll(() => court?.close())

test.each(planted.map(([id, service], index) => [id, index, service] as const))(
  "%s catches planted fault %i",
  async (id, _, service) => {
    const chosen = cases.filter((one) => one.id === id)
    const results = await runCases(court.trialOf(service), chosen, () => undefined)
    expect(results.map(({ verdict }) => verdict)).toEqual(["fail"])
  },
)
