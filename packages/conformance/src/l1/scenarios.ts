import { claim, claimEqual, show } from "../claims.js"
import { type Plot, scenariosOf, step } from "../scenario.js"
import {
  advance,
  arm,
  authorize,
  authorizeWithDataOf,
  cancel,
  cancelAndRemoveOddities,
  capture,
  closeBooks,
  comeBackBoasting,
  decide,
  depart,
  expire,
  hook,
  notify,
  notifyAbout,
  notifyAtOnce,
  notifyOfAnotherMerchant,
  open,
  openByFullRefundOnly,
  openByHandRefund,
  openByVoucher,
  openWithDataOf,
  payLate,
  payNumber,
  refund,
  remove,
  skew,
  tellAgain,
  tellLateFailure,
  times,
  together,
  trying,
  untilAfterDeadline,
  untilAfterGrace,
  untilShut,
  visit,
} from "./actions.js"
import { type Counter, openCounter, orderFor, sessionOf } from "./counter.js"
import {
  acknowledged,
  alarmed,
  answered,
  asked,
  askedAtMost,
  attemptsCount,
  cartIsAlive,
  dataHasVoucher,
  dataIsFresh,
  dataIsOurs,
  gatewayKeeps,
  hooked,
  ledgerSays,
  noAlarm,
  notAcknowledged,
  nothingLeaks,
  notPaid,
  numbersAreApart,
  paidOnce,
  paymentCarries,
  refused,
  sentHome,
  tookAtMost,
  wentWell,
} from "./expectations.js"

/** NT$1,060 in each shape that Medusa hands over. */
const SHAPES: readonly unknown[] = [
  1060,
  "1060",
  "1060.00",
  { value: "1060", precision: 20 },
  { value: 1060, precision: 20 },
  { numeric: 1060, raw: { value: "1060", precision: 20 } },
]

const NOT_AMOUNTS: readonly unknown[] = [
  ...[Number.NaN, Number.POSITIVE_INFINITY, "", "abc", "1060; drop", null, undefined, true],
  ...[{}, [], [1060], { value: "x", precision: 20 }, { value: null }, -1060, "-1060", 0, "0", "1e999"],
]

const everyShape = step<Counter>("a session is opened with each shape of NT$1,060", async (counter) => {
  for (const amount of SHAPES) {
    const session = await counter.till.open(orderFor(counter, { amount, charged: 1060 }))
    claimEqual(session.data.amount, 1060, `the amount of ${show(amount)}`)
  }
})

const noShape = step<Counter>("no session can be opened with what is no amount", async (counter) => {
  for (const amount of NOT_AMOUNTS) {
    const opened = await counter.till.open(orderFor(counter, { amount, charged: 1060 })).catch(() => null)
    claim(opened === null, `opened with ${show(amount)}: ${show(opened?.data)}`)
  }
})

const limitsHold = step<Counter>("no session can be opened below the least or above the most", async (counter) => {
  for (const method of counter.subject.kind.methods) {
    for (const amount of [method.limits.min - 1, method.limits.max + 1]) {
      const opened = await counter.till.open(orderFor(counter, { method: method.id, amount })).catch(() => null)
      claim(opened === null, `${method.id} opened with ${amount}`)
    }
  }
})

const openLeast = step<Counter>("a session of the method's least amount is opened", async (counter) => {
  const { main } = counter.subject.methods
  const least = counter.subject.kind.methods.find(({ id }) => id === main)?.limits.min ?? 1
  counter.sessions.set("it", await counter.till.open(orderFor(counter, { amount: least })))
})

const leastIsKept = step<Counter>("the least amount is captured and kept", async (counter) => {
  const { amount } = sessionOf(counter).data
  const trade = await counter.sandbox.trade(counter.numbers.at(-1) ?? "")
  claimEqual(trade?.kept, amount, "kept at the gateway")
  claimEqual((await counter.till.payment(sessionOf(counter)))?.captured, true, "captured")
})

