import type { PaidTrade } from "@taiwan-payments/medusa/toolkit"
import { claim } from "../claims.js"
import type { Facts, Meaning } from "../gateway-under-test.js"
import { type Step, step } from "../scenario.js"
import {
  attempt,
  type ContractContext,
  factsFor,
  momentAt,
  NOW,
  type NoticeOutcome,
  paidTradeFor,
  type Said,
  talk,
} from "./context.js"
import { telling } from "./messages.js"

type BenchStep = Step<ContractContext>

/** The shop verifies and reads what is on its way. */
export const receiveNotice = step<ContractContext>("the shop verifies and reads it", (context) => {
  context.heard = context.said.map((said) => hearOne(context, said))
})

export function hearOne({ gateway }: ContractContext, { name, raw, isHarmless = false }: Said): NoticeOutcome {
  const { notice } = gateway
  claim(notice?.kind === "signed", "the subject says that notices are signed, the gateway that they are hints")
  return { ...attempt(name, () => notice.read(notice.verify(raw))), isHarmless }
}

/** The shop asks, and the gateway answers so. */
export function ask(changes: Partial<Facts>): BenchStep {
  return step(`the shop asks, and is answered with ${telling(changes)}`, (context) => {
    const facts = factsFor(context, changes)
    context.heard = [answered(context, keyOf(context, facts), facts)]
  })
}

function answered(context: ContractContext, key: PaidTrade, facts: Facts): NoticeOutcome {
  return attempt(`${facts.amount} TWD of trade ${facts.tradeNo}`, () =>
    talk(context.gateway.query(key, momentAt(NOW)), (request) => context.subject.wire.answer(request, facts)),
  )
}

/** Genuine answers, as a proxy or a mistake of the gateway's mixes them up; of a reader that echoes the question each is "paid". */
export const askAndHearOfOthers = step<ContractContext>(
  "the shop asks, and is answered with another amount, and with another trade",
  (context) => {
    const ours = factsFor(context, {})
    const others = [{ amount: 10 }, { amount: 106000 }, { tradeNo: `9${ours.tradeNo.slice(1)}` }]
    context.heard = others.map((changes) => answered(context, keyOf(context, ours), { ...ours, ...changes }))
  },
)

/** The trade as this shop opened it, whatever the answer will say of its amount. */
function keyOf(context: ContractContext, { tradeNo, method }: Facts) {
  return { ...paidTradeFor(context, method), tradeNo }
}

export const askAndAlter = step<ContractContext>(
  "the shop asks, and the signed answer is altered on its way",
  (context) => {
    const facts = factsFor(context, {})
    const { alteredAnswer } = context.subject.wire
    claim(alteredAnswer !== undefined, "the subject says that answers are signed, and gives no altered one")
    context.heard = [
      attempt("an altered answer", () =>
        talk(context.gateway.query(keyOf(context, facts), momentAt(NOW)), (request) => alteredAnswer(request, facts)),
      ),
    ]
  },
)

export const askAndGetNonsense = step<ContractContext>("the shop asks, and is answered with nonsense", (context) => {
  const answers: [string, number, string][] = [
    ["an empty page", 200, ""],
    ["an HTML page", 200, "<html>System busy</html>"],
    ["HTTP 500", 500, "RtnCode=1&TradeStatus=1"],
    ["HTTP 302", 302, ""],
    ["a lone 1", 200, "1"],
    ["JSON null", 200, "null"],
    ["an empty object", 200, "{}"],
    ["unsigned words of success", 200, "TradeStatus=1&RtnCode=1&Status=SUCCESS"],
  ]
  const key = keyOf(context, factsFor(context, {}))
  context.heard = answers.map(([name, status, text]) =>
    attempt(name, () => talk(context.gateway.query(key, momentAt(NOW)), () => ({ status, headers: {}, text }))),
  )
})

/** Codes that no vendor's table has, near misses of common ones, and names that every object inherits. */
const STRANGE_CODES = [
  ...["0", "1", "2", "3", "-1", "01", "001", "1.0", "+1", "1e0", "10", "11", "1|OK", "999999", "10200999"],
  ...["true", "OK", "ok", "SUCCESS", "success", "paid", "captured", "null", "undefined", ""],
  ...["toString", "constructor", "__proto__", "hasOwnProperty", "valueOf"],
]

/** The same message with each code that is in no table of the vendor. */
export function useStrangeCodes(say: (meaning: Meaning) => readonly BenchStep[]): BenchStep {
  return step("every code that is in no table, each in its turn", async (context) => {
    const heard: NoticeOutcome[] = []
    for (const code of STRANGE_CODES.filter((each) => !context.subject.wire.codes.includes(each))) {
      for (const { act } of say({ code })) await act(context)
      heard.push(...context.heard.map((each) => ({ ...each, name: JSON.stringify(code) })))
    }
    context.heard = heard
  })
}
