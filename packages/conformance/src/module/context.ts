import type { MerchantAccount, RawMessage } from "@taiwan-payments/medusa/toolkit"
import { claim } from "../claims.js"
import type { AccountChoice, Facts, GatewayUnderTest } from "../gateway-under-test.js"
import type { AttemptThere, Data, ModuleHarness, Order, Session } from "../module-harness.js"
import type { Sandbox } from "../sandbox.js"
import type { Harnesses } from "../scenario.js"

/** Where one scenario plays: a harness, a merchant account of its own, and what has happened so far. */
export interface ScenarioContext {
  readonly subject: GatewayUnderTest
  readonly harness: ModuleHarness
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

export async function openScenarioContext(subject: GatewayUnderTest, harnesses: Harnesses): Promise<ScenarioContext> {
  const harness = await harnesses.harness()
  const merchant = accounts++ % ACCOUNTS
  const sessions = new Map<string, Session>()
  const nothing = { error: null, answer: null, replies: [], hooked: null, returned: null, startedAt: Date.now() }
  return {
    subject,
    harness,
    sandbox: harness.sandbox,
    merchant,
    gateway: gatewayOf(subject, merchant),
    sessions,
    numbers: [],
    ...nothing,
  }
}

function gatewayOf(subject: GatewayUnderTest, merchant: number): MerchantAccount {
  const places = {
    sandbox: "http://127.0.0.1:1",
    backendUrl: "http://127.0.0.1:2",
    storefrontUrl: "http://127.0.0.1:3",
  }
  return subject.kind.openAccount(subject.options(places, { merchant })).account
}

/** The session of a name; scenarios with one session do not name it. */
export function sessionOf({ sessions }: ScenarioContext, name = "it"): Session {
  const session = sessions.get(name)
  claim(session !== undefined, `the scenario has opened no session ${name}`)
  return session
}

export function orderFor(context: ScenarioContext, wish: Partial<Order> & { account?: AccountChoice }): Order {
  const { main } = context.subject.methods
  return { method: main, amount: 1060, ...wish, account: { ...wish.account, merchant: context.merchant } }
}

export async function attemptOf(context: ScenarioContext, index = -1, name = "it"): Promise<AttemptThere> {
  const attempt = (await context.harness.attempts(sessionOf(context, name))).at(index)
  claim(attempt !== undefined, "the ledger has no such attempt")
  return attempt
}

export function numberAt({ numbers }: ScenarioContext, index = -1): string {
  const number = numbers.at(index)
  claim(number !== undefined, "nobody has departed")
  return number
}

/** A trade number that no departure ever had. */
export const NEVER_OPENED = "NEVEROPENED000000001"

/** A notice of the gateway about a trade of this scenario, NT$1,060 paid now unless told otherwise. */
export function noticeFor(
  context: ScenarioContext,
  changes: Partial<Facts>,
  signer: "gateway" | "stranger",
): RawMessage {
  return context.subject.wire.notice(factsFor(context, changes), signer)
}

/** The same as an unsigned notice. */
export function hintFor(context: ScenarioContext, changes: Partial<Facts>): RawMessage {
  const { wire } = context.subject
  claim(wire.hint !== undefined, "the subject cannot word an unsigned notice")
  return wire.hint(factsFor(context, changes))
}

/** The gateway's question before it takes the money. */
export function gateQuestionFor(context: ScenarioContext, changes: Partial<Facts>): RawMessage {
  const { wire } = context.subject
  claim(wire.gateQuestion !== undefined, "the subject cannot word the gateway's question")
  return wire.gateQuestion(factsFor(context, changes))
}

function factsFor(context: ScenarioContext, changes: Partial<Facts>): Facts {
  const { main, voucher = main } = context.subject.methods
  const message = changes.message ?? "payment"
  return {
    message,
    meaning: "paid",
    tradeNo: context.numbers.at(-1) ?? "NOBODYDEPARTED",
    amount: 1060,
    method: message === "number" ? voucher : main,
    merchant: context.gateway.merchant,
    at: context.sandbox.now(),
    ...changes,
  }
}

/** Whether the browser brings the gateway's signed word home, so that the gateway need not be asked. */
export function bringsWordHome({ gateway: { notice } }: ScenarioContext): boolean {
  return notice?.kind === "signed" && notice.returns === true
}
