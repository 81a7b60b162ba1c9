import type { MerchantAccount, RawMessage } from "@taiwan-payments/medusa/toolkit"
import { claim } from "../claims.js"
import type { Sandbox } from "../sandbox.js"
import type { Rooms } from "../scenario.js"
import type { AccountWish, Facts, Subject } from "../subject.js"
import type { AttemptThere, Data, Order, Session, Till } from "../till.js"

/** Where one scenario plays: a till, a merchant account of its own, and what has happened so far. */
export interface Counter {
  readonly subject: Subject
  readonly till: Till
  readonly sandbox: Sandbox
  /** This scenario's own merchant account. */
  readonly merchant: number
  readonly gateway: MerchantAccount
  readonly sessions: Map<string, Session>
  /** Trade numbers under which buyers departed, oldest first. */
  readonly numbers: string[]
  /** What the last attempted step threw; null when it went well. */
  error: unknown
  answer: { readonly status: string; readonly data: Data } | null
  replies: { readonly status: number; readonly body: string }[]
  hooked: { readonly action: string; readonly sessionId: string | null; readonly amount: number | null } | null
  returned: { readonly status: number; readonly location: string | null } | null
  startedAt: number
}

const ACCOUNTS = 200
let accounts = 0

export async function openCounter(subject: Subject, rooms: Rooms): Promise<Counter> {
  const till = await rooms.till()
  const merchant = accounts++ % ACCOUNTS
  const sessions = new Map<string, Session>()
  const nothing = { error: null, answer: null, replies: [], hooked: null, returned: null, startedAt: Date.now() }
  return {
    subject,
    till,
    sandbox: till.sandbox,
    merchant,
    gateway: gatewayOf(subject, merchant),
    sessions,
    numbers: [],
    ...nothing,
  }
}

function gatewayOf(subject: Subject, merchant: number): MerchantAccount {
  const places = {
    sandbox: "http://127.0.0.1:1",
    backendUrl: "http://127.0.0.1:2",
    storefrontUrl: "http://127.0.0.1:3",
  }
  return subject.kind.openAccount(subject.options(places, { merchant })).account
}

/** The session of a name; scenarios with one session do not name it. */
export function sessionOf({ sessions }: Counter, name = "it"): Session {
  const session = sessions.get(name)
  claim(session !== undefined, `the scenario has opened no session ${name}`)
  return session
}

export function orderFor(counter: Counter, wish: Partial<Order> & { account?: AccountWish }): Order {
  const { main } = counter.subject.methods
  return { method: main, amount: 1060, ...wish, account: { ...wish.account, merchant: counter.merchant } }
}

export async function attemptOf(counter: Counter, index = -1, name = "it"): Promise<AttemptThere> {
  const attempt = (await counter.till.attempts(sessionOf(counter, name))).at(index)
  claim(attempt !== undefined, "the ledger has no such attempt")
  return attempt
}

export function numberAt({ numbers }: Counter, index = -1): string {
  const number = numbers.at(index)
  claim(number !== undefined, "nobody has departed")
  return number
}

/** A trade number that no departure ever had. */
export const NEVER_OPENED = "NEVEROPENED000000001"

/** A notice of the gateway about a trade of this scenario, NT$1,060 paid now unless told otherwise. */
export function noticeFor(counter: Counter, changes: Partial<Facts>, signer: "gateway" | "stranger"): RawMessage {
  return counter.subject.tongue.notice(factsFor(counter, changes), signer)
}

/** The same as an unsigned notice. */
export function hintFor(counter: Counter, changes: Partial<Facts>): RawMessage {
  const { tongue } = counter.subject
  claim(tongue.hint !== undefined, "the subject cannot word an unsigned notice")
  return tongue.hint(factsFor(counter, changes))
}

/** The gateway's question before it takes the money. */
export function gateQuestionFor(counter: Counter, changes: Partial<Facts>): RawMessage {
  const { tongue } = counter.subject
  claim(tongue.gateQuestion !== undefined, "the subject cannot word the gateway's question")
  return tongue.gateQuestion(factsFor(counter, changes))
}

function factsFor(counter: Counter, changes: Partial<Facts>): Facts {
  const { main, voucher = main } = counter.subject.methods
  const message = changes.message ?? "payment"
  return {
    message,
    saying: "paid",
    tradeNo: counter.numbers.at(-1) ?? "NOBODYDEPARTED",
    amount: 1060,
    method: message === "number" ? voucher : main,
    merchant: counter.gateway.merchant,
    at: counter.sandbox.now(),
    ...changes,
  }
}

/** Whether the browser brings the gateway's signed word home, so that the gateway need not be asked. */
export function bringsWordHome({ gateway: { notice } }: Counter): boolean {
  return notice?.kind === "signed" && notice.returns === true
}
