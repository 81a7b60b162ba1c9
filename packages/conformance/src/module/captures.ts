import type { ScenarioDefinition } from "../scenario.js"
import { authorize, cancel, capture, open, visit } from "./actions.js"
import type { ScenarioContext } from "./context.js"
import { answered, gatewayKeeps, ledgerSays, paidOnce } from "./expectations.js"

const manual = { account: { capture: "manual" } } as const

/** Authorised first, captured later. */
export const CAPTURES: readonly ScenarioDefinition<ScenarioContext>[] = [
  {
    id: "manual-capture",
    title: "Manual capture: authorised first, captured when staff say so",
    sources: ["capture not made"],
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
    sources: ["capture not made", "amount shape"],
    needs: ["manual capture", "partial capture"],
    steps: [open(manual), visit("pays"), authorize(), capture(600)],
    expect: [gatewayKeeps(600, "captured"), ledgerSays({ state: "captured", captured: 600 })],
  },
  {
    id: "manual-release",
    title: "Cancelling what is authorised releases it at the gateway",
    sources: ["false success", "clean-up throws"],
    needs: ["manual capture"],
    steps: [open(manual), visit("pays"), authorize(), cancel, cancel],
    expect: [gatewayKeeps(0, "released"), ledgerSays({ state: "voided", captured: 0 })],
  },
]