/** What shoppers have sent, and what they might. */
const EVIL = {
  amount: 1,
  session_id: "evil",
  trade_no: "evil",
  status: "captured",
  state: "evil",
  merchant: "evil",
  MerchantID: "evil",
  start_url: "https://evil.example",
  notify_url: "https://evil.example",
  voucher: { kind: "evil" },
  gateway: "evil",
  method: "evil",
  locale: "evil",
  __proto__: { evil: true },
  constructor: "evil",
}

const AMOUNTS: readonly Plot<Counter>[] = [
  {
    id: "amount-shapes",
    title: "Every shape of an amount is read, exactly",
    sources: ["bug 1"],
    steps: [],
    expect: [everyShape],
  },
  { id: "no-amounts", title: "What is no amount opens nothing", sources: ["bug 1"], steps: [], expect: [noShape] },
  {
    id: "fractions-refused",
    title: "A total with cents is refused, and says what to change",
    sources: ["fractions"],
    steps: [trying(open({ amount: { value: "1060.5", precision: 20 }, charged: 1060.5 }))],
    expect: [refused(/1060\.5.*rounding/s)],
  },
  {
    id: "fractions-rounded",
    title: "A total with cents is rounded once, and compared with what was charged",
    sources: ["fractions"],
    steps: [open({ amount: "1060.5", charged: 1060.5, account: { rounding: "nearest" } }), visit("pays"), authorize()],
    expect: [answered("captured"), ledgerSays({ amount: 1061, state: "captured" }), gatewayKeeps(1061), noAlarm],
  },
  {
    id: "other-currency",
    title: "Another currency than TWD is refused",
    sources: ["unchecked amount"],
    steps: [trying(open({ currency: "usd" }))],
    expect: [refused(/TWD/)],
  },
  { id: "limits-hold", title: "Limits hold for each method", sources: ["bug 1"], steps: [], expect: [limitsHold] },
  {
    id: "no-magic-amount",
    title: "The least amount is a payment like any other",
    sources: ["magic amount"],
    steps: [openLeast, visit("pays"), advance(1)],
    expect: [leastIsKept],
  },
  {
    id: "shopper-data",
    title: "Nothing that the shopper sends is believed or kept",
    sources: ["bug 4", "shopper data"],
    steps: [open({ data: EVIL }), depart()],
    expect: [dataIsOurs, ledgerSays({ amount: 1060 })],
  },
  {
    id: "foreign-return",
    title: "A buyer is never sent back to a foreign place",
    sources: ["bug 4", "shopper data"],
    steps: [trying(open({ data: { return_url: "https://evil.example/payment/return" } }))],
    expect: [refused(/return_url/)],
  },
]

const PAID: readonly Plot<Counter>[] = [
  {
    id: "paid",
    title: "A payment is captured, once, of the exact amount",
    sources: ["bug 6"],
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
    expect: [asked, paidOnce],
  },
  {
    id: "notice-and-return-lost",
    title: "Notice and return are lost: authorising asks",
    sources: ["notice lost", "window closed"],
    steps: [open(), arm("the notice is lost"), visit("pays and closes the window"), notPaid(), authorize()],
    expect: [answered("captured"), asked],
  },
  {
    id: "return-without-cookie",
    title: "A cross-site POST without a cookie finds its way, and is not believed",
    sources: ["no cookie", "believed return"],
    needs: ["signed notices"],
    steps: [open(), depart(), comeBackBoasting, trying(authorize())],
    expect: [sentHome, cartIsAlive, notPaid(), ledgerSays({ state: "departed" })],
  },
  {
    id: "earlier-number",
    title: "A payment under an earlier number counts",
    sources: ["earlier number"],
    needs: ["signed notices"],
    steps: [open(), depart(), depart(), depart(), notifyAbout(0), authorize()],
    expect: [answered("captured"), paidOnce, paymentCarries(0)],
  },
  {
    id: "declined-then-paid",
    title: "Declined, then paid in the same session, under another number",
    sources: ["reused number", "bug 16"],
    steps: [open(), visit("declines"), trying(authorize()), cartIsAlive, visit("pays"), trying(authorize())],
    expect: [answered("captured"), paidOnce, attemptsCount(2), numbersAreApart],
  },
  {
    id: "undecided-then-paid",
    title: "An undecided payment waits, then counts",
    sources: ["bug 16"],
    needs: ["undecided payments"],
    steps: [open(), visit("stays undecided"), trying(authorize()), cartIsAlive, decide],
    expect: [paidOnce, noAlarm],
  },
]

