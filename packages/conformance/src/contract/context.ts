import type {
  Conversation,
  Form,
  Gateway,
  MerchantAccount,
  Method,
  Moment,
  OperationRequest,
  PaidTrade,
  RawMessage,
  StartRequest,
  Trade,
  Twd,
  WireRequest,
  WireResponse,
} from "@taiwan-payments/medusa/toolkit"
import { claim } from "../claims.js"
import type { Facts, GatewayUnderTest, Places } from "../gateway-under-test.js"

/** Noon of a leap day in Taipei, which is the day before in America. */
export const NOW = new Date("2028-02-29T02:34:56Z")

export const PLACES: Places = {
  sandbox: "http://127.0.0.1:45450",
  backendUrl: "http://127.0.0.1:9000",
  storefrontUrl: "http://127.0.0.1:8000",
}

export const TRADE_NO = "KIT0TRADE0NUMBER00001"

/** What came of a message: what the gateway makes of it, or the error it throws. */
export interface NoticeOutcome {
  readonly name: string
  readonly trade: Trade | null
  readonly error: unknown
  readonly isHarmless?: boolean
}

/** A message, and what was done to it. */
export interface Said {
  readonly name: string
  readonly raw: RawMessage
  /** True when only what no signature reaches was changed. */
  readonly isHarmless?: boolean
}

/** Where a gateway is tried as pure data and functions: nothing is sent, no clock runs. */
export interface ContractContext {
  readonly subject: GatewayUnderTest
  readonly kind: Gateway
  readonly gateway: MerchantAccount
  /** The unaltered message. */
  original: Said | null
  said: Said[]
  heard: NoticeOutcome[]
  forms: Form[]
}

export function openContractContext(subject: GatewayUnderTest): ContractContext {
  const { account: gateway } = subject.kind.openAccount(subject.options(PLACES, {}))
  return { subject, kind: subject.kind, gateway, original: null, said: [], heard: [], forms: [] }
}

export function methodOf({ kind }: ContractContext, id: string): Method {
  const method = kind.methods.find((candidate) => candidate.id === id)
  claim(method !== undefined, `the gateway has no method ${id}, which the subject names`)
  return method
}

export function tradeNoFor({ gateway }: ContractContext): string {
  return TRADE_NO.slice(0, gateway.tradeNumber.length)
}

/** Facts about a payment of NT$1,060 by the main method. */
export function factsFor(context: ContractContext, changes: Partial<Facts>): Facts {
  const { main, voucher = main } = context.subject.methods
  const message = changes.message ?? "payment"
  return {
    message,
    meaning: "paid",
    tradeNo: tradeNoFor(context),
    amount: 1060,
    method: message === "number" ? voucher : main,
    merchant: context.gateway.merchant,
    at: NOW,
    ...changes,
  }
}

export function departureFor(context: ContractContext, changes: Partial<StartRequest> = {}): StartRequest {
  const at = (path: string) => `${PLACES.backendUrl}/pay/${path}`
  const urls = { notify: at("notify"), return: at("return"), back: at("back"), preChargeCheck: at("gate") }
  return {
    tradeNo: tradeNoFor(context),
    method: methodOf(context, context.subject.methods.main),
    amount: dollars(1060),
    at: NOW,
    locale: "zh-TW",
    items: [{ title: "高山烏龍 150 克", quantity: 2, total: 960 }],
    shipping: [{ title: "宅配", quantity: 1, total: 100 }],
    buyer: { email: "buyer@example.com", name: "王小明", phone: "0912345678" },
    sessionId: "payses_01KIT",
    urls,
    ...changes,
  }
}

/** The kit may not load the toolkit's constructor; whole numbers are all it ever uses. */
export function dollars(value: number): Twd {
  return value as Twd
}

export function momentAt(now: Date): Moment {
  let count = 0
  return { now, nonce: () => `00000000-0000-4000-8000-${String(++count).padStart(12, "0")}` }
}

export function paidTradeFor(context: ContractContext, method: string): PaidTrade {
  const found = methodOf(context, method)
  const tradeNo = tradeNoFor(context)
  return {
    tradeNo,
    method: found,
    reference: "REF0001",
    startedAt: NOW,
    voucherKnown: false,
    amount: dollars(1060),
    details: {},
  }
}

export function moneyFor(context: ContractContext, amount: number): OperationRequest {
  const trade = paidTradeFor(context, context.subject.methods.main)
  const nothing = dollars(0)
  const rest = { captured: trade.amount, refunded: nothing, key: "ref_1", since: NOW, resumed: false }
  return { trade, amount: dollars(amount), ...rest }
}

/** Holds a conversation with somebody who answers at once. */
export function talk<Result>(
  conversation: Conversation<Result>,
  answer: (request: WireRequest) => WireResponse,
): Result {
  let turn = conversation.next()
  for (let count = 0; !turn.done; count += 1) {
    claim(count < 20, "a conversation of 20 requests without an end")
    turn = conversation.next(answer(turn.value))
  }
  return turn.value
}

/** What a piece of the gateway gives or throws. */
export function attempt(name: string, work: () => Trade): NoticeOutcome {
  try {
    return { name, trade: work(), error: null }
  } catch (error) {
    return { name, trade: null, error }
  }
}

/** The kind of a PaymentError; null for anything else. */
export function kindOf(error: unknown): string | null {
  const isOurs = error instanceof Error && error.name === "PaymentError" && "kind" in error
  return isOurs ? String(error.kind) : null
}

/** What a piece of work gives, or throws. */
export function outcomeOf(work: () => unknown): unknown {
  try {
    return work()
  } catch (error) {
    return error
  }
}
