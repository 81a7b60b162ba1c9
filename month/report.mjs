import { whereAndWhen, writeProof } from "../scripts/lib/proof.mjs"

/** @typedef {import("./run.mjs").Outcome} Outcome */

/** How often each thing was done, and how often it was refused or found nothing to do. @param {Outcome} outcome */
function countsOf({ diaries }) {
  /** @type {Map<string, { times: number, refused: number }>} */
  const counts = new Map()
  for (const { step, problem } of diaries.flatMap(({ done }) => done)) {
    const name = `${step.who}: ${step.what}`
    const { times, refused } = counts.get(name) ?? { times: 0, refused: 0 }
    counts.set(name, { times: times + 1, refused: refused + (problem ? 1 : 0) })
  }
  return [...counts].sort(([one], [other]) => one.localeCompare(other))
}

/** @param {Outcome} outcome */
export function countLines(outcome) {
  return countsOf(outcome).map(
    ([name, { times, refused }]) => `${name}: ${times}${refused ? ` (${refused} refused)` : ""}`,
  )
}

/** What the books came to. @param {Outcome} outcome */
export function sumsOf({ books }) {
  const { trades, attempts, orders, alarms, payments, said } = books
  const sum = (/** @type {number[]} */ amounts) =>
    `NT$${amounts.reduce((total, amount) => total + amount, 0).toLocaleString("en")}`
  return [
    `gateways: ${trades.length} trades, ${sum(trades.map(({ paid }) => paid))} paid, ${sum(trades.map(({ back }) => back))} back`,
    `ledger: ${attempts.length} attempts, ${sum(attempts.map(({ captured }) => captured))} captured, ${sum(attempts.map(({ refunded }) => refunded))} refunded`,
    `Medusa: ${orders.length} orders, ${sum(payments.map(({ captured }) => captured))} captured, ${sum(payments.map(({ refunded }) => refunded))} refunded`,
    `alarms open: ${alarms.length}${alarms.length ? ` (${tally(alarms.map(({ kind }) => kind))})` : ""}; answers of the shop's page checked: ${said.length}`,
  ]
}

/** How many of each, the most frequent first. @param {readonly string[]} names */
function tally(names) {
  /** @type {Map<string, number>} */
  const counts = new Map()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return [...counts]
    .sort(([, one], [, other]) => other - one)
    .map(([name, count]) => `${count} ${name}`)
    .join(", ")
}

/** By what was paid, what became of it, and what went wrong on the way. @param {Outcome} outcome */
function talliesOf({ diaries, books }) {
  const steps = diaries.flatMap(({ done }) => done.map(({ step }) => step))
  const some = (
    /** @type {"method" | "fault"} */ what,
    /** @type {(step: import("./plan.mjs").Step) => boolean} */ is,
  ) => tally(steps.filter(is).flatMap((step) => step[what] ?? []))
  const isFault = (/** @type {import("./plan.mjs").Step} */ { fault }) => fault !== undefined && fault !== "none"
  return [
    `purchases by method: ${some("method", () => true)}`,
    `attempts: ${tally(books.attempts.map(({ state, unmatched }) => (unmatched ? `${state} (${unmatched})` : state)))}`,
    `orders: ${tally(books.orders.map(({ status }) => status))}`,
    `refunds and other operations: ${tally(books.operations.map(({ kind, state }) => `${kind} ${state}`))}`,
    `faults armed: ${some("fault", isFault)}`,
    `lines of payouts: ${tally(books.payouts.map(({ result }) => result))}`,
  ]
}

/** The command that does it again. @param {Outcome} outcome */
function commandOf({ wish: { seeds, orders, days, processes, redis, methods, minutes } }) {
  const options = [
    ...seeds.map((seed) => `--seed ${seed}`),
    `--orders ${orders}`,
    `--days ${days}`,
    `--processes ${processes}`,
  ]
  return [
    "npm run month --",
    ...options,
    ...(redis ? ["--redis"] : []),
    ...(minutes ? [`--minutes ${minutes}`] : []),
    ...(methods ? [`--methods ${methods.join(",")}`] : []),
  ].join(" ")
}

/** @param {Outcome} outcome */
function runOf(outcome) {
  const { violations, told, minutes } = outcome
  const rows = countsOf(outcome).map(([name, { times, refused }]) => `| ${name} | ${times} | ${refused} |`)
  const verdict = violations.length === 0 ? "No violation." : `${violations.length} violations:`
  return [
    `### \`${commandOf(outcome)}\``,
    `${minutes.toFixed(0)} minutes; ${whereAndWhen()}.`,
    [...sumsOf(outcome), ...talliesOf(outcome)].map((line) => `- ${line}`).join("\n"),
    verdict,
    ...told.map((each) => `- ${each.split("\n", 1)[0]}`),
    `| Done | Times | Of which refused, or with nothing to do |\n| --- | --- | --- |\n${rows.join("\n")}`,
  ].join("\n\n")
}

const INTRODUCTION = `Shoppers, staff and the world from a seed, at real Medusa processes on PostgreSQL, all on one clock that is moved on; then an auditor that shares no code with the plugin compares the gateways' own books, the ledger, Medusa's payments, captures, refunds and transactions, stock, alarms, payouts, and all that the shop's page said, to the dollar. The same seed is the same plan (\`--plan\` prints it); what happens at once may end in another order.`