const UNPAID: readonly Plot<Counter>[] = [
  {
    id: "not-departed",
    title: "Who never left has not paid",
    sources: ["bug 3"],
    steps: [open(), trying(authorize())],
    expect: [cartIsAlive, notPaid()],
  },
  {
    id: "left-unpaid",
    title: "Who left the gateway without paying has not paid",
    sources: ["bug 3", "bug 8"],
    steps: [open(), visit("leaves"), trying(authorize())],
    expect: [cartIsAlive, notPaid()],
  },
  {
    id: "data-of-a-paid-session",
    title: "The data of a paid session pays no other",
    sources: ["bug 3", "bug 4"],
    steps: [open({}, "paid"), visit("pays", "paid"), open(), depart(), trying(authorizeWithDataOf("paid", "it"))],
    expect: [cartIsAlive, notPaid()],
  },
  {
    id: "another-orders-notice",
    title: "A genuine notice of another order pays that order only",
    sources: ["another order's message", "bug 5"],
    needs: ["signed notices"],
    steps: [open({}, "other"), depart("other"), open(), depart(), notifyAbout(0), trying(authorize())],
    expect: [acknowledged, cartIsAlive, notPaid(), ledgerSays({ state: "departed" })],
  },
  {
    id: "forged-notice",
    title: "A forged notice changes nothing, by either way",
    sources: ["open callback", "bug 5"],
    needs: ["signed notices"],
    steps: [open(), depart(), notify({}, "stranger"), hook({}, "stranger"), trying(authorize())],
    expect: [notAcknowledged, hooked("not_supported"), cartIsAlive, ledgerSays({ state: "departed" }), nothingLeaks],
  },
  {
    id: "other-merchant",
    title: "A notice for another merchant is refused",
    sources: ["unchecked amount", "bug 5"],
    needs: ["signed notices"],
    steps: [open(), depart(), notifyOfAnotherMerchant],
    expect: [notAcknowledged, notPaid(), ledgerSays({ state: "departed" })],
  },
  {
    id: "other-spelling",
    title: "A trade number in another case is another number",
    sources: ["another order's message"],
    needs: ["signed notices"],
    steps: [open(), depart(), notifyAbout(0, (number) => number.toLowerCase())],
    expect: [notAcknowledged, notPaid(), ledgerSays({ state: "departed" })],
  },
  {
    id: "unknown-trade",
    title: "Money for a trade that this shop never opened is an alarm",
    sources: ["another order's message"],
    needs: ["signed notices"],
    steps: [
      open(),
      step("the gateway tells of a trade that was never opened", async (counter) => {
        counter.numbers.push("NEVEROPENED000000001".slice(0, counter.gateway.tradeNumber.length))
        await notify().act(counter)
      }),
    ],
    expect: [notAcknowledged, alarmed("unknown_trade")],
  },
  {
    id: "wrong-amount",
    title: "A genuine notice of another amount is refused, and staff are alarmed",
    sources: ["unchecked amount"],
    needs: ["signed notices"],
    steps: [
      open(),
      depart(),
      notify({ amount: 1061 }),
      notify({ amount: 1 }),
      hook({ amount: 10 }),
      trying(authorize()),
    ],
    expect: [
      notAcknowledged,
      hooked("not_supported"),
      cartIsAlive,
      ledgerSays({ state: "departed" }),
      alarmed("wrong_amount"),
    ],
  },
  {
    id: "simulated-in-production",
    title: "A simulated payment ships nothing in production",
    sources: ["simulated payment"],
    needs: ["signed notices", "simulated payments"],
    steps: [
      open({ account: { environment: "production" } }),
      depart(),
      notify({ simulated: true }),
      hook({ simulated: true }),
    ],
    expect: [hooked("not_supported"), notPaid(), ledgerSays({ state: "departed", captured: 0 })],
  },
  {
    id: "number-is-not-money",
    title: "An issued number awaits its money, and then gets it",
    sources: ["number is not money", "bug 8"],
    needs: ["voucher"],
    steps: [
      openByVoucher,
      visit("takes a number"),
      authorize(),
      answered("pending_authorization"),
      dataHasVoucher,
      notPaid(),
      ledgerSays({ state: "issued", captured: 0 }),
      payNumber,
    ],
    expect: [paidOnce, gatewayKeeps(1060), noAlarm],
  },
]

