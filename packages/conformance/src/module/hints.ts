import type { ScenarioDefinition } from "../scenario.js"
import { arm, authorize, open, syncPayments, trying, visit } from "./actions.js"
import type { ScenarioContext } from "./context.js"
import {
  asked,
  askedAtMost,
  cartIsAlive,
  gatewayKeeps,
  ledgerSays,
  noAlarm,
  notAcknowledged,
  notPaid,
  paidOnce,
  refusedInItsWords,
} from "./expectations.js"
import { hint, hintAtOnce, hintOddly } from "./incoming.js"

/** Unsigned notices, which anybody can write: worth a question, and nothing else. */
export const HINTS: readonly ScenarioDefinition<ScenarioContext>[] = [
  {
    id: "forged-hint",
    title: "An unsigned notice of money makes the server ask, and changes nothing",
    sources: ["open callback", "unverified notice"],
    needs: ["unsigned notices"],
    steps: [open(), visit("leaves"), hint(), trying(authorize())],
    expect: [asked, cartIsAlive, notPaid(), ledgerSays({ state: "started", captured: 0 }), noAlarm],
  },
  {
    id: "hint-of-another-order",
    title: "Somebody who paid one order says that another one was: nothing comes of it",
    sources: ["another order's message", "open callback"],
    needs: ["unsigned notices"],
    steps: [open({}, "other"), visit("pays", "other"), open(), visit("leaves"), hint(), hint(0), trying(authorize())],
    expect: [cartIsAlive, notPaid(), ledgerSays({ state: "started", captured: 0 }), noAlarm],
  },
  {
    id: "hint-of-another-amount",
    title: "The amount of an unsigned notice counts for nothing",
    sources: ["unchecked amount"],
    needs: ["unsigned notices"],
    steps: [open(), arm("the notice is lost"), visit("pays and closes the window"), hint(-1, { amount: 1 })],
    expect: [paidOnce, ledgerSays({ captured: 1060 }), noAlarm],
  },
  {
    id: "odd-hints",
    title: "Unsigned notices of nothing, and of trades never opened, are refused and touch nothing",
    sources: ["another order's message", "guard skipped"],
    needs: ["unsigned notices"],
    steps: [open(), visit("leaves"), hintOddly],
    expect: [notAcknowledged, refusedInItsWords, askedAtMost(0), notPaid(), ledgerSays({ state: "started" }), noAlarm],
  },
  {
    id: "hints-at-once",
    title: "Twenty unsigned notices at once are one question and one payment",
    sources: ["idempotency", "locked out"],
    needs: ["unsigned notices"],
    steps: [open(), arm("the notice is lost"), visit("pays and closes the window"), hintAtOnce(20)],
    expect: [askedAtMost(2), paidOnce, gatewayKeeps(1060), noAlarm],
  },
  {
    id: "hint-unanswered",
    title: "While the gateway gives no answer its notice is not acknowledged, so that it comes again",
    sources: ["notice lost", "dead session"],
    needs: ["unsigned notices"],
    steps: [
      open(),
      arm("the notice is lost"),
      visit("pays and closes the window"),
      arm("the query answers nonsense"),
      hint(),
      notAcknowledged,
      notPaid(),
      syncPayments,
    ],
    expect: [paidOnce, noAlarm],
  },
]