/** What months found until now, and what it turned out to be. */
const FINDINGS = [
  "Money of a number and of a payment link's card in the same second: each opened a session in place of the other's, and Medusa captured the card's money twice. Mended: such money is applied in turn, under the lease of its order, and what Medusa has a payment for gets no other session (`payments/pay-in-turn.ts`, `payments/orders/carrier-session.ts`).",
  "The page says `paid` of a number whose order was paid at the door: true, and the auditor had not known of it.",
  "Medusa 2.21.2 sets no stock aside for what an exchange or a claim sends out without a delivery of its own. Left to Medusa; staff of the month choose a delivery.",
  "A statement without a line was taken for the last one without a line, so that its day counted as not covered and a missing payment of it was never told. Mended (`modules/ledger/payouts/statement-import.ts`).",
  "A payment that was given back whole, and stood in no statement, while a statement took its refund back: the shop had lost that money, and was not told. Mended: it is a `payout_missing` (`modules/ledger/payouts/sent-by-bank.ts`). Found by seeds 11 and 12, with 45 orders over 4 days.",
  "A number was paid in the second in which the shop's process was restarted: Medusa had captured the money, and the order's transaction was never written, so that the order owed what it had been paid. Mended: such a capture is booked when the payment is applied again (`payments/operations/book-captures.ts`), and one of staff's when its operation is looked after (`payments/operations/follow.ts`). Found by seed 31, with 300 orders over 5 days.",
  "Of a refund that was made at the gateway itself staff had two alarms: one by the gateway's books, and one more as soon as a statement took it back. Mended: while the first is open, the statement agrees (`modules/ledger/payouts/judge-lines.ts`). The same seed.",
  "The auditor's own: a refund that a statement takes back before it has paid the payment out is wrong only once that payout is overdue, at every gateway. The same seed.",
  "A card that staff had not captured yet was released by Medusa with an exchange of its order, which then stood without money, and nobody was told. Mended: an edit, an exchange or a claim that lets a card go is an alarm, `released_unpaid` (`payments/operations/released.ts`). Found by seed 95, with 60 orders over 3 days, the first month whose staff capture cards; the same seed and seed 93 found nothing after it.",
  "The auditor's own: what staff transferred by hand was money that went back nowhere to it once Medusa had followed; and TapPay's and JKOPAY's payouts were asked for by names that these gateways do not have, so that all their payments were missing, and told. It goes by staff's own word now, and by the gateway's own merchants.",
  "A card that Medusa released with a return was nobody's alarm while a second payment of the same order lay there unmatched; once staff had given that back, the order stood without money. Mended: what no order could take pays for nothing (`withoutUnmatched` in `payments/order-money.ts`). Found by seed 216 on its 14th day.",
  "A part that staff gave back before NewebPay's closing, which has less captured instead, made the right payout of the rest a `payout_differs`. Mended (`modules/ledger/payouts/sent-by-bank.ts`); the auditor knew no better either. The same seed.",
  "A transfer that came late, and of which the bank's only notice was lost, was known from a statement on, and not before: the page said `expired`. Mended: a number that ran out is asked about 1, 7, 14 and 30 days after its end (`payments/queries/pauses.ts`). What a statement told is asked of the gateway too; the auditor gives that an hour now. The same seed.",
  "The auditor's own: a card that was only reserved, and that Medusa released for an order that is paid in another way, counted as money given back unasked. The same seed, four times. After all of this seed 252, whose staff capture the cards of four gateways, too, found nothing in 40 orders over 3 days.",
  "The month's own: a shop's process that was killed and, while it started again, deployed anew with other keys left one more process. It had no port, asked ECPay with keys that were gone (its log shows it for twenty days), and worked on the same stock without the other's locks, which live in one process's memory. Two levels stood one line too high, most likely by that. Restarts take turns now (`month/in-turn.mjs`). Found by seed 419. After it seed 420, with 150 orders over 8 days, found nothing.",
  "Staff captured a payment in the second in which the shop itself did: Medusa's workflow looks whether the order has the capture in its books, and then writes it, so that both wrote it, and the order stood as paid twice. Seen on a real Medusa once its writing was slow (`e2e/authorized-money.test.ts`). Mended: staff's captures take their turn with the shop's, and with each other's (`api/admin/money-in-turn.ts`). Found by seed 421; that this was its cause is inferred. The levels of stock that seed 419 found too high were right in it. After it the same seed, whole again, found nothing.",
]

const WISHED = { orders: 2_000, days: 30 }

/** What it was to be, and what it was. @param {Outcome} outcome */
function shortOf({ wish: { seeds, orders, days }, diaries }) {
  const ended = diaries.filter(({ done, planned }) => done.length < planned)
  if (ended.length > 0)
    return ended.map(
      ({ done, planned, days: lived, buyers }) =>
        `Fell short: ended by \`--minutes\` on day ${lived} of ${days}, after ${buyers.size} of ${orders} purchases and ${done.length} of ${planned} steps; then brought to rest and audited like any other.`,
    )
  if (orders >= WISHED.orders && days >= WISHED.days) return []
  const wished = `${WISHED.orders.toLocaleString("en")} orders over ${WISHED.days} days for each seed were wished`
  const run = `this was ${orders} over ${days} for each of ${seeds.length}`
  return [`Fell short: ${wished}, ${run}, on a machine that was shared with other sessions.`]
}

/** Writes the month's section of the page: one for the plain shop, one for that with Redis. @param {Outcome} outcome */
export function writeReport(outcome) {
  const found = ["What months found:", FINDINGS.map((each) => `- ${each}`).join("\n")]
  const own = [runOf(outcome), ...shortOf(outcome)]
  if (outcome.wish.redis)
    writeProof("month-redis", ["## The month, with Redis and several processes", ...own].join("\n\n"))
  else writeProof("month", ["## The month", INTRODUCTION, ...own, ...found].join("\n\n"))
}
