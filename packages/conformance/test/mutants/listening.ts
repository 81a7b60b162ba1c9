import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { ProviderService } from "@taiwan-payments/medusa/provider"
import type { SignedNotice } from "@taiwan-payments/medusa/toolkit"
import { markVerified, PaymentError, twd } from "@taiwan-payments/medusa/toolkit"
import { keepingAll, soundNotice, withGateway, withReading } from "./mutate.js"
import { type ProviderMutant, provider } from "./provider.js"

/** Writes `failed` over whatever the ledger says, as plugins do that take the last notice for the truth. */
async function downgrade(db: Knex, body: string): Promise<void> {
  const fields = new URLSearchParams(body)
  if (fields.get("RtnCode") === "1") return
  await db("taiwan_payment_attempt")
    .where({ trade_no: fields.get("MerchantTradeNo") })
    .update({ state: "failed" })
}

/** Believes whoever signed, and takes every notice for its own merchant's. */
function trusting({ read }: SignedNotice, merchant: string): Pick<SignedNotice, "verify" | "read"> {
  return {
    verify: ({ body }) => markVerified(Object.fromEntries(new URLSearchParams(body.toString("utf8")))),
    read: (verified) => ({ ...read(verified), merchant }),
  }
}

export const LISTENING: readonly ProviderMutant[] = [
  {
    fault: "compares amounts loosely",
    caughtBy: "wrong-amount",
    says: /answered '1\|OK'/,
    subject: withReading(({ amount }) => ({ amount: amount === null ? null : twd(Math.floor(amount / 10) * 10) })),
  },
  {
    fault: "downgrades what is paid",
    caughtBy: "any-order",
    says: /waiting for the payment result/,
    wiring: { afterNotice: downgrade },
  },
  {
    fault: "does not look at the merchant of a notice",
    caughtBy: "other-merchant",
    says: /answered '1\|OK'/,
    subject: withGateway((gateway) => ({
      ...gateway,
      notice: { ...soundNotice(gateway), ...trusting(soundNotice(gateway), gateway.merchant) },
    })),
  },
  {
    fault: "ships what was only simulated",
    caughtBy: "simulated-in-production",
    says: /the hook: expected|there is a payment|the ledger/,
    subject: withReading(() => ({ simulated: false })),
  },
  {
    fault: "takes a late failure for the truth of an undecided payment",
    caughtBy: "undecided-then-paid",
    says: /it threw|the ledger|payment: expected|Medusa was told/,
    subject: withReading(({ state }) => (state === "pending" ? { state: "captured" } : {})),
  },
  {
    fault: "masks nothing that it keeps",
    caughtBy: "nothing-leaks",
    says: /what is kept shows the/,
    subject: withGateway((gateway) => ({ ...gateway, redaction: keepingAll(gateway.redaction) })),
  },
  {
    fault: "writes its options to the log",
    caughtBy: "nothing-leaks",
    says: /what is kept shows the/,
    wiring: provider(
      (Sound) =>
        class extends Sound {
          constructor(...[cradle, options]: ConstructorParameters<ProviderService>) {
            super(cradle, options)
            cradle.logger.info(JSON.stringify(options))
          }
        },
    ),
  },
  {
    fault: "reuses trade numbers",
    caughtBy: "own-number-each-time",
    says: /no way to the gateway was given|different numbers/,
    subject: withGateway((gateway) => ({ ...gateway, tradeNumber: { length: 1, alphabet: "AB" } })),
  },
  {
    fault: "asks as often as it is called",
    caughtBy: "asked-within-pace",
    says: /it was asked \d+ times/,
    subject: withGateway((gateway) => ({ ...gateway, rateLimits: { perTradeSeconds: 0, perMinute: 10_000 } })),
  },
  {
    fault: "takes a lock-out for any other silence",
    caughtBy: "locked-out",
    says: /it was asked 1 times/,
    subject: withGateway((gateway) => ({
      ...gateway,
      *query(key, moment) {
        const turn = gateway.query(key, moment).next()
        if (turn.done) return turn.value
        yield turn.value
        throw new PaymentError("unreachable", "HTTP 403")
      },
    })),
  },
]
