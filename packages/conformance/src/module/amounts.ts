import { claim, claimEqual, show } from "../claims.js"
import { type ScenarioDefinition, step } from "../scenario.js"
import { advance, authorize, open, startPayment, trying, visit } from "./actions.js"
import { orderFor, type ScenarioContext, sessionOf } from "./context.js"
import { answered, dataIsOurs, gatewayKeeps, ledgerSays, noAlarm, refused } from "./expectations.js"

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

const everyShape = step<ScenarioContext>("a session is opened with each shape of NT$1,060", async (context) => {
  for (const amount of SHAPES) {
    const session = await context.harness.open(orderFor(context, { amount, charged: 1060 }))
    claimEqual(session.data.amount, 1060, `the amount of ${show(amount)}`)
  }
})

const noShape = step<ScenarioContext>("no session can be opened with what is no amount", async (context) => {
  for (const amount of NOT_AMOUNTS) {
    const opened = await context.harness.open(orderFor(context, { amount, charged: 1060 })).catch(() => null)
    claim(opened === null, `opened with ${show(amount)}: ${show(opened?.data)}`)
  }
})

const limitsHold = step<ScenarioContext>(
  "no session can be opened below the least or above the most",
  async (context) => {
    for (const method of context.subject.kind.methods) {
      for (const amount of [method.limits.min - 1, method.limits.max + 1]) {
        const opened = await context.harness.open(orderFor(context, { method: method.id, amount })).catch(() => null)
        claim(opened === null, `${method.id} opened with ${amount}`)
      }
    }
  },
)

const openLeast = step<ScenarioContext>("a session of the method's least amount is opened", async (context) => {
  const { main } = context.subject.methods
  const least = context.subject.kind.methods.find(({ id }) => id === main)?.limits.min ?? 1
  context.sessions.set("it", await context.harness.open(orderFor(context, { amount: least })))
})

const leastIsKept = step<ScenarioContext>("the least amount is captured and kept", async (context) => {
  const { amount } = sessionOf(context).data
  const trade = await context.sandbox.trade(context.numbers.at(-1) ?? "")
  claimEqual(trade?.kept, amount, "kept at the gateway")
  claimEqual((await context.harness.payment(sessionOf(context)))?.captured, true, "captured")
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

/** What is charged, and who decides it. */
export const AMOUNTS: readonly ScenarioDefinition<ScenarioContext>[] = [
  {
    id: "amount-shapes",
    title: "Every shape of an amount is read, exactly",
    sources: ["amount shape"],
    steps: [],
    expect: [everyShape],
  },
  {
    id: "no-amounts",
    title: "What is no amount opens nothing",
    sources: ["amount shape"],
    steps: [],
    expect: [noShape],
  },
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
  {
    id: "limits-hold",
    title: "Limits hold for each method",
    sources: ["amount shape"],
    steps: [],
    expect: [limitsHold],
  },
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
    sources: ["trusted shopper data", "shopper data"],
    steps: [open({ data: EVIL }), startPayment()],
    expect: [dataIsOurs, ledgerSays({ amount: 1060 })],
  },
  {
    id: "foreign-return",
    title: "A buyer is never sent back to a foreign place",
    sources: ["trusted shopper data", "shopper data"],
    steps: [trying(open({ data: { return_url: "https://evil.example/payment/return" } }))],
    expect: [refused(/return_url/)],
  },
]
