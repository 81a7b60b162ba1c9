import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { isPaid } from "../../modules/ledger/advance"
import type { Attempt, NewEvent } from "../../modules/ledger/records"
import type { Trade } from "../../toolkit/contract/gateway"
import { sha256Hex } from "../../toolkit/digest"
import { describeError } from "../../toolkit/payment-error"
import { type Desk, deskOf, EVENTS } from "../context"
import { factsOf } from "../medusa/facts"
import { methodOf, type Terminal } from "../method-account"
import { terminalOf } from "../method-accounts"
import { inquire } from "../queries/query"
import { settlerOf } from "./apply-worker"

const AT_MOST = 200

/** Expires vouchers whose deadline and the method's grace have passed. */
export async function expireVouchers(container: MedusaContainer): Promise<void> {
  const desk = deskOf(container)
  for (const attempt of await desk.ledger.awaiting(AT_MOST)) {
    await expireIfOver(container, desk, attempt).catch((error) => {
      desk.logger.warn(`Taiwan payments could not expire ${attempt.trade_no}: ${describeError(error)}`)
    })
  }
}

async function expireIfOver(container: MedusaContainer, desk: Desk, attempt: Attempt): Promise<void> {
  const terminal = await terminalOf(container, attempt.provider_id)
  if (terminal && (await isOver(terminal, attempt))) await expireVoucher(container, desk, terminal, attempt)
}

async function isOver(terminal: Terminal, { expires_at: expires, method }: Attempt): Promise<boolean> {
  await terminal.line.refreshClock()
  const graceHours = methodOf(terminal, method).voucher?.graceHours ?? 72
  return expires !== null && terminal.line.now().getTime() > expires.getTime() + graceHours * 3_600_000
}

/**
 * Whether an answer says that no money came. A code that is in no table says nothing (a wrong clock, a key that was
 * changed, a result still to be confirmed), and money of another amount is money: neither ends a voucher.
 */
export function tellsUnpaid({ state }: Pick<Trade, "state">): boolean {
  return state !== "unknown" && state !== "authorized" && state !== "captured"
}

/**
 * Asks first, then cancels: a gateway that does not clearly answer keeps the order alive. Money that comes later still
 * finds its attempt, and becomes an alarm.
 */
async function expireVoucher(
  container: MedusaContainer,
  desk: Desk,
  terminal: Terminal,
  voucher: Attempt,
): Promise<void> {
  const { attempt, trade } = await inquire(desk, terminal, voucher)
  if (isPaid(attempt)) return settlerOf(container).wake(attempt.session_id)
  if (trade === null || !tellsUnpaid(trade)) return
  await desk.ledger.exclusively(`session ${attempt.session_id}`, async () => {
    const latest = await desk.ledger.attempt(attempt.id)
    if (latest?.state !== "issued" && latest?.state !== "failed") return
    const orderId = await cancelOrder(container, desk, latest)
    await desk.ledger.record(latest, { state: "expired", ask_at: null, settle_at: null }, expiryOf(latest))
    await desk.emit(EVENTS.expired, {
      attempt_id: latest.id,
      session_id: latest.session_id,
      order_id: orderId,
      amount: latest.amount,
    })
  })
}

/** Releases the stock with the order, unless another attempt of the same order is paid or can still be. */
async function cancelOrder(container: MedusaContainer, desk: Desk, expired: Attempt): Promise<string | null> {
  const { order, payment } = await factsOf(container, expired.session_id)
  const others = (await desk.ledger.attemptsOf(expired.session_id)).filter(({ id }) => id !== expired.id)
  const alive = others.some((other) => isPaid(other) || other.state === "issued")
  if (order && order.status !== "canceled" && !payment && !alive) {
    await container.resolve(Modules.WORKFLOW_ENGINE).run("cancel-order", { input: { order_id: order.id } })
  }
  return order?.id ?? null
}

function expiryOf(attempt: Attempt): NewEvent {
  const facts = {
    attempt_id: attempt.id,
    gateway: attempt.gateway,
    kind: "expiry" as const,
    verdict: "accepted" as const,
  }
  return {
    ...facts,
    state: "expired",
    code: null,
    message: "The deadline and its grace have passed.",
    amount: attempt.amount,
    payload: {},
    digest: sha256Hex(`expiry ${attempt.id}`),
  }
}
