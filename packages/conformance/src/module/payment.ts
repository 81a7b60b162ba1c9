import type { ScenarioDefinition } from "../scenario.js"
import { arm, authorize, comeBackBoasting, decide, open, startPayment, syncPayments, trying, visit } from "./actions.js"
import type { ScenarioContext } from "./context.js"
import {
  answered,
  asked,
  askedUnlessBrought,
  attemptsCount,
  cartIsAlive,
  gatewayKeeps,
  ledgerSays,
  noAlarm,
  notPaid,
  numbersAreApart,
  paidOnce,
  paymentCarries,
  sentHome,
} from "./expectations.js"
import { notifyAbout } from "./incoming.js"

/** Paid: the shop must come to know. */
export const PAID: readonly ScenarioDefinition<ScenarioContext>[] = [
  {
    id: "paid",
    title: "A payment is captured, once, of the exact amount",
    sources: ["idempotency"],
    steps: [open(), visit("pays"), authorize()],
    expect: [
      answered("captured"),
      paidOnce,
      ledgerSays({ state: "captured", captured: 1060 }),
      gatewayKeeps(1060),
      noAlarm,
    ],
  },
  {
    id: "window-closed",
    title: "The buyer pays and closes the window",
    sources: ["window closed"],
    needs: ["notices"],
    steps: [open(), visit("pays and closes the window")],
    expect: [paidOnce, noAlarm],
  },
  {
    id: "notice-lost",
    title: "The notice is lost: the browser's return makes the server ask",
    sources: ["notice lost"],
    steps: [open(), arm("the notice is lost"), visit("pays")],
    expect: [askedUnlessBrought, paidOnce],
  },
  {
    id: "notice-and-return-lost",
    title: "Notice and return are lost: authorising asks",
    sources: ["notice lost", "window closed"],
    steps: [open(), arm("the notice is lost"), visit("pays and closes the window"), notPaid(), authorize()],
    expect: [answered("captured"), asked],
  },
  {
    id: "heard-of-nobody",
    title: "Notice and return are lost, and nobody checks out: the job finds the money",
    sources: ["window closed", "notice lost"],
    steps: [open(), arm("the notice is lost"), visit("pays and closes the window"), notPaid(), syncPayments],
    expect: [asked, paidOnce, gatewayKeeps(1060), noAlarm],
  },
  {
    id: "return-without-cookie",
    title: "A cross-site POST without a cookie finds its way, and is not believed",
    sources: ["no cookie", "believed return"],
    needs: ["signed notices"],
    steps: [open(), startPayment(), comeBackBoasting, trying(authorize())],
    expect: [sentHome, cartIsAlive, notPaid(), ledgerSays({ state: "started" })],
  },
  {
    id: "earlier-number",
    title: "A payment under an earlier number counts",
    sources: ["earlier number"],
    needs: ["signed notices"],
    steps: [open(), startPayment(), startPayment(), startPayment(), notifyAbout(0), authorize()],
    expect: [answered("captured"), paidOnce, paymentCarries(0)],
  },
  {
    id: "declined-then-paid",
    title: "Declined, then paid in the same session, under another number",
    sources: ["reused number", "dead session"],
    steps: [open(), visit("declines"), trying(authorize()), cartIsAlive, visit("pays"), trying(authorize())],
    expect: [answered("captured"), paidOnce, attemptsCount(2), numbersAreApart],
  },
  {
    id: "undecided-then-paid",
    title: "An undecided payment waits, then counts",
    sources: ["dead session"],
    needs: ["undecided payments"],
    steps: [open(), visit("stays undecided"), trying(authorize()), cartIsAlive, decide],
    expect: [paidOnce, noAlarm],
  },
]
