import type { Trade } from "@taiwan-payments/medusa/toolkit"
import type { Trade as BankTrade, Facts } from "@taiwan-payments/prove"
import { claim } from "../claims.js"
import { dollars, kindOf, outcomeOf } from "../contract/context.js"
import { ask, confirmed, move, PRICE, rawOf, start, type Walked, type Walker } from "./walker.js"

/** One stage of a payment. */
export interface Stage {
  readonly title: string
  /** Its place in the tutorial. */
  readonly section: string
  /** @throws what is wrong */
  play(walker: Walker, facts: Partial<Facts>): Promise<void>
}

/** All of the price, asked for the first time. */
const ALL = { amount: dollars(PRICE), captured: dollars(0), refunded: dollars(0), resumed: false }

type Opened = Walked & { readonly there: BankTrade }

const PAID: ReadonlySet<string> = new Set(["authorized", "captured"])

async function opened(walker: Walker): Promise<Opened> {
  const { key, there } = await start(walker)
  claim(there !== undefined, "the payment began, and the bank has no trade")
  return { key, there }
}

/** By the buyer: at once, or with a code days later. */
async function paid(walker: Walker): Promise<Opened> {
  const walked = await opened(walker)
  const { bank } = walker
  if (bank.release && bank.later) {
    bank.release(walked.there)
    bank.later(walked.there)
  } else bank.pay(walked.there)
  await confirmed(walker, walked)
  return walked
}

async function begins(walker: Walker): Promise<void> {
  const { asked } = walker.bank.books((await opened(walker)).there)
  claim(asked === PRICE, `the bank asks ${asked} of the buyer, and the order is ${PRICE}`)
}

async function unpaidIsNotPaid(walker: Walker): Promise<void> {
  const { state } = await ask(walker, await opened(walker))
  claim(!PAID.has(state), `nobody has paid, and the gateway says ${state}`)
}

async function declinedIsNotPaid(walker: Walker): Promise<void> {
  const walked = await opened(walker)
  walker.bank.decline(walked.there)
  const { state } = await ask(walker, walked)
  claim(!PAID.has(state), `the bank declined, and the gateway says ${state}`)
}

function mustBePaid({ state, amount, tradeNo }: Trade, { key }: Walked): void {
  claim(PAID.has(state), `paid at the bank, and the gateway says ${state}`)
  claim(amount === PRICE, `the bank holds ${PRICE}, and the gateway says ${amount}`)
  claim(tradeNo === key.tradeNo, `asked about ${key.tradeNo}, and the gateway speaks of ${tradeNo}`)
}

async function paidIsPaid(walker: Walker): Promise<void> {
  const walked = await paid(walker)
  mustBePaid(await ask(walker, walked), walked)
}

async function noticeIsRead(walker: Walker): Promise<void> {
  const { notice } = walker.account
  if (!notice) return
  const walked = await paid(walker)
  const message = walker.bank.notice(walked.there)
  claim(message !== null, "the facts declare notices, and the bank sends none of a payment")
  if (notice.kind === "hint") {
    const named = notice.tradeNo(rawOf(message))
    claim(named === walked.key.tradeNo, `the notice is about ${walked.key.tradeNo}, and the gateway reads ${named}`)
    return
  }
  mustBePaid(notice.read(notice.verify(rawOf(message))), walked)
  const forged = { ...message, body: message.body.replaceAll(String(PRICE), "10") }
  if (forged.body === message.body) return
  const outcome = outcomeOf(() => notice.verify(rawOf(forged)))
  claim(outcome instanceof Error, "a notice whose amount was changed after signing is verified")
}

async function captures(walker: Walker): Promise<void> {
  const walked = await paid(walker)
  if (!(await move(walker, "capture", walked, ALL))) return
  const { captured } = walker.bank.books(walked.there)
  claim(captured === PRICE, `captured ${PRICE}, and the bank ${captured}`)
  await move(walker, "capture", walked, { ...ALL, resumed: true })
}

async function voids(walker: Walker): Promise<void> {
  const walked = await paid(walker)
  if (!(await move(walker, "void", walked, ALL))) return
  const { reserved } = walker.bank.books(walked.there)
  claim(reserved === 0, `let go, and the bank still reserves ${reserved}`)
}

/** Once, and once more as after a lost answer. */
async function refunds(walker: Walker, { refund }: Partial<Facts>): Promise<void> {
  const walked = await paid(walker)
  await move(walker, "capture", walked, ALL)
  const amount = refund === "partial" ? 60 : PRICE
  const part = { ...ALL, captured: dollars(PRICE), amount: dollars(amount) }
  if (!(await move(walker, "refund", walked, part))) return
  await move(walker, "refund", walked, { ...part, resumed: true })
  const { refunded } = walker.bank.books(walked.there)
  claim(
    refunded === amount,
    `${amount} is given back, asked for again after a lost answer, and the bank gave ${refunded}`,
  )
}

async function refusalsThrow(walker: Walker, { refund }: Partial<Facts>): Promise<void> {
  if (refund === "none") return
  const walked = await opened(walker)
  const outcome = await move(walker, "refund", walked, ALL).catch((error: unknown) => error)
  claim(
    kindOf(outcome) !== null,
    "a refund of a trade that nobody paid is refused by the bank, and no PaymentError is thrown",
  )
}

const stage = (title: string, section: string, play: Stage["play"]): Stage => ({ title, section, play })

/** In the order of a payment, each with trades of its own. */
export const STAGES: readonly Stage[] = [
  stage("begins", "section 1: initiatePayment", begins),
  stage("unpaid is not paid", "section 2: authorizePayment", unpaidIsNotPaid),
  stage("declined is not paid", "section 2: authorizePayment", declinedIsNotPaid),
  stage("paid is paid", "section 5: getPaymentStatus", paidIsPaid),
  stage("captures", "section 4: capturePayment", captures),
  stage("lets go", "section 3: cancelPayment", voids),
  stage("gives back", "section 6: refundPayment", refunds),
  stage("says what was refused", "section 6: refundPayment", refusalsThrow),
  stage("reads notices", "section 9: getWebhookActionAndData", noticeIsRead),
]
