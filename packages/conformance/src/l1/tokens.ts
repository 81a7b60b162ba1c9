import { claim, claimEqual, claimSilent } from "../claims.js"
import { type Plot, type Step, step } from "../scenario.js"
import { arm, authorize, open, remove, syncPayments, times, visit } from "./actions.js"
import { type Counter, sessionOf } from "./counter.js"
import { answered, attemptsCount, gatewayKeeps, ledgerSays, noAlarm, notPaid, paidOnce } from "./expectations.js"

type CounterStep = Step<Counter>

async function tokenOf({ sandbox }: Counter, { data }: { data: Readonly<Record<string, unknown>> }): Promise<string> {
  claim(sandbox.token !== undefined, "the sandbox's page makes no token")
  return sandbox.token(data, false)
}

/** The shop's page charges tokens of its own, this many at once. */
function charge(copies = 1): CounterStep {
  return step(`the shop's page charges ${copies === 1 ? "a token" : `${copies} tokens at once`}`, async (counter) => {
    const session = sessionOf(counter)
    const tokens = await Promise.all(Array.from({ length: copies }, () => tokenOf(counter, session)))
    counter.replies = await Promise.all(tokens.map((token) => counter.till.charge(session, token)))
    await noteNumbers(counter)
    await counter.till.settled(session)
  })
}

async function noteNumbers({ till, numbers, sessions }: Counter): Promise<void> {
  const attempts = await Promise.all([...sessions.values()].map((session) => till.attempts(session)))
  for (const { tradeNo } of attempts.flat()) if (!numbers.includes(tradeNo)) numbers.push(tradeNo)
}

const chargeOneForTwo = step<Counter>("one token is charged for both sessions at once", async (counter) => {
  const sessions = [...counter.sessions.values()]
  const token = await tokenOf(counter, sessionOf(counter))
  counter.replies = await Promise.all(sessions.map((session) => counter.till.charge(session, token)))
  await noteNumbers(counter)
  for (const session of sessions) await counter.till.settled(session)
})

const onlyOneIsPaid = step<Counter>("one of the sessions is paid, and the other is not", async ({ till, sessions }) => {
  const attempts = await Promise.all([...sessions.values()].map((session) => till.attempts(session)))
  const states = attempts.flat().map(({ state }) => state)
  claimEqual(states.sort(), ["captured", "failed"], "the attempts")
})

const isNotThere = step<Counter>("there is nothing to charge for", ({ replies }) => {
  claimEqual(
    replies.map(({ status }) => status),
    [404],
    "the answers",
  )
})

const theTokenIsNowhere = step<Counter>("no log, event, row or answer has the token", async (counter) => {
  const session = sessionOf(counter)
  const token = await tokenOf(counter, session)
  const { body } = await counter.till.charge(session, token)
  await counter.till.settled(session)
  claimSilent(body, [token], "the answer")
  claimSilent(await counter.till.everythingKept(), [token], "what is kept")
})

const UNHEARD = "the charge's reply is lost, and nobody can say what became of it"

/** Where the shop's page makes a token that the shop's server charges: once, and never by a guess. */
export const TOKENS: readonly Plot<Counter>[] = [
  {
    id: "charged-by-double-click",
    title: "Five clicks at once charge once",
    sources: ["bug 6", "second payment"],
    needs: ["start by token"],
    steps: [open(), charge(5), charge(), authorize()],
    expect: [answered("captured"), paidOnce, attemptsCount(1), gatewayKeeps(1060), noAlarm],
  },
  {
    id: "token-of-two-sessions",
    title: "A token pays for one session, and no second one",
    sources: ["bug 6", "another order's message"],
    needs: ["start by token"],
    steps: [open(), open({}, "other"), chargeOneForTwo],
    expect: [onlyOneIsPaid, noAlarm],
  },
  {
    id: "charge-reply-lost",
    title: "The reply to the charge is lost: looked up, and not charged again",
    sources: ["lost reply", "bug 6"],
    needs: ["start by token"],
    steps: [open(), arm("the charge's reply is lost"), charge(), charge()],
    expect: [paidOnce, attemptsCount(1), gatewayKeeps(1060), noAlarm],
  },
  {
    id: "charge-unheard",
    title: "Neither the charge's reply nor the look-up arrives: nothing more is charged, and the job finds it",
    sources: ["lost reply", "bug 16"],
    needs: ["start by token"],
    steps: [open(), arm(UNHEARD), charge(), notPaid(), ledgerSays({ state: "started", captured: 0 }), syncPayments],
    expect: [paidOnce, attemptsCount(1), gatewayKeeps(1060), noAlarm],
  },
  {
    id: "page-abandoned",
    title: "Who leaves the bank's page can pay anew, and pays once",
    sources: ["bug 8", "earlier number"],
    needs: ["start by token"],
    steps: [open(), times(2, visit("leaves")), visit("pays"), authorize()],
    expect: [answered("captured"), paidOnce, attemptsCount(3), gatewayKeeps(1060), noAlarm],
  },
  {
    id: "charged-for-nothing",
    title: "For a session that is gone no token is charged",
    sources: ["cancelled order paid"],
    needs: ["start by token"],
    steps: [open(), remove, charge()],
    expect: [isNotThere, attemptsCount(0)],
  },
  {
    id: "token-leaks",
    title: "A token is in the request to the gateway and nowhere else",
    sources: ["leaks", "bug 11"],
    needs: ["start by token"],
    steps: [open()],
    expect: [theTokenIsNowhere, paidOnce],
  },
]
