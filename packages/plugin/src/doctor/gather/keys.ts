import { randomUUID } from "node:crypto"
import type { Ledger } from "../../modules/ledger/ledger"
import { accountKey } from "../../payments/method-account"
import { type AccountClient, clientOf } from "../../toolkit/account-client"
import { converse } from "../../toolkit/contract/conversation"
import type {
  Gateway,
  MerchantAccount,
  OpenedAccount,
  Trade,
  TradeKey,
  TradeState,
} from "../../toolkit/contract/gateway"
import { environmentName } from "../../toolkit/environment"
import { isRecord } from "../../toolkit/options"
import { describeError } from "../../toolkit/payment-error"
import { newTradeNumber } from "../../toolkit/trade-number"
import { ZERO } from "../../toolkit/twd"
import type { AccountFacts, KeyFacts } from "../facts"

/** Of an account's budget of questions about unknown trades, what the doctor may spend in an hour; the rest is the payments'. */
const SHARE = 0.25
const HOUR_SECONDS = 3_600

export interface Asked {
  readonly gateway: Gateway
  readonly account: OpenedAccount
  readonly providerIds: readonly string[]
}

/** Asks each gateway, with our keys, about a trade that does not exist. `ledger` is null where there is no database to count in. */
export async function accountFacts(
  { gateway, account, providerIds }: Asked,
  ledger: Ledger | null,
): Promise<AccountFacts> {
  const { merchant, environment, notice } = account.account
  const client = clientOf(account.account)
  const keys = await keyFacts(gateway, account.account, client, ledger)
  const isHeard = keys.verdict !== "spared" && keys.verdict !== "unreachable"
  const isSandbox = environmentName(environment) === "sandbox"
  return {
    gatewayId: gateway.id,
    gateway: gateway.name,
    notices: notice?.kind ?? "none",
    merchant,
    environment: environmentName(environment),
    providerIds,
    keys,
    skewMs: isHeard && !isSandbox ? client.skewMs : null,
  }
}

async function keyFacts(
  gateway: Gateway,
  account: MerchantAccount,
  client: AccountClient,
  ledger: Ledger | null,
): Promise<KeyFacts> {
  const { notFoundPerHour } = account.rateLimits
  const spared: KeyFacts = { verdict: "spared", detail: "" }
  if (notFoundPerHour === undefined) return client.tryAcquire(false) ? ask(gateway, account, client) : spared
  const counted = await ledger?.absences.count(accountKey(account), HOUR_SECONDS, Math.floor(notFoundPerHour * SHARE))
  if (!ledger || !counted) return spared
  const answer = client.tryAcquire(false) ? await ask(gateway, account, client) : spared
  if (answer.verdict !== "right") await ledger.absences.uncount(accountKey(account), counted)
  return answer
}

async function ask(gateway: Gateway, account: MerchantAccount, client: AccountClient): Promise<KeyFacts> {
  try {
    await client.refreshClock()
    const moment = { now: client.now(), nonce: randomUUID }
    return verdictOn(await converse(account.query(noTrade(gateway, account, moment.now), moment), client.send))
  } catch (error) {
    return troubleOf(error, client)
  }
}

function noTrade({ methods }: Gateway, { tradeNumber }: MerchantAccount, now: Date): TradeKey {
  const [method] = methods
  if (!method) throw new Error("The gateway has no method.")
  return {
    tradeNo: newTradeNumber(tradeNumber),
    method,
    amount: ZERO,
    reference: null,
    startedAt: now,
    voucherKnown: true,
  }
}

/** An answer under a code that says nothing of a trade is about the question: a refusal. */
const ANSWERS: Readonly<Partial<Record<TradeState, KeyFacts["verdict"]>>> = { absent: "right", unknown: "refused" }

function verdictOn({ state, code, message }: Trade): KeyFacts {
  return { verdict: ANSWERS[state] ?? "unclear", detail: `${code} ${message}`.trim() }
}

const VERDICTS: Readonly<Record<string, KeyFacts["verdict"]>> = {
  signature: "wrong",
  config: "wrong",
  refused: "refused",
  unreachable: "unreachable",
}

/** Another copy of the toolkit throws errors of another class: they are known by what they say. */
function troubleOf(error: unknown, client: AccountClient): KeyFacts {
  const { kind = "", facts } = isRecord(error) ? error : {}
  const { code, retryAt } = isRecord(facts) ? facts : {}
  const detail = [describeError(error).replace(/\.$/, ""), typeof code === "string" ? code : ""]
    .filter(Boolean)
    .join(" ")
  if (retryAt instanceof Date) client.blockUntil(retryAt)
  if (retryAt instanceof Date) return { verdict: "spared", detail }
  return { verdict: VERDICTS[String(kind)] ?? "unclear", detail }
}
