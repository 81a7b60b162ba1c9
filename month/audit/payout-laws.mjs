import { tradeOf } from "./books.mjs"

/** @typedef {import("./books.mjs").Books} Books @typedef {import("./books.mjs").Law} Law @typedef {import("./books.mjs").PayoutLine} PayoutLine */

/** @param {{ gateway: string, reference: string, kind: string, gross: number, fee: number }} line */
const wordsOf = ({ gateway, reference, kind, gross, fee }) => `${gateway} ${reference} ${kind} ${gross} less ${fee}`

/** Each line of a gateway's statement is in the shop's books, as often as it was told, and none beside them. @type {Law} */
function statementsTaken({ told, payouts }) {
  const say = (/** @type {string} */ subject, /** @type {string} */ text) => [
    { law: "statements taken", subject, text },
  ]
  const left = new Map()
  for (const line of payouts) left.set(wordsOf(line), (left.get(wordsOf(line)) ?? 0) + 1)
  const lost = told.flatMap((line) => {
    const words = wordsOf(line)
    const count = left.get(words) ?? 0
    left.set(words, count - 1)
    return count > 0 ? [] : say(line.reference, `${words} was told and is in no payout`)
  })
  const invented = payouts.filter((line) => {
    const count = left.get(wordsOf(line)) ?? 0
    if (count > 0) left.set(wordsOf(line), count - 1)
    return count > 0
  })
  return [...lost, ...invented.flatMap((line) => say(line.reference, `${wordsOf(line)} was told by no statement`))]
}

/**
 * What was paid out of a trade is what its gateway has of it, or an open alarm tells staff; and nobody is alarmed about what is right.
 * A fee has two sources, and only alarms about it are looked at: whether there is a line of that trade.
 * @type {Law}
 */
function payoutsAgree(books) {
  return [...groupsOf(books).values()].flatMap((lines) => {
    const [{ gateway, reference } = { gateway: "", reference: "" }] = lines
    const wrong = whatIsWrong(books, lines)
    const told = alarmsAbout(books, lines)
    if (wrong && told.length === 0)
      return [{ law: "payouts agree", subject: reference, text: `${gateway}: ${wrong}, and no alarm` }]
    const isGroundless = !wrong && told.some((kind) => kind !== "payout_fee_changed")
    return isGroundless
      ? [
          {
            law: "payouts agree",
            subject: reference,
            text: `${gateway}: ${told.join(", ")} about a payout that is right`,
          },
        ]
      : []
  })
}

/** @param {Books} books */
function groupsOf({ payouts }) {
  /** @type {Map<string, PayoutLine[]>} */
  const groups = new Map()
  for (const line of payouts) {
    const key = `${line.gateway} ${line.reference}`
    groups.set(key, [...(groups.get(key) ?? []), line])
  }
  return groups
}

/** @param {Books} books @param {readonly PayoutLine[]} lines of one trade @returns {string | null} */
function whatIsWrong({ trades }, lines) {
  const [{ gateway, reference } = { gateway: "", reference: "" }] = lines
  const trade = trades.find((each) => each.gateway === gateway && each.reference === reference)
  const sum = (/** @type {string} */ wanted) =>
    lines.filter(({ kind }) => kind === wanted).reduce((total, { gross }) => total + gross, 0)
  const [paid, back] = [sum("payment"), -sum("refund")]
  if (!trade) return "of a trade that the gateway itself does not have"
  if (sum("chargeback") !== 0) return "a chargeback"
  // What no statement has paid out may come yet: whether it is overdue is for the law about what is missing.
  if (paid !== trade.paid && lines.some(({ kind }) => kind === "payment"))
    return `NT$${paid} paid out of NT$${trade.paid}`
  return back > trade.back ? `NT$${back} taken back of NT$${trade.back}` : null
}

/** @param {Books} books @param {readonly PayoutLine[]} lines */
function alarmsAbout({ alarms }, lines) {
  const ids = new Set(lines.map(({ id }) => id))
  return alarms.filter(({ subject }) => ids.has(subject)).map(({ kind }) => kind)
}

/** Money whose time of payout has passed, and that no statement names, is told; what was paid out is not called missing. @type {Law} */
function missingIsTold(books) {
  const payments = books.payouts.filter(({ kind }) => kind === "payment")
  const paidOut = new Set(payments.map(({ gateway, reference }) => `${gateway} ${reference}`))
  return books.attempts.flatMap((attempt) => {
    const { id, gateway, trade_no } = attempt
    const isTold = books.alarms.some(({ kind, attempt_id }) => kind === "payout_missing" && attempt_id === id)
    const isPaidOut = paidOut.has(`${gateway} ${trade_no}`)
    const say = (/** @type {string} */ text) => [{ law: "missing is told", subject: trade_no, text }]
    if (isOverdue(books, attempt) && !isPaidOut && !isTold) return say("its payout is overdue, and no alarm")
    return isTold && isPaidOut ? say("is called missing, and was paid out") : []
  })
}

/** @param {Books} books @param {import("./books.mjs").Attempt} attempt */
function isOverdue(books, attempt) {
  const { gateway, trade_no, paid_at, captured, refunded } = attempt
  const due = books.payoutsDue[gateway]
  const trade = tradeOf(books, attempt)
  const isTakenBack = books.payouts.some(
    (line) => line.gateway === gateway && line.reference === trade_no && line.kind === "refund",
  )
  const isKept = captured > refunded && trade && trade.paid > trade.back
  return due && paid_at && paid_at < due && (isKept || isTakenBack)
}

export const payoutLaws = [statementsTaken, payoutsAgree, missingIsTold]