const TWICE: readonly Plot<Counter>[] = [
  {
    id: "notice-many-times",
    title: "The same notice, twenty times at once, is one payment",
    sources: ["bug 6"],
    needs: ["signed notices"],
    steps: [open(), depart(), notifyAtOnce(20), notifyAtOnce(5), authorize()],
    expect: [acknowledged, answered("captured"), paidOnce, attemptsCount(1), noAlarm],
  },
  {
    id: "told-again",
    title: "The gateway's own repetition changes nothing",
    sources: ["bug 6"],
    needs: ["notices"],
    steps: [open(), arm("the notice comes twice"), visit("pays"), tellAgain, tellAgain, authorize()],
    expect: [answered("captured"), paidOnce, ledgerSays({ captured: 1060, refunded: 0 }), noAlarm],
  },
  {
    id: "authorized-many-times",
    title: "Authorised five times at once is one payment",
    sources: ["bug 6"],
    steps: [open(), visit("pays"), together(...Array.from({ length: 5 }, () => authorize()))],
    expect: [answered("captured"), paidOnce],
  },
  {
    id: "captured-many-times",
    title: "Capturing what is captured asks nothing of the gateway",
    sources: ["bug 6"],
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
      depart(),
      notify(),
      notify({ saying: "declined" }),
      notify({ message: "number", saying: "issued" }),
      notify({ saying: "undecided" }),
      notify({ saying: { code: "999999" } }),
      authorize(),
    ],
    expect: [acknowledged, answered("captured"), paidOnce, ledgerSays({ state: "captured", captured: 1060 })],
  },
  {
    id: "second-payment",
    title: "A second payment is kept beside the first, and staff are alarmed",
    sources: ["second payment"],
    needs: ["signed notices"],
    steps: [open(), depart(), depart(), notifyAbout(0), notifyAbout(1), authorize()],
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
    sources: ["bug 12", "reused number"],
    steps: [
      open(),
      times(8, depart()),
      open({}, "other"),
      times(8, depart("other")),
      open({}, "third"),
      times(8, depart("third")),
    ],
    expect: [numbersAreApart],
  },
  {
    id: "departures-bounded",
    title: "A reload or a robot cannot open attempts without end",
    sources: ["locked out"],
    steps: [
      open(),
      step("somebody reloads the departure 40 times", async (counter) => {
        for (let index = 0; index < 40; index += 1) await counter.till.depart(sessionOf(counter))
      }),
    ],
    expect: [
      step("there are at most 20 attempts", async (counter) => {
        const { length } = await counter.till.attempts(sessionOf(counter))
        claim(length >= 1 && length <= 20, `there are ${length} attempts`)
      }),
    ],
  },
  {
    id: "deleted-session",
    title: "Money for a deleted session is kept in the ledger, and staff are alarmed",
    sources: ["cancelled order paid", "bug 5"],
    needs: ["signed notices"],
    steps: [open(), depart(), remove, notify(), hook()],
    expect: [acknowledged, hooked("not_supported"), alarmed("deleted_session"), ledgerSays({ state: "captured" })],
  },
  {
    id: "hook-verified",
    title: "Medusa's own hook is told of verified money, and of each once",
    sources: ["bug 5", "bug 6"],
    needs: ["signed notices"],
    steps: [open(), depart(), hook()],
    expect: [hooked("captured"), ledgerSays({ state: "captured" })],
  },
]

