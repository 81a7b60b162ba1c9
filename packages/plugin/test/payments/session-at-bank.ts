import { MedusaError } from "@medusajs/framework/utils"
import type { Attempt, AttemptState, NewAttempt } from "../../src/modules/ledger/records"
import { providersOf } from "../../src/payments/provider/services"
import { twd } from "../../src/toolkit/twd"
import { type Bank, openBank } from "../fake-bank"
import { type BankOptions, fakeKind } from "../fake-gateway"
import { addSession, newAttempt, type Shop } from "../shop-database"

/** What a test wants of its session, beside the shop. */
export type WantedSession = [options?: Partial<BankOptions>, method?: string, amount?: string]

/** Medusa's provider of one method, at a bank. */
export function providerAt(shop: Shop, bank: Pick<Bank, "url">, options: Partial<BankOptions> = {}, method = "card") {
  const Service = providersOf(fakeKind).find(({ identifier }) => identifier === `fake-${method}`)
  if (!Service) throw new Error(`There is no method ${method}.`)
  return new Service({ __pg_connection__: shop.db, logger: shop.context.logger }, { url: bank.url, ...options })
}

/** A live session of 1000 TWD at a bank, and the provider that carries it. */
export async function openedSession(shop: Shop, options: Partial<BankOptions> = {}, method = "card", amount = "1000") {
  const bank = await openBank()
  const provider = providerAt(shop, bank, options, method)
  const sessionId = await addSession(shop, amount)
  const startPayment = async (
    state: AttemptState = "started",
    more: Partial<NewAttempt & Attempt> = {},
  ): Promise<Attempt> => {
    const { captured_amount, paid_at, voucher, ...row } = more
    const attempt = await shop.context.ledger.open(
      newAttempt({ session_id: sessionId, method, session_amount: amount, ...row }),
    )
    const taken = captured_amount ?? (state === "captured" ? attempt.amount : twd(0))
    const paid = paid_at ?? (state === "captured" || state === "authorized" ? new Date() : null)
    const moved = await shop.context.ledger.change(attempt, {
      state,
      captured_amount: taken,
      paid_at: paid,
      voucher: voucher ?? null,
    })
    return moved ?? attempt
  }
  const authorize = (data: Record<string, unknown> = {}) =>
    provider.authorizePayment({ data, context: { idempotency_key: sessionId } })
  return { bank, provider, sessionId, startPayment, authorize }
}

export const initiate = (provider: ReturnType<typeof providerAt>, input: object) =>
  provider.initiatePayment({ amount: 1000, currency_code: "twd", context: { idempotency_key: "payses_1" }, ...input })

export const NOWHERE = { url: "http://127.0.0.1:1" }

/** How Medusa would see a call fail. */
export async function medusaError(answer: Promise<unknown>): Promise<{ type: string; message: string }> {
  const error = await answer.then(
    () => new Error("It went through."),
    (thrown: unknown) => thrown,
  )
  if (error instanceof MedusaError) return { type: error.type, message: error.message }
  throw error
}
