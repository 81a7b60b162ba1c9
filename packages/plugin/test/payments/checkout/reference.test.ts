import { describe, expect, it } from "vitest"
import { startPayment } from "../../../src/payments/checkout/start"
import type { Redirect } from "../../../src/toolkit/contract/gateway"
import { openBank } from "../../fake-bank"
import { methodAccountAt } from "../../fake-gateway"
import { containerOf } from "../../shop-container"
import { addSession, eventsOf, useShop } from "../../shop-database"

const place = useShop()
const PROVIDER = "pp_fake-card_main"

describe("the gateway's reference of a payment that was requested", () => {
  it("is kept although another tab changed the attempt meanwhile: nothing could be confirmed without it", async () => {
    const bank = await openBank()
    const { ledger } = place.shop.context
    const sessionId = await addSession(place.shop, "1000")
    const methodAccount = methodAccountAt(bank)
    const meanwhile = { method: "POST", headers: {}, body: "{}", timeoutMs: 5_000 } as const
    const start = {
      kind: "redirect" as const,
      redirect: function* (): Generator<typeof meanwhile & { call: string; url: string }, Redirect> {
        yield { ...meanwhile, call: "request", url: `${bank.url}/request` }
        return { url: "https://pay.example.tw/1", reference: "2026112800001" }
      },
    }
    const send: typeof methodAccount.client.send = async () => {
      const [attempt] = await ledger.attemptsOf(sessionId)
      if (attempt) await ledger.change(attempt, { queried_at: new Date() })
      return { status: 200, headers: {}, text: "{}" }
    }
    const busy = {
      ...methodAccount,
      account: { ...methodAccount.account, start },
      client: Object.assign(Object.create(methodAccount.client), { send }),
    }
    await startPayment(containerOf(place.shop, PROVIDER, busy), sessionId, false)
    const attempts = await ledger.attemptsOf(sessionId)
    expect(attempts).toMatchObject([{ reference: "2026112800001" }])
    for (const attempt of attempts) expect(await eventsOf(place.shop, attempt)).toMatchObject([{ kind: "start" }])
  })
})