const CALM: readonly Plot<Counter>[] = [
  {
    id: "delete-and-cancel-fresh",
    title: "What has hardly begun can be cancelled and deleted, with any data",
    sources: ["bug 7"],
    steps: [open(), cancelAndRemoveOddities, cancel, depart(), cancel, trying(remove)],
    expect: [wentWell],
  },
  {
    id: "delete-declined",
    title: "A declined session can be cancelled and deleted",
    sources: ["bug 7"],
    steps: [open(), visit("declines"), cancel, trying(remove)],
    expect: [wentWell],
  },
  {
    id: "delete-issued",
    title: "A session with a voucher can be cancelled and deleted",
    sources: ["bug 7"],
    needs: ["voucher"],
    steps: [openByVoucher, visit("takes a number"), cancel, trying(remove)],
    expect: [wentWell],
  },
  {
    id: "cancel-captured",
    title: "Cancelling what is captured does nothing, and says nothing else",
    sources: ["bug 7", "bug 15"],
    steps: [open(), visit("pays"), cancel, cancel, trying(remove)],
    expect: [wentWell, gatewayKeeps(1060)],
  },
  {
    id: "captured-cancelled-refunded",
    title: "Captured, cancelled, refunded: the money goes back once, and pays no new session",
    sources: ["bug 15"],
    needs: ["refund"],
    steps: [
      open(),
      visit("pays"),
      closeBooks,
      cancel,
      refund({ value: "1060", precision: 20 }),
      cancel,
      gatewayKeeps(0),
      ledgerSays({ state: "refunded", refunded: 1060 }),
      openWithDataOf("it", "recreated"),
      trying(authorize("recreated")),
    ],
    expect: [cartIsAlive, dataIsFresh("recreated"), notPaid("recreated")],
  },
  {
    id: "silent-gateway",
    title: "A gateway that hangs ends in words for the shopper, in time",
    sources: ["bug 14", "bug 16"],
    steps: [
      open(),
      arm("the notice is lost"),
      visit("pays and closes the window"),
      arm("the query hangs"),
      trying(authorize()),
    ],
    expect: [tookAtMost(30), cartIsAlive, ledgerSays({ state: "departed" })],
  },
  {
    id: "babbling-gateway",
    title: "A gateway that answers nonsense changes nothing",
    sources: ["bug 16"],
    steps: [
      open(),
      arm("the notice is lost"),
      visit("pays and closes the window"),
      arm("the query answers nonsense"),
      trying(authorize()),
    ],
    expect: [cartIsAlive, ledgerSays({ state: "departed" }), nothingLeaks],
  },
  {
    id: "asked-within-pace",
    title: "Asking again and again does not burn the gateway's patience",
    sources: ["locked out"],
    steps: [open(), visit("leaves"), times(8, trying(authorize()))],
    expect: [askedAtMost(2), cartIsAlive],
  },
  {
    id: "locked-out",
    title: "A gateway that shuts us out is left alone",
    sources: ["locked out"],
    needs: ["question limit"],
    steps: [
      open({}, "first"),
      open(),
      arm("the notice is lost"),
      visit("pays and closes the window", "first"),
      arm("the notice is lost"),
      visit("pays and closes the window"),
      arm("the query is locked out"),
      trying(authorize("first")),
      trying(authorize()),
    ],
    expect: [cartIsAlive, askedAtMost(0)],
  },
  {
    id: "clock-skew",
    title: "A skewed clock is an error, not a state of the trade",
    sources: ["clock skew"],
    needs: ["timed requests"],
    steps: [
      open(),
      arm("the notice is lost"),
      visit("pays and closes the window"),
      skew(3600),
      trying(authorize()),
      skew(0),
    ],
    expect: [cartIsAlive, ledgerSays({ state: "departed" })],
  },
  {
    id: "nothing-leaks",
    title: "After all of it no log, event, row or error shows a key or a person",
    sources: ["bug 11", "leaks", "signature oracle"],
    needs: ["signed notices"],
    steps: [open(), depart(), notify({}, "stranger"), notify({ amount: 2 }), notify(), trying(refund(99_999))],
    expect: [paidOnce, nothingLeaks],
  },
]

