import { claim, claimEqual, show } from "../claims.js"
import { type Step, step } from "../scenario.js"
import {
  type ContractContext,
  departureFor,
  factsFor,
  kindOf,
  momentAt,
  moneyFor,
  NOW,
  outcomeOf,
  PLACES,
  paidTradeFor,
  talk,
} from "./context.js"

type BenchStep = Step<ContractContext>

const OPERATIONS = ["capture", "void", "refund"] as const

export const absentIsAbsent = step<ContractContext>(
  "an operation is there exactly where a method says so",
  ({ kind, gateway }) => {
    const captures = kind.methods.some(({ capture }) => capture !== "immediate")
    const refunds = kind.methods.some(({ refund }) => refund !== "manual")
    claimEqual(typeof gateway.capture, captures ? "function" : "undefined", "capture")
    claimEqual(typeof gateway.void, captures ? "function" : "undefined", "void")
    claimEqual(typeof gateway.refund, refunds ? "function" : "undefined", "refund")
  },
)

export const handsHaveAdvice = step<ContractContext>(
  "a method that is refunded by hand tells staff how, in both languages",
  ({ kind }) => {
    for (const { id, refund, refundAdvice } of kind.methods) {
      const told = refundAdvice && refundAdvice.en !== "" && refundAdvice["zh-TW"] !== ""
      claim(refund !== "manual" || Boolean(told), `${id} has no advice`)
    }
  },
)

/** Whatever an operation answers, it must have asked the gateway before it says that something was done. */
export const nothingPretends = step<ContractContext>(
  "no operation reports success without asking the gateway",
  (context) => {
    for (const name of OPERATIONS) {
      const operation = context.gateway[name]
      if (!operation) continue
      const first = operation(moneyFor(context, 1060), momentAt(NOW)).next()
      claim(!first.done, `${name} says ${show(first.value)} and has asked nobody`)
    }
  },
)

/** The gateway answers every call of an operation so. */
export function operationsFailOn(what: string, status: number, text: string): BenchStep {
  return step(`${what} is no success of any operation`, (context) => {
    for (const name of OPERATIONS) {
      const operation = context.gateway[name]
      if (!operation) continue
      const said = outcomeOf(() =>
        talk(operation(moneyFor(context, 1060), momentAt(NOW)), () => ({ status, headers: {}, text })),
      )
      claim(kindOf(said) !== null, `${name} ended in ${show(said)}`)
    }
  })
}

/** Kinds of errors after which the movement surely was not made. */
const CLEAR: ReadonlySet<string> = new Set(["refused", "unsupported", "config"])

/** Whoever takes it for a no books nothing, and asks for it again under another number. */
export const strangeCodesAreNoRefusals = step<ContractContext>(
  "a code of no table after a movement is neither a yes nor a no",
  (context) => {
    const { gateway, subject } = context
    const { strangeAnswer, answer } = subject.wire
    claim(strangeAnswer !== undefined, "the subject says that it shows strange codes, and gives none")
    const facts = factsFor(context, {})
    const moved = OPERATIONS.filter((name) => {
      let isSent = false
      const operation = gateway[name]
      if (!operation) return false
      const said = outcomeOf(() =>
        talk(operation(moneyFor(context, 1060), momentAt(NOW)), (request) => {
          isSent ||= request.moves === true
          return request.moves ? strangeAnswer(request, facts) : answer(request, facts)
        }),
      )
      if (!isSent) return false
      const kind = kindOf(said)
      claim(kind !== null && !CLEAR.has(kind), `${name} was taken for ${kind ?? "done"}: ${show(said)}`)
      return true
    })
    claim(moved.length > 0, "no operation moves anything")
  },
)

export const requestsAreBounded = step<ContractContext>(
  "every request waits at most a minute, and goes to the account's own place",
  (context) => {
    const { gateway, subject } = context
    const conversations = [
      gateway.query(paidTradeFor(context, subject.methods.main), momentAt(NOW)),
      ...OPERATIONS.flatMap((name) => gateway[name]?.(moneyFor(context, 1060), momentAt(NOW)) ?? []),
    ]
    for (const conversation of conversations) {
      const { value } = conversation.next()
      claim(value !== undefined && "timeoutMs" in value, "a conversation without a request")
      claim(value.timeoutMs > 0 && value.timeoutMs <= 60_000, `${value.call} waits ${value.timeoutMs} ms`)
      claim(value.url.startsWith(`${PLACES.sandbox}/`), `${value.call} goes to ${value.url}`)
    }
  },
)

export const pureConversations = step<ContractContext>(
  "the same question twice is the same request, byte for byte",
  (context) => {
    const key = paidTradeFor(context, context.subject.methods.main)
    const requests = [1, 2].map(() => context.gateway.query(key, momentAt(NOW)).next().value)
    claimEqual(requests[0], requests[1], "the second request")
  },
)

export const refusesInShutBooks = step<ContractContext>(
  "a refund while the books are shut is refused, and says when they open",
  (context) => {
    const { refund } = context.gateway
    const { shutAt, wire, methods } = context.subject
    claim(refund !== undefined && shutAt !== undefined, "the subject says that the books can be shut, and not when")
    const facts = {
      message: "payment",
      meaning: "paid",
      tradeNo: departureFor(context).tradeNo,
      amount: 1060,
      method: methods.main,
      merchant: context.gateway.merchant,
      at: NOW,
    } as const
    for (const at of shutAt) {
      const error = outcomeOf(() =>
        talk(refund(moneyFor(context, 60), momentAt(at)), (request) => wire.answer(request, facts)),
      )
      claimEqual(kindOf(error), "refused", `a refund at ${at.toISOString()}`)
      claim(opensAt(error) > at.getTime(), "the error does not say when the books open")
    }
  },
)

function opensAt(error: unknown): number {
  const facts = error instanceof Error && "facts" in error ? error.facts : null
  const retryAt = typeof facts === "object" && facts !== null && "retryAt" in facts ? facts.retryAt : null
  return retryAt instanceof Date ? retryAt.getTime() : 0
}
