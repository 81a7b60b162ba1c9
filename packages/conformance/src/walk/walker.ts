import type {
  Gateway,
  MerchantAccount,
  Method,
  OperationRequest,
  Outcome,
  PaidTrade,
  RawMessage,
  StartRequest,
  Trade,
} from "@taiwan-payments/medusa/toolkit"
import type { Adapter, Bank, Trade as BankTrade, Notice } from "@taiwan-payments/prove"
import { dollars } from "../contract/context.js"
import { converse, MOMENT, post, serverOf } from "./conversing.js"

export const PRICE = 1060

const PLACE = "https://api.shop.example.tw/pay"

/** One payment on its way through a gateway and its author's bank. */
export interface Walker {
  readonly account: MerchantAccount
  readonly method: Method
  readonly bank: Bank
}

export function openWalker(gateway: Gateway, adapter: Adapter, bank: Bank): Walker {
  const { account } = gateway.openAccount(adapter.facts.options)
  const [method] = gateway.methods
  if (method) return { account, method, bank }
  throw new Error("The gateway has no method.")
}

/** In the account's own alphabet. */
function tradeNoOf({ account: { tradeNumber } }: Walker): string {
  const [first = "0", second = first] = tradeNumber.alphabet
  return first.padStart(tradeNumber.length, second)
}

function requestOf(walker: Walker): StartRequest {
  return {
    tradeNo: tradeNoOf(walker),
    method: walker.method,
    amount: dollars(PRICE),
    at: MOMENT.now,
    locale: "zh-TW",
    items: [{ title: "高山烏龍 150 克", quantity: 1, total: PRICE }],
    shipping: [],
    buyer: { email: "buyer@example.com", name: "王小明", phone: "0912345678" },
    sessionId: "payses_walk",
    urls: {
      notify: `${PLACE}/notify`,
      return: `${PLACE}/return`,
      back: `${PLACE}/back`,
      preChargeCheck: `${PLACE}/gate`,
    },
  }
}

/** A trade of both sides: ours, and the bank's. */
export interface Walked {
  readonly key: PaidTrade
  readonly there: BankTrade | undefined
}

/** The trade before the bank knows of it. */
export function trade(walker: Walker, reference: string | null = null): PaidTrade {
  const { tradeNo, method, amount } = requestOf(walker)
  return { tradeNo, method, amount, reference, startedAt: MOMENT.now, voucherKnown: false, details: {} }
}

/** Begins a payment as the buyer's departure does. */
export async function start(walker: Walker): Promise<Walked> {
  const known = new Set(walker.bank.trades())
  const key = trade(walker, await depart(walker, requestOf(walker)))
  return { key, there: walker.bank.trades().find((each) => !known.has(each)) }
}

/** The bank's own number of the trade, where the start tells it. */
async function depart({ account, bank }: Walker, request: StartRequest): Promise<string | null> {
  const send = serverOf(bank)
  if (account.start.kind === "form") return post(account.start.form(request), bank).then(() => null)
  if (account.start.kind === "redirect")
    return (await converse(account.start.redirect(request, MOMENT), send)).reference ?? null
  const source = { kind: "token", token: "walk_token", keep: false } as const
  return (await converse(account.start.charge(request, source, MOMENT), send)).trade.reference
}

export const ask = ({ account, bank }: Walker, { key }: Walked): Promise<Trade> =>
  converse(account.query(key, MOMENT), serverOf(bank))

/** Completes what the buyer only agreed to, at gateways that want it. */
export async function confirmed(walker: Walker, walked: Walked): Promise<void> {
  const { account, bank } = walker
  if (account.confirm && (await ask(walker, walked)).state === "approved")
    await converse(account.confirm(walked.key, MOMENT), serverOf(bank))
}

export type Move = "capture" | "void" | "refund"

/** A movement of money; null where the account has none of the kind. */
export async function move(
  { account, bank }: Walker,
  kind: Move,
  { key }: Walked,
  request: Pick<OperationRequest, "amount" | "captured" | "refunded" | "resumed">,
): Promise<Outcome | null> {
  const work = account[kind]?.({ ...request, trade: key, key: `walk ${kind}`, since: MOMENT.now }, MOMENT)
  return work ? converse(work, serverOf(bank)) : null
}

export const rawOf = ({ body, headers }: Notice): RawMessage => ({ body: Buffer.from(body), headers, query: "" })
