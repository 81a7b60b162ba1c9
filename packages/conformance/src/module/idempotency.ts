import { claim } from "../claims.js"
import { type ScenarioDefinition, step } from "../scenario.js"
import {
  arm,
  authorize,
  capture,
  open,
  remove,
  startPayment,
  tellAgain,
  tellLateFailure,
  times,
  together,
  trying,
  visit,
} from "./actions.js"
import { type ScenarioContext, sessionOf } from "./context.js"
import {
  acknowledged,
  alarmed,
  answered,
  attemptsCount,
  gatewayKeeps,
  hooked,
  ledgerSays,
  noAlarm,
  numbersAreApart,
  paidOnce,
  paymentCarries,
  wentWell,
} from "./expectations.js"
import { hook, notify, notifyAbout, notifyAtOnce } from "./incoming.js"

/** Twice, late, in another order. */
export const TWICE: readonly ScenarioDefinition<ScenarioContext>[] = [
  {
    id: "notice-many-times",
    title: "The same notice, twenty times at once, is one payment",
    sources: ["idempotency"],
    needs: ["signed notices"],
    steps: [open(), startPayment(), notifyAtOnce(20), notifyAtOnce(5), authorize()],
    expect: [acknowledged, answered("captured"), paidOnce, attemptsCount(1), noAlarm],
  },
  {
    id: "told-again",
    title: "The gateway's own repetition changes nothing",
    sources: ["idempotency"],
    needs: ["notices"],
    steps: [open(), arm("the notice comes twice"), visit("pays"), tellAgain, tellAgain, authorize()],
    expect: [answered("captured"), paidOnce, ledgerSays({ captured: 1060, refunded: 0 }), noAlarm],
  },
  {
    id: "authorized-many-times",
    title: "Authorised five times at once is one payment",
    sources: ["idempotency"],
    steps: [open(), visit("pays"), together(...Array.from({ length: 5 }, () => authorize()))],
    expect: [answered("captured"), paidOnce],
  },
  {
    id: "captured-many-times",
    title: "Capturing what is captured asks nothing of the gateway",
    sources: ["idempotency"],
    steps: [open(), visit("pays"), times(3, trying(capture()))],
    expect: [wentWell, ledgerSays({ state: "captured", captured: 1060 }), gatewayKeeps(1060)],
  },
  {
    id: "late-failure",
    title: "A failure that comes after the money changes nothing",
    sources: ["never downgrade"],
    needs: ["late failures"],
    steps: [open(), visit("pays"), tellLateFailure, authorize()],
    expect: [answered("captured"), paidOnce, ledgerSays({ state: "captured" })],
  },
  {
    id: "any-order",
    title: "Paid, then failed, then issued, then undecided: still paid",
    sources: ["never downgrade"],
    needs: ["signed notices"],
    steps: [
      open(),
      startPayment(),
      notify(),
      notify({ meaning: "declined" }),
      notify({ message: "number", meaning: "issued" }),
      notify({ meaning: "undecided" }),
      notify({ meaning: { code: "999999" } }),
      authorize(),
    ],
    expect: [acknowledged, answered("captured"), paidOnce, ledgerSays({ state: "captured", captured: 1060 })],
  },
  {
    id: "second-payment",
    title: "A second payment is kept beside the first, and staff are alarmed",
    sources: ["second payment"],
    needs: ["signed notices"],
    steps: [open(), startPayment(), startPayment(), notifyAbout(0), notifyAbout(1), authorize()],
    expect: [
      acknowledged,
      answered("captured"),
      paidOnce,
      paymentCarries(0),
      ledgerSays({ state: "captured" }, 0),
      ledgerSays({ state: "captured" }, 1),
      alarmed("second_payment", 1),
    ],
  },
  {
    id: "own-number-each-time",
    title: "No departure reuses a trade number",
    sources: ["numbers collide", "reused number"],
    steps: [
      open(),
      times(8, startPayment()),
      open({}, "other"),
      times(8, startPayment("other")),
      open({}, "third"),
      times(8, startPayment("third")),
    ],
    expect: [numbersAreApart],
  },
  {
    id: "departures-bounded",
    title: "A reload or a robot cannot open attempts without end",
    sources: ["locked out"],
    steps: [
      open(),
      step("somebody reloads the departure 40 times", async (context) => {
        for (let index = 0; index < 40; index += 1) await context.harness.startPayment(sessionOf(context))
      }),
    ],
    expect: [
      step("there are at most 20 attempts", async (context) => {
        const { length } = await context.harness.attempts(sessionOf(context))
        claim(length >= 1 && length <= 20, `there are ${length} attempts`)
      }),
    ],
  },
  {
    id: "deleted-session",
    title: "Money for a deleted session is kept in the ledger, and staff are alarmed",
    sources: ["cancelled order paid", "unverified notice"],
    needs: ["signed notices"],
    steps: [open(), startPayment(), remove, notify(), hook()],
    expect: [acknowledged, hooked("not_supported"), alarmed("deleted_session"), ledgerSays({ state: "captured" })],
  },
  {
    id: "hook-verified",
    title: "Medusa's own hook is told of verified money, and of each once",
    sources: ["unverified notice", "idempotency"],
    needs: ["signed notices"],
    steps: [open(), startPayment(), hook()],
    expect: [hooked("captured"), ledgerSays({ state: "captured" })],
  },
]
