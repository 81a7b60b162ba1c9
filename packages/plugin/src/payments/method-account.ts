import { randomUUID } from "node:crypto"
import type { AccountKey, Attempt } from "../modules/ledger/records"
import { type AccountClient, clientOf } from "../toolkit/account-client"
import type {
  Gateway,
  Limits,
  MerchantAccount,
  Method,
  Moment,
  OpenedAccount,
  PaidTrade,
  ShopOptions,
} from "../toolkit/contract/gateway"
import { environmentName } from "../toolkit/environment"
import { isRecord } from "../toolkit/options"
import { isPaymentError, PaymentError } from "../toolkit/payment-error"

/** One method of one merchant account, ready to take money: what a Medusa provider stands for. */
export interface MethodAccount {
  readonly gateway: Gateway
  readonly method: Method
  readonly account: MerchantAccount
  readonly shop: ShopOptions
  readonly client: AccountClient
  /** Accounts and keys that the option `previous` names: they open nothing new, and look after what they opened. */
  readonly previous: readonly MethodAccount[]
}

/** @throws PaymentError `config` */
export function openMethodAccount(gateway: Gateway, method: Method, options: unknown): MethodAccount {
  const { current, previous } = openAccounts(gateway, options)
  const ready = ({ shop, account }: OpenedAccount): MethodAccount => {
    return { gateway, method, account, shop, client: clientOf(account), previous: [] }
  }
  return { ...ready(current), previous: previous.map(ready) }
}

/**
 * The account that the options describe, and those of the past. A server in production opens real accounts only: in a sandbox
 * or a stage anybody can pay, with keys that everybody knows. Each entry of `previous` stands for the options as they
 * were, as far as they differ from today's.
 * @throws PaymentError `config`
 */
export function openAccounts(
  gateway: Gateway,
  options: unknown,
): { readonly current: OpenedAccount; readonly previous: readonly OpenedAccount[] } {
  const { previous, ...current } = isRecord(options) ? options : {}
  const opened = gateway.openAccount(isRecord(options) ? current : options)
  const earlier = openAllPrevious(gateway, current, previous)
  const problems = [...testEnvironmentProblems(gateway, opened, current), ...earlier.problems]
  if (problems.length > 0) throw new PaymentError("config", problems.join(" "))
  return { current: opened, previous: earlier.opened }
}

/** What Medusa takes for a server in production. */
const LIVE = ["production", "prod"]

function testEnvironmentProblems(gateway: Gateway, { account }: OpenedAccount, options: Options): string[] {
  const name = environmentName(account.environment)
  const { NODE_ENV: server = "" } = process.env
  const isLive = LIVE.includes(server) && options.allowTestEnvironment !== true
  if (!isLive || name === "production") return []
  return [
    `${gateway.name.en}: environment is ${name} while NODE_ENV is ${server}, so orders would be paid with no money. ` +
      `Set environment to "production", or, in a shop that is only for trying, allowTestEnvironment to true.`,
  ]
}

type Options = Readonly<Record<string, unknown>>

interface Earlier {
  readonly opened: readonly OpenedAccount[]
  readonly problems: readonly string[]
}

function openAllPrevious(gateway: Gateway, current: Options, previous: unknown = []): Earlier {
  const isList = Array.isArray(previous) && previous.every((entry) => isRecord(entry) && !("previous" in entry))
  if (!isList) return { opened: [], problems: [`${gateway.name.en}: previous must be a list of earlier options.`] }
  const tried = previous.map((entry, index) => openPrevious(gateway, { ...current, ...entry }, index))
  return {
    opened: tried.flatMap((each) => (typeof each === "string" ? [] : [each])),
    problems: tried.filter((each) => typeof each === "string"),
  }
}

/** The account, or what is wrong with its options. */
function openPrevious(gateway: Gateway, options: Options, index: number): OpenedAccount | string {
  try {
    return gateway.openAccount(options)
  } catch (error) {
    if (!isPaymentError(error, "config")) throw error
    return `previous[${index}]: ${error.message}`
  }
}

/** An account as rows of the ledger name it. */
export function accountKey({ id, environment, merchant }: MerchantAccount): AccountKey {
  return { gateway: id, environment: environmentName(environment), merchant }
}

/** An account in one word, to count by. */
export function accountName({ account }: MethodAccount): string {
  return Object.values(accountKey(account)).join(" ")
}

/** A way to pay at one account in one word, to count by. */
export function providerName(methodAccount: MethodAccount): string {
  return `${methodAccount.method.identifier} ${accountName(methodAccount)}`
}

/** The same account, today's or an earlier one, that opened the attempt; null where the options name it no more. */
export function findAccountOf(methodAccount: MethodAccount, attempt: AccountKey): MethodAccount | null {
  const accounts = [methodAccount, ...methodAccount.previous]
  return accounts.find(({ account }) => isSameAccount(accountKey(account), attempt)) ?? null
}

/**
 * The same for work that cannot do without: nobody but the account that opened a trade knows of it.
 * @throws PaymentError `config`
 */
export function accountOf(methodAccount: MethodAccount, attempt: Attempt): MethodAccount {
  const found = findAccountOf(methodAccount, attempt)
  if (found) return found
  throw accountIsGone(attempt)
}

export function accountIsGone({ gateway, environment, merchant, trade_no }: Attempt): PaymentError {
  const account = `account ${merchant} (${environment})`
  const message = `Trade ${trade_no} was opened by ${account}, which is not configured any more; name it in the option previous.`
  return new PaymentError("config", message, { gateway })
}

export function isSameAccount(one: AccountKey, other: AccountKey): boolean {
  return one.gateway === other.gateway && one.environment === other.environment && one.merchant === other.merchant
}

/** Whether a shop may take an attempt's money for money: in production that of a sandbox or stage is none. */
export function isRealMoney({ account }: MethodAccount, { environment }: Pick<Attempt, "environment">): boolean {
  return environment === "production" || environmentName(account.environment) !== "production"
}

/** The account's time now, asked anew in a sandbox, whose clock jumps. */
export async function momentOf(methodAccount: MethodAccount): Promise<Moment> {
  await methodAccount.client.refreshClock()
  return { now: methodAccount.client.now(), nonce: randomUUID }
}

/** A method of the same gateway by its id; this account's own where the id is no longer known. */
export function methodOf({ gateway, method }: MethodAccount, id: string): Method {
  return gateway.methods.find((candidate) => candidate.id === id) ?? method
}

/**
 * An attempt as its gateway knows it.
 * @throws PaymentError `config` for an attempt of another account, whatever led here: its trade numbers mean nothing to this one.
 */
export function paidTrade(methodAccount: MethodAccount, attempt: Attempt): PaidTrade {
  if (!isSameAccount(accountKey(methodAccount.account), attempt)) throw accountIsGone(attempt)
  return {
    tradeNo: attempt.trade_no,
    method: methodOf(methodAccount, attempt.method),
    reference: attempt.reference,
    startedAt: attempt.created_at,
    voucherKnown: attempt.voucher !== null,
    amount: attempt.amount,
    details: attempt.details,
    ...(attempt.capture_mode ? { captureMode: attempt.capture_mode } : {}),
  }
}

/** The vendor's limits, overridden by the merchant's own. */
export function limitsOf({ method, shop }: MethodAccount): Limits {
  return { ...method.limits, ...shop.limits[method.id] }
}

export function startUrl(shop: ShopOptions, sessionId: string): string {
  return `${shop.backendUrl}/pay/sessions/${sessionId}`
}
