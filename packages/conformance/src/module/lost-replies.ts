import type { ScenarioDefinition } from "../scenario.js"
import { arm, closeBooks, open, outlastCalls, refund, together, trying, visit } from "./actions.js"
import type { ScenarioContext } from "./context.js"
import { gatewayKeeps, ledgerSays, refused } from "./expectations.js"

/** A refund of 60 was made, and its reply was lost. */
const LOST = [open(), visit("pays"), closeBooks, arm("the refund's reply is lost"), trying(refund(60))]

/** Money back, and nobody hears of it. */
export const LOST_REPLIES: readonly ScenarioDefinition<ScenarioContext>[] = [
  {
    id: "lost-reply",
    title: "A lost reply is looked up before anything is asked again",
    sources: ["lost reply", "refund key"],
    needs: ["partial refund"],
    steps: [...LOST, refused(), ledgerSays({ refunded: 0 }), outlastCalls, refund(60, "ref_2")],
    expect: [gatewayKeeps(1000), ledgerSays({ refunded: 60 })],
  },
  {
    id: "lost-reply-asked-at-once",
    title: "After a lost reply the same refund, asked for many times at once, is one",
    sources: ["lost reply", "idempotency"],
    needs: ["partial refund"],
    steps: [...LOST, refused(), outlastCalls, together(refund(60), refund(60), refund(60))],
    expect: [gatewayKeeps(1000), ledgerSays({ refunded: 60 })],
  },
  {
    id: "lost-reply-then-another",
    title: "While the fate of a refund is unknown no other amount goes back",
    sources: ["lost reply", "wrong part refunded"],
    needs: ["partial refund"],
    steps: [
      ...LOST,
      trying(refund(1060, "ref_2")),
      refused(/60/),
      gatewayKeeps(1000),
      outlastCalls,
      refund(60, "ref_3"),
      gatewayKeeps(1000),
      closeBooks,
      refund(1000, "ref_4"),
    ],
    expect: [gatewayKeeps(0), ledgerSays({ state: "refunded", refunded: 1060 })],
  },
  {
    id: "lost-reply-look-tells-nothing",
    title: "A look that tells nothing is no word that nothing went back",
    sources: ["lost reply", "refund follows the gateway"],
    needs: ["partial refund"],
    steps: [
      ...LOST,
      refused(),
      outlastCalls,
      arm("nobody can say what became of the refund"),
      trying(refund(60, "ref_2")),
      gatewayKeeps(1000),
      refused(),
      ledgerSays({ state: "captured", refunded: 0 }),
      refund(60, "ref_3"),
    ],
    expect: [gatewayKeeps(1000), ledgerSays({ refunded: 60 })],
  },
]
