import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { isPaid } from "../../modules/ledger/advance"
import { ownEvent } from "../../modules/ledger/own-event"
import type { Attempt, NewEvent } from "../../modules/ledger/records"
import type { Trade } from "../../toolkit/contract/gateway"
import { sha256Hex } from "../../toolkit/digest"
import { describeError } from "../../toolkit/payment-error"
import { contextOf, EVENTS, type PaymentContext } from "../context"
import { alarmGoneAccount } from "../gone-accounts"
import { factsOf } from "../medusa/facts"
import { type MethodAccount, methodOf } from "../method-account"
import { methodAccountFor } from "../method-accounts"
import { queryStatus } from "../queries/query"
import { endsWithVoucher } from "../session-rules"
import { wakeIfDue } from "./apply-worker"

const AT_MOST = 200

/** Expires vouchers whose deadline and the method's grace have passed. */
export async function expireVouchers(container: MedusaContainer): Promise<void> {
  const context = contextOf(container)
  for (const attempt of await context.ledger.awaiting(AT_MOST)) {
    await expireIfOver(container, context, attempt).catch((error) => {
      context.logger.warn(`Taiwan payments could not expire ${attempt.trade_no}: ${describeError(error)}`)
    })
  }
}

async function expireIfOver(container: MedusaContainer, context: PaymentContext, attempt: Attempt): Promise<void> {
  const methodAccount = await methodAccountFor(container, attempt)
  if (!methodAccount) return alarmGoneAccount(context, attempt)
  if (await isOver(methodAccount, attempt)) await expireVoucher(container, context, methodAccount, attempt)
}

async function isOver(methodAccount: MethodAccount, { expires_at: expires, method }: Attempt): Promise<boolean> {
  await methodAccount.client.refreshClock()
  const graceHours = methodOf(methodAccount, method).voucher?.graceHours ?? 72
  return expires !== null && methodAccount.client.now().getTime() > expires.getTime() + graceHours * 3_600_000
}

/**
 * Whether an answer says that no money came. A code that is in no table says nothing (a wrong clock, a key that was
 * changed, a result still to be confirmed), money of another amount is money, and who does not know a voucher that was issued
 * speaks of another account: none of them ends a voucher.
 */
export function tellsUnpaid({ state }: Pick<Trade, "state">): boolean {
  return !["unknown", "absent", "authorized", "captured"].includes(state)
}

/**
 * Asks first, then cancels: a gateway that does not clearly answer keeps the order alive. Money that comes later still
 * finds its attempt, and becomes an alarm.
 */
async function expireVoucher(
  container: MedusaContainer,
  context: PaymentContext,
  methodAccount: MethodAccount,
  voucher: Attempt,
): Promise<void> {
  const { attempt, trade } = await queryStatus(context, methodAccount, voucher)
  if (isPaid(attempt)) return wakeIfDue(container, attempt)
  if (trade === null || !tellsUnpaid(trade)) return
  await context.ledger.exclusively(`session ${attempt.session_id}`, async () => {
    const latest = await context.ledger.attempt(attempt.id)
    if (latest?.state !== "issued" && latest?.state !== "failed") return
    const orderId = await cancelOrder(container, context, latest)
    await context.ledger.record(latest, { state: "expired", query_at: null, apply_at: null }, expiryOf(latest))
    await context.emit(EVENTS.expired, {
      attempt_id: latest.id,
      session_id: latest.session_id,
      order_id: orderId,
      amount: latest.amount,
    })
  })
}

/** Releases the stock with the order, unless another attempt of the same order is paid or can still be. */
async function cancelOrder(
  container: MedusaContainer,
  context: PaymentContext,
  expired: Attempt,
): Promise<string | null> {
  const facts = await factsOf(container, expired.session_id)
  const attempts = await context.ledger.attemptsOf(expired.session_id)
  if (endsWithVoucher(expired, { ...facts, attempts }))
    await container.resolve(Modules.WORKFLOW_ENGINE).run("cancel-order", { input: { order_id: facts.order?.id } })
  return facts.order?.id ?? null
}

function expiryOf(attempt: Attempt): NewEvent {
  const message = "The deadline and its grace have passed."
  return ownEvent(attempt, "expiry", { state: "expired", message, digest: sha256Hex(`expiry ${attempt.id}`) })
}
