import { randomUUID } from "node:crypto"
import type { Attempt } from "../modules/ledger/records"
import { type AccountClient, clientOf } from "../toolkit/account-client"
import type {
  Gateway,
  Limits,
  MerchantAccount,
  Method,
  Moment,
  PaidTrade,
  ShopOptions,
} from "../toolkit/contract/gateway"

/** One method of one merchant account, ready to take money: what a Medusa provider stands for. */
export interface MethodAccount {
  readonly gateway: Gateway
  readonly method: Method
  readonly account: MerchantAccount
  readonly shop: ShopOptions
  readonly client: AccountClient
}

/** @throws PaymentError `config` */
export function openMethodAccount(gateway: Gateway, method: Method, options: unknown): MethodAccount {
  const { shop, account } = gateway.openAccount(options)
  return { gateway, method, account, shop, client: clientOf(account) }
}

/** The account's time now, asked anew in a sandbox, whose clock jumps. */
export async function momentOf(methodAccount: MethodAccount): Promise<Moment> {
  await methodAccount.client.refreshClock()
  return { now: methodAccount.client.now(), nonce: randomUUID }
}

/** A method of the same gateway by its id; this methodAccount's own where the id is no longer known. */
export function methodOf({ gateway, method }: MethodAccount, id: string): Method {
  return gateway.methods.find((candidate) => candidate.id === id) ?? method
}

/** An attempt as its gateway knows it. */
export function paidTrade(methodAccount: MethodAccount, attempt: Attempt): PaidTrade {
  return {
    tradeNo: attempt.trade_no,
    method: methodOf(methodAccount, attempt.method),
    reference: attempt.reference,
    startedAt: attempt.created_at,
    voucherKnown: attempt.voucher !== null,
    amount: attempt.amount,
    details: attempt.details,
  }
}

/** The vendor's limits, overridden by the merchant's own. */
export function limitsOf({ method, shop }: MethodAccount): Limits {
  return { ...method.limits, ...shop.limits[method.id] }
}

export function startUrl(shop: ShopOptions, sessionId: string): string {
  return `${shop.backendUrl}/pay/sessions/${sessionId}`
}
