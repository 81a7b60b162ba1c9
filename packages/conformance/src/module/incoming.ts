import type { RawMessage } from "@taiwan-payments/medusa/toolkit"
import { claim } from "../claims.js"
import type { Facts } from "../gateway-under-test.js"
import { type Step, step } from "../scenario.js"
import {
  gateQuestionFor,
  hintFor,
  NEVER_OPENED,
  noticeFor,
  numberAt,
  type ScenarioContext,
  sessionOf,
} from "./context.js"

type ModuleStep = Step<ScenarioContext>

export function notify(changes: Partial<Facts> = {}, signer: "gateway" | "stranger" = "gateway"): ModuleStep {
  return step(`the ${signer} sends a notice${telling(changes)}`, async (context) => {
    await post(context, changes, signer)
  })
}

/** About the trade of an earlier departure, or under another spelling of its number. */
export function notifyAbout(index: number, change: (tradeNo: string) => string = (number) => number): ModuleStep {
  return step(`the gateway sends a notice about departure ${index + 1}`, async (context) => {
    await post(context, { tradeNo: change(numberAt(context, index)) }, "gateway")
  })
}

async function post(context: ScenarioContext, changes: Partial<Facts>, signer: "gateway" | "stranger"): Promise<void> {
  const session = sessionOf(context)
  context.replies.push(await context.harness.notify(session, noticeFor(context, changes, signer)))
  await context.harness.settled(session)
}

export const notifyOfAnotherMerchant = step<ScenarioContext>(
  "another merchant's genuine notice comes in",
  async (context) => {
    const { subject, merchant, gateway } = context
    const places = {
      sandbox: "http://127.0.0.1:1",
      backendUrl: "http://127.0.0.1:2",
      storefrontUrl: "http://127.0.0.1:3",
    }
    const other = subject.kind.openAccount(subject.options(places, { merchant: (merchant + 100) % 200 })).account
      .merchant
    claim(other !== gateway.merchant, "the other merchant is the same")
    await post(context, { merchant: other }, "gateway")
  },
)

/** An unsigned notice of money about the trade of a departure; the last one unless told. */
export function hint(index = -1, changes: Partial<Facts> = {}): ModuleStep {
  return step(`somebody sends an unsigned notice of money${telling(changes)}`, async (context) => {
    await sendHint(context, hintFor(context, { tradeNo: numberAt(context, index), ...changes }))
  })
}

/** The same bytes, many times at once. */
export function hintAtOnce(count: number): ModuleStep {
  return step(`somebody sends the same unsigned notice ${count} times at once`, async (context) => {
    const raw = hintFor(context, {})
    await Promise.all(Array.from({ length: count }, () => sendHint(context, raw)))
  })
}

export const hintOddly = step<ScenarioContext>("somebody sends notices of nothing", async (context) => {
  for (const raw of oddities(hintFor(context, { tradeNo: NEVER_OPENED }))) await sendHint(context, raw)
})

async function sendHint(context: ScenarioContext, raw: RawMessage): Promise<void> {
  const session = sessionOf(context)
  context.replies.push(await context.harness.notify(session, raw))
  await context.harness.settled(session)
}

/** The gateway asks whether to take the money, about the trade of a departure; the last one unless told. */
export function askGate(index = -1): ModuleStep {
  return step("the gateway asks whether to take the money", async (context) => {
    const raw = gateQuestionFor(context, { tradeNo: numberAt(context, index) })
    context.replies = [await context.harness.gate(sessionOf(context), raw)]
  })
}

export const askGateOddly = step<ScenarioContext>(
  "somebody asks whether to take the money for nothing",
  async (context) => {
    const raws = oddities(gateQuestionFor(context, { tradeNo: NEVER_OPENED }))
    context.replies = await Promise.all(raws.map((raw) => context.harness.gate(sessionOf(context), raw)))
  },
)

/** A message, and what is none. */
function oddities(raw: RawMessage): RawMessage[] {
  const bodies = ["", "[]", "{}", "{", "<html>", "null", "\u0000", "a=1&a=2"]
  return [raw, ...bodies.map((body) => ({ ...raw, body: Buffer.from(body) }))]
}

/** The same bytes, many times at once. */
export function notifyAtOnce(count: number, changes: Partial<Facts> = {}): ModuleStep {
  return step(`the gateway sends the same notice ${count} times at once${telling(changes)}`, async (context) => {
    const raw = noticeFor(context, changes, "gateway")
    const session = sessionOf(context)
    context.replies = await Promise.all(Array.from({ length: count }, () => context.harness.notify(session, raw)))
    await context.harness.settled(session)
  })
}

export function hook(changes: Partial<Facts> = {}, signer: "gateway" | "stranger" = "gateway"): ModuleStep {
  return step(`Medusa's own hook is called by the ${signer}${telling(changes)}`, async (context) => {
    context.hooked = await context.harness.hook(sessionOf(context), noticeFor(context, changes, signer))
  })
}

function telling(changes: Partial<Facts>): string {
  const words = Object.entries(changes).map(([name, value]) => `${name} ${JSON.stringify(value)}`)
  return words.length > 0 ? `: ${words.join(", ")}` : ""
}