const EXPIRY: readonly Plot<Counter>[] = [
  {
    id: "grace-after-the-deadline",
    title: "A voucher lives through the deadline and its grace",
    sources: ["grace after the deadline"],
    needs: ["voucher"],
    steps: [openByVoucher, visit("takes a number"), expire, untilAfterDeadline(1), expire],
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
      visit("takes a number"),
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
    steps: [openByVoucher, visit("takes a number"), untilAfterGrace, expire, ledgerSays({ state: "expired" }), payLate],
    expect: [asked, ledgerSays({ state: "captured", captured: 1060 })],
  },
  {
    id: "paid-but-not-told",
    title: "A voucher whose notice was lost is found paid instead of expired",
    sources: ["grace after the deadline", "notice lost"],
    needs: ["voucher"],
    steps: [openByVoucher, visit("takes a number"), arm("the notice is lost"), payNumber, untilAfterGrace, expire],
    expect: [ledgerSays({ state: "captured", captured: 1060 })],
  },
  {
    id: "expired-first-attempt",
    title: "The end of a first voucher leaves the second attempt's money alone",
    sources: ["expired first attempt"],
    needs: ["voucher", "signed notices"],
    steps: [openByVoucher, visit("takes a number"), depart("it", true), notify(), paidOnce, untilAfterGrace, expire],
    expect: [paidOnce, ledgerSays({ state: "captured" }, 1), paymentCarries(1)],
  },
]

