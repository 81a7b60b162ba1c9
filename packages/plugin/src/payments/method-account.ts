import { randomUUID } from "node:crypto"
import type { Attempt } from "../modules/ledger/records"
import { type AccountLine, lineOf } from "../toolkit/account-client"
import type { Gateway, GatewayKind, Limits, Method, Moment, PaidTrade, ShopOptions } from "../toolkit/contract/gateway"

/** One method of one merchant account, ready to take money: what a Medusa provider stands for. */
export interface Terminal {
  readonly kind: GatewayKind
  readonly method: Method
  readonly gateway: Gateway
  readonly shop: ShopOptions
  readonly line: AccountLine
}

/** @throws PaymentError `config` */
export function openTerminal(kind: GatewayKind, method: Method, options: unknown): Terminal {
  const { shop, gateway } = kind.open(options)
  return { kind, method, gateway, shop, line: lineOf(gateway) }
}

/** The account's time now, asked anew in a sandbox, whose clock jumps. */
export async function momentOf(terminal: Terminal): Promise<Moment> {
  await terminal.line.refreshClock()
  return { now: terminal.line.now(), nonce: randomUUID }
}

/** A method of the same gateway by its id; this terminal's own where the id is no longer known. */
export function methodOf({ kind, method }: Terminal, id: string): Method {
  return kind.methods.find((candidate) => candidate.id === id) ?? method
}

/** An attempt as its gateway knows it. */
export function paidTrade(terminal: Terminal, attempt: Attempt): PaidTrade {
  return {
    tradeNo: attempt.trade_no,
    method: methodOf(terminal, attempt.method),
    reference: attempt.reference,
    departedAt: attempt.created_at,
    voucherKnown: attempt.voucher !== null,
    amount: attempt.amount,
    details: attempt.details,
  }
}

/** The vendor's limits, overridden by the merchant's own. */
export function limitsOf({ method, shop }: Terminal): Limits {
  return { ...method.limits, ...shop.limits[method.id] }
}

export function startUrl(shop: ShopOptions, sessionId: string): string {
  return `${shop.backendUrl}/pay/sessions/${sessionId}`
}
