import { type ScenarioDefinition, step } from "../scenario.js"
import {
  advance,
  arm,
  expire,
  openByVoucher,
  payLate,
  payNumber,
  startPayment,
  untilAfterDeadline,
  untilAfterGrace,
  visit,
} from "./actions.js"
import { bringsWordHome, type ScenarioContext } from "./context.js"
import { asked, ledgerSays, paidOnce, paymentCarries } from "./expectations.js"
import { notify } from "./incoming.js"

/**
 * Where the number is told by a notice, without the return, at which the gateway may be asked: it is not asked again about the
 * same trade for a while.
 */
const takeNumber = step<ScenarioContext>("the buyer takes a number, and the shop is told", (context) =>
  visit(bringsWordHome(context) ? "takes a number" : "takes a number and closes the window").act(context),
)

/** The end of a voucher. */
export const EXPIRY: readonly ScenarioDefinition<ScenarioContext>[] = [
  {
    id: "grace-after-the-deadline",
    title: "A voucher lives through the deadline and its grace",
    sources: ["grace after the deadline"],
    needs: ["voucher"],
    steps: [openByVoucher, takeNumber, expire, untilAfterDeadline(1), expire],
    expect: [ledgerSays({ state: "issued" })],
  },
  {
    id: "expiry-asks-first",
    title: "After the grace the gateway is asked, and only a clear answer ends the voucher",
    sources: ["grace after the deadline", "stock for ever"],
    needs: ["voucher"],
    steps: [
      advance(30 * 24),
      expire,
      openByVoucher,
      takeNumber,
      untilAfterGrace,
      arm("the query answers nonsense"),
      expire,
    ],
    expect: [asked, ledgerSays({ state: "issued" })],
  },
  {
    id: "expired",
    title: "A voucher that nobody paid is expired, and money that still comes is not lost",
    sources: ["stock for ever", "cancelled order paid"],
    needs: ["voucher"],
    steps: [openByVoucher, takeNumber, untilAfterGrace, expire, ledgerSays({ state: "expired" }), payLate],
    expect: [asked, ledgerSays({ state: "captured", captured: 1060 })],
  },
  {
    id: "paid-but-not-told",
    title: "A voucher whose notice was lost is found paid instead of expired",
    sources: ["grace after the deadline", "notice lost"],
    needs: ["voucher"],
    steps: [openByVoucher, takeNumber, arm("the notice is lost"), payNumber, untilAfterGrace, expire],
    expect: [ledgerSays({ state: "captured", captured: 1060 })],
  },
  {
    id: "expired-first-attempt",
    title: "The end of a first voucher leaves the second attempt's money alone",
    sources: ["expired first attempt"],
    needs: ["voucher", "signed notices"],
    steps: [openByVoucher, takeNumber, startPayment("it", true), notify(), paidOnce, untilAfterGrace, expire],
    expect: [paidOnce, ledgerSays({ state: "captured" }, 1), paymentCarries(1)],
  },
]