const REFUNDS: readonly Plot<Counter>[] = [
  {
    id: "partial-refunds",
    title: "Partial refunds are exact, in any shape, until nothing is left",
    sources: ["bug 2", "bug 9", "bug 10"],
    needs: ["partial refund"],
    steps: [
      open(),
      visit("pays"),
      closeBooks,
      refund({ value: "60", precision: 20 }, "ref_1"),
      gatewayKeeps(1000),
      refund("500", "ref_2"),
      gatewayKeeps(500),
      ledgerSays({ state: "captured", refunded: 560 }),
      refund(500, "ref_3"),
    ],
    expect: [gatewayKeeps(0), ledgerSays({ state: "refunded", refunded: 1060 })],
  },
  {
    id: "refund-too-much",
    title: "More than is left is never refunded",
    sources: ["bug 2"],
    needs: ["partial refund"],
    steps: [open(), visit("pays"), closeBooks, refund(1000), trying(refund(61, "ref_2"))],
    expect: [refused(/60/), gatewayKeeps(60), ledgerSays({ refunded: 1000 })],
  },
  {
    id: "refund-once-per-key",
    title: "The same refund id gives back once, also at once",
    sources: ["bug 6", "bug 17"],
    needs: ["partial refund"],
    steps: [open(), visit("pays"), closeBooks, together(refund(60), refund(60), refund(60)), refund(60)],
    expect: [gatewayKeeps(1000), ledgerSays({ refunded: 60 })],
  },
  {
    id: "refunds-at-once",
    title: "Two refunds at once never exceed the payment",
    sources: ["bug 2", "bug 6"],
    needs: ["partial refund"],
    steps: [open(), visit("pays"), closeBooks, together(trying(refund(800, "ref_1")), trying(refund(800, "ref_2")))],
    expect: [gatewayKeeps(260), ledgerSays({ refunded: 800 })],
  },
  {
    id: "lost-reply",
    title: "A lost reply is looked up before anything is asked again",
    sources: ["lost reply", "bug 17"],
    needs: ["partial refund"],
    steps: [
      open(),
      visit("pays"),
      closeBooks,
      arm("the refund's reply is lost"),
      trying(refund(60)),
      refused(),
      ledgerSays({ refunded: 0 }),
      refund(60, "ref_2"),
    ],
    expect: [gatewayKeeps(1000), ledgerSays({ refunded: 60 })],
  },
  {
    id: "refund-follows-the-gateway",
    title: "A refund that the gateway did not confirm is no refund",
    sources: ["refund follows the gateway", "bug 10"],
    needs: ["partial refund"],
    steps: [
      open(),
      visit("pays"),
      closeBooks,
      arm("the refund answers nonsense"),
      trying(refund(60)),
      refused(),
      gatewayKeeps(1060),
      ledgerSays({ refunded: 0, state: "captured" }),
      refund(60),
    ],
    expect: [gatewayKeeps(1000), ledgerSays({ refunded: 60 })],
  },
  {
    id: "shut-books",
    title: "A refund while the books are shut is refused, and goes through afterwards",
    sources: ["shut books"],
    needs: ["shut books", "partial refund"],
    steps: [
      open(),
      visit("pays"),
      closeBooks,
      untilShut,
      trying(refund(60)),
      refused(/20:30/),
      gatewayKeeps(1060),
      advance(1),
      refund(60, "ref_2"),
    ],
    expect: [gatewayKeeps(1000), ledgerSays({ refunded: 60 })],
  },
  {
    id: "refund-before-closing",
    title: "What is not closed yet is released, in full",
    sources: ["state decides the refund"],
    needs: ["closing", "refund"],
    steps: [open(), visit("pays"), refund(1060)],
    expect: [gatewayKeeps(0, "released"), ledgerSays({ state: "refunded", refunded: 1060 })],
  },
  {
    id: "partial-refund-before-closing",
    title: "A part of what is not closed yet is given back exactly",
    sources: ["state decides the refund"],
    needs: ["closing", "partial refund"],
    steps: [open(), visit("pays"), refund(60), refund(100, "ref_2")],
    expect: [gatewayKeeps(900), ledgerSays({ refunded: 160 })],
  },
  {
    id: "full-refund-only",
    title: "A method that is refunded only in full refuses a part, and gives back the whole",
    sources: ["full refund only"],
    needs: ["full refund only"],
    steps: [
      openByFullRefundOnly,
      visit("pays"),
      closeBooks,
      trying(refund(60)),
      refused(/full/),
      gatewayKeeps(1060),
      refund(1060, "ref_2"),
    ],
    expect: [gatewayKeeps(0), ledgerSays({ state: "refunded" })],
  },
  {
    id: "refund-by-hand",
    title: "A method without a refund API refuses, and tells staff what to do",
    sources: ["refund by hand", "bug 10"],
    needs: ["refund by hand", "voucher"],
    steps: [openByHandRefund, visit("takes a number"), payNumber, paidOnce, trying(refund(1060))],
    expect: [
      refused(/transfer|refund there|record/i),
      gatewayKeeps(1060),
      ledgerSays({ state: "captured", refunded: 0 }),
    ],
  },
]

const manual = { account: { capture: "manual" } } as const

const CAPTURES: readonly Plot<Counter>[] = [
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

/** The provider class on a real database, with the gateway's sandbox. */
export const L1 = scenariosOf("L1", openCounter, [
  ...AMOUNTS,
  ...PAID,
  ...UNPAID,
  ...TWICE,
  ...CALM,
  ...EXPIRY,
  ...REFUNDS,
  ...CAPTURES,
])
