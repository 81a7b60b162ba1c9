import type { RawMessage } from "@taiwan-payments/medusa/toolkit"
import { claim } from "../claims.js"
import { type Step, step } from "../scenario.js"
import type { Facts } from "../subject.js"
import { type Counter, gateQuestionFor, hintFor, NEVER_OPENED, noticeFor, numberAt, sessionOf } from "./counter.js"

type CounterStep = Step<Counter>

export function notify(changes: Partial<Facts> = {}, signer: "gateway" | "stranger" = "gateway"): CounterStep {
  return step(`the ${signer} sends a notice${telling(changes)}`, async (counter) => {
    await post(counter, changes, signer)
  })
}

/** About the trade of an earlier departure, or under another spelling of its number. */
export function notifyAbout(index: number, change: (tradeNo: string) => string = (number) => number): CounterStep {
  return step(`the gateway sends a notice about departure ${index + 1}`, async (counter) => {
    await post(counter, { tradeNo: change(numberAt(counter, index)) }, "gateway")
  })
}

async function post(counter: Counter, changes: Partial<Facts>, signer: "gateway" | "stranger"): Promise<void> {
  const session = sessionOf(counter)
  counter.replies.push(await counter.till.notify(session, noticeFor(counter, changes, signer)))
  await counter.till.settled(session)
}

export const notifyOfAnotherMerchant = step<Counter>("another merchant's genuine notice comes in", async (counter) => {
  const { subject, merchant, gateway } = counter
  const places = {
    sandbox: "http://127.0.0.1:1",
    backendUrl: "http://127.0.0.1:2",
    storefrontUrl: "http://127.0.0.1:3",
  }
  const other = subject.kind.openAccount(subject.options(places, { merchant: (merchant + 100) % 200 })).account.merchant
  claim(other !== gateway.merchant, "the other merchant is the same")
  await post(counter, { merchant: other }, "gateway")
})

/** An unsigned notice of money about the trade of a departure; the last one unless told. */
export function hint(index = -1, changes: Partial<Facts> = {}): CounterStep {
  return step(`somebody sends an unsigned notice of money${telling(changes)}`, async (counter) => {
    await sendHint(counter, hintFor(counter, { tradeNo: numberAt(counter, index), ...changes }))
  })
}

/** The same bytes, many times at once. */
export function hintAtOnce(count: number): CounterStep {
  return step(`somebody sends the same unsigned notice ${count} times at once`, async (counter) => {
    const raw = hintFor(counter, {})
    await Promise.all(Array.from({ length: count }, () => sendHint(counter, raw)))
  })
}

export const hintOddly = step<Counter>("somebody sends notices of nothing", async (counter) => {
  for (const raw of oddities(hintFor(counter, { tradeNo: NEVER_OPENED }))) await sendHint(counter, raw)
})

async function sendHint(counter: Counter, raw: RawMessage): Promise<void> {
  const session = sessionOf(counter)
  counter.replies.push(await counter.till.notify(session, raw))
  await counter.till.settled(session)
}

/** The gateway asks whether to take the money, about the trade of a departure; the last one unless told. */
export function askGate(index = -1): CounterStep {
  return step("the gateway asks whether to take the money", async (counter) => {
    const raw = gateQuestionFor(counter, { tradeNo: numberAt(counter, index) })
    counter.replies = [await counter.till.gate(sessionOf(counter), raw)]
  })
}

export const askGateOddly = step<Counter>("somebody asks whether to take the money for nothing", async (counter) => {
  const raws = oddities(gateQuestionFor(counter, { tradeNo: NEVER_OPENED }))
  counter.replies = await Promise.all(raws.map((raw) => counter.till.gate(sessionOf(counter), raw)))
})

/** A message, and what is none. */
function oddities(raw: RawMessage): RawMessage[] {
  const bodies = ["", "[]", "{}", "{", "<html>", "null", "\u0000", "a=1&a=2"]
  return [raw, ...bodies.map((body) => ({ ...raw, body: Buffer.from(body) }))]
}

/** The same bytes, many times at once. */
export function notifyAtOnce(count: number, changes: Partial<Facts> = {}): CounterStep {
  return step(`the gateway sends the same notice ${count} times at once${telling(changes)}`, async (counter) => {
    const raw = noticeFor(counter, changes, "gateway")
    const session = sessionOf(counter)
    counter.replies = await Promise.all(Array.from({ length: count }, () => counter.till.notify(session, raw)))
    await counter.till.settled(session)
  })
}

export function hook(changes: Partial<Facts> = {}, signer: "gateway" | "stranger" = "gateway"): CounterStep {
  return step(`Medusa's own hook is called by the ${signer}${telling(changes)}`, async (counter) => {
    counter.hooked = await counter.till.hook(sessionOf(counter), noticeFor(counter, changes, signer))
  })
}

function telling(changes: Partial<Facts>): string {
  const words = Object.entries(changes).map(([name, value]) => `${name} ${JSON.stringify(value)}`)
  return words.length > 0 ? `: ${words.join(", ")}` : ""
}
