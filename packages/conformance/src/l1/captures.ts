import type { Plot } from "../scenario.js"
import { authorize, cancel, capture, open, visit } from "./actions.js"
import type { Counter } from "./counter.js"
import { answered, gatewayKeeps, ledgerSays, paidOnce } from "./expectations.js"

const manual = { account: { capture: "manual" } } as const

/** Authorised first, captured later. */
export const CAPTURES: readonly Plot<Counter>[] = [
  {
    id: "manual-capture",
    title: "Manual capture: authorised first, captured when staff say so",
    sources: ["bug 13"],
    needs: ["manual capture"],
    steps: [
      open(manual),
      visit("pays"),
      authorize(),
      answered("authorized"),
      gatewayKeeps(1060, "authorized"),
      capture(),
    ],
    expect: [gatewayKeeps(1060, "captured"), ledgerSays({ state: "captured", captured: 1060 }), paidOnce],
  },
  {
    id: "partial-capture",
    title: "A part is captured exactly, although Medusa does not tell it",
    sources: ["bug 13", "bug 1"],
    needs: ["manual capture", "partial capture"],
    steps: [open(manual), visit("pays"), authorize(), capture(600)],
    expect: [gatewayKeeps(600, "captured"), ledgerSays({ state: "captured", captured: 600 })],
  },
  {
    id: "manual-release",
    title: "Cancelling what is authorised releases it at the gateway",
    sources: ["bug 10", "bug 7"],
    needs: ["manual capture"],
    steps: [open(manual), visit("pays"), authorize(), cancel, cancel],
    expect: [gatewayKeeps(0, "released"), ledgerSays({ state: "voided", captured: 0 })],
  },
]
