import { claim, claimEqual, claimSilent } from "../claims.js"
import { type ScenarioDefinition, type Step, step } from "../scenario.js"
import { arm, authorize, open, remove, syncPayments, times, visit } from "./actions.js"
import { type ScenarioContext, sessionOf } from "./context.js"
import { answered, attemptsCount, gatewayKeeps, ledgerSays, noAlarm, notPaid, paidOnce } from "./expectations.js"

type ModuleStep = Step<ScenarioContext>

async function tokenOf(
  { sandbox }: ScenarioContext,
  { data }: { data: Readonly<Record<string, unknown>> },
): Promise<string> {
  claim(sandbox.token !== undefined, "the sandbox's page makes no token")
  return sandbox.token(data, false)
}

/** The shop's page charges tokens of its own, this many at once. */
function charge(copies = 1): ModuleStep {
  return step(`the shop's page charges ${copies === 1 ? "a token" : `${copies} tokens at once`}`, async (context) => {
    const session = sessionOf(context)
    const tokens = await Promise.all(Array.from({ length: copies }, () => tokenOf(context, session)))
    context.replies = await Promise.all(tokens.map((token) => context.harness.charge(session, token)))
    await noteNumbers(context)
    await context.harness.settled(session)
  })
}

async function noteNumbers({ harness, numbers, sessions }: ScenarioContext): Promise<void> {
  const attempts = await Promise.all([...sessions.values()].map((session) => harness.attempts(session)))
  for (const { tradeNo } of attempts.flat()) if (!numbers.includes(tradeNo)) numbers.push(tradeNo)
}

const chargeOneForTwo = step<ScenarioContext>("one token is charged for both sessions at once", async (context) => {
  const sessions = [...context.sessions.values()]
  const token = await tokenOf(context, sessionOf(context))
  context.replies = await Promise.all(sessions.map((session) => context.harness.charge(session, token)))
  await noteNumbers(context)
  for (const session of sessions) await context.harness.settled(session)
})

const onlyOneIsPaid = step<ScenarioContext>(
  "one of the sessions is paid, and the other is not",
  async ({ harness, sessions }) => {
    const attempts = await Promise.all([...sessions.values()].map((session) => harness.attempts(session)))
    const states = attempts.flat().map(({ state }) => state)
    claimEqual(states.sort(), ["captured", "failed"], "the attempts")
  },
)

const isNotThere = step<ScenarioContext>("there is nothing to charge for", ({ replies }) => {
  claimEqual(
    replies.map(({ status }) => status),
    [404],
    "the answers",
  )
})

const theTokenIsNowhere = step<ScenarioContext>("no log, event, row or answer has the token", async (context) => {
  const session = sessionOf(context)
  const token = await tokenOf(context, session)
  const { body } = await context.harness.charge(session, token)
  await context.harness.settled(session)
  claimSilent(body, [token], "the answer")
  claimSilent(await context.harness.everythingKept(), [token], "what is kept")
})

const UNHEARD = "the charge's reply is lost, and nobody can say what became of it"

/** Where the shop's page makes a token that the shop's server charges: once, and never by a guess. */
export const TOKENS: readonly ScenarioDefinition<ScenarioContext>[] = [
  {
    id: "charged-by-double-click",
    title: "Five clicks at once charge once",
    sources: ["idempotency", "second payment"],
    needs: ["start by token"],
    steps: [open(), charge(5), charge(), authorize()],
    expect: [answered("captured"), paidOnce, attemptsCount(1), gatewayKeeps(1060), noAlarm],
  },
  {
    id: "token-of-two-sessions",
    title: "A token pays for one session, and no second one",
    sources: ["idempotency", "another order's message"],
    needs: ["start by token"],
    steps: [open(), open({}, "other"), chargeOneForTwo],
    expect: [onlyOneIsPaid, noAlarm],
  },
  {
    id: "charge-reply-lost",
    title: "The reply to the charge is lost: looked up, and not charged again",
    sources: ["lost reply", "idempotency"],
    needs: ["start by token"],
    steps: [open(), arm("the charge's reply is lost"), charge(), charge()],
    expect: [paidOnce, attemptsCount(1), gatewayKeeps(1060), noAlarm],
  },
  {
    id: "charge-unheard",
    title: "Neither the charge's reply nor the look-up arrives: nothing more is charged, and the job finds it",
    sources: ["lost reply", "dead session"],
    needs: ["start by token"],
    steps: [open(), arm(UNHEARD), charge(), notPaid(), ledgerSays({ state: "started", captured: 0 }), syncPayments],
    expect: [paidOnce, attemptsCount(1), gatewayKeeps(1060), noAlarm],
  },
  {
    id: "page-abandoned",
    title: "Who leaves the bank's page can pay anew, and pays once",
    sources: ["pending for ever", "earlier number"],
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
    sources: ["leaks", "leaked secrets"],
    needs: ["start by token"],
    steps: [open()],
    expect: [theTokenIsNowhere, paidOnce],
  },
]
