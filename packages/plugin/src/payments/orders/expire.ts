import type { MedusaContainer } from "@medusajs/framework/types"
import { isPaid } from "../../modules/ledger/advance"
import { ownEvent } from "../../modules/ledger/own-event"
import type { AlarmKind, Attempt } from "../../modules/ledger/records"
import type { Trade } from "../../toolkit/contract/gateway"
import { sha256Hex } from "../../toolkit/digest"
import { describeError } from "../../toolkit/payment-error"
import type { LocalText } from "../../toolkit/text"
import { besideEachOther, byAccount } from "../beside-each-other"
import { alarmAbout, contextOf, type PaymentContext, raiseAlarm } from "../context"
import { alarmGoneAccount } from "../gone-accounts"
import { nameOf, openChange } from "../medusa/operation-rows"
import { type MethodAccount, methodOf } from "../method-account"
import { methodAccountFor } from "../method-accounts"
import { endOfOrder, type OrderEnd, type OrderMoney, orderMoneyOf, owedBeside, withoutUnmatched } from "../order-money"
import { PATIENCE_MS, patiently } from "../patience"
import { workInTurn } from "../pay-in-turn"
import { linkInEvent } from "../payment-link"
import { nextLookAfterEnd } from "../queries/pauses"
import { queryStatus } from "../queries/query"
import { recordExpired } from "../record-expired"
import { wakeIfDue } from "./apply-worker"
import { cancelOrder, wasCanceledWith } from "./cancel-with-number"
import { releaseCanceledStock } from "./canceled-stock"

const OF_EACH_ACCOUNT = 100
const FIRST_PAUSE_MS = 30_000
const LONGEST_PAUSE_MS = 6 * 3_600_000
/** Tries, each later than the one before, after which staff are told: within minutes of an order, within a day of a silent gateway. */
const TOLD_AFTER = { order: 4, gateway: 12 } as const
/** In which whoever cancelled the same order at the same time has come to an end. */
const LOOK_AGAIN_MS = 120_000

/** Expires vouchers whose deadline and the method's grace have passed. What cannot be done now waits ever longer for its next turn. */
export async function expireVouchers(container: MedusaContainer, patienceMs = PATIENCE_MS): Promise<void> {
  const context = contextOf(container)
  const due = await context.ledger.due.forExpiry(new Date(), OF_EACH_ACCOUNT)
  const expireOrPutOff = (attempt: Attempt) =>
    patiently(expireIfOver(container, context, attempt), patienceMs).catch(async (error) => {
      context.logger.warn(`Taiwan payments could not expire ${attempt.trade_no}: ${describeError(error)}`)
      await putOff(context, attempt, { by: "order", why: asItIs(describeError(error)) })
    })
  await besideEachOther(byAccount(due, expireOrPutOff))
}

async function expireIfOver(container: MedusaContainer, context: PaymentContext, attempt: Attempt): Promise<void> {
  if (attempt.state === "expired") return endOrder(container, context, attempt)
  const methodAccount = await methodAccountFor(container, attempt)
  if (methodAccount === null) return leaveToOptions(context, attempt)
  if (await isOver(methodAccount, attempt)) return expireVoucher(container, context, methodAccount, attempt)
  // It stands in front of others until its grace is over; in a sandbox that may be any moment.
  if (attempt.environment !== "sandbox")
    await context.ledger.change(attempt, { expiry_at: endOfGrace(methodAccount, attempt) })
}

/** Nobody else knows this number: the merchant is told, and it must not keep others from their turn. */
async function leaveToOptions(context: PaymentContext, attempt: Attempt): Promise<void> {
  await alarmGoneAccount(context, attempt)
  await putOff(context, attempt)
}

async function isOver(methodAccount: MethodAccount, attempt: Attempt): Promise<boolean> {
  await methodAccount.client.refreshClock()
  const end = endOfGrace(methodAccount, attempt)
  return end !== null && methodAccount.client.now() > end
}

function endOfGrace(methodAccount: MethodAccount, { expires_at: expires, method }: Attempt): Date | null {
  const graceHours = methodOf(methodAccount, method).voucher?.graceHours ?? 72
  return expires && new Date(expires.getTime() + graceHours * 3_600_000)
}

/** What keeps a number from its end. */
interface Obstacle {
  readonly by: keyof typeof TOLD_AFTER
  readonly why: LocalText
}

/** What somebody else said. */
const asItIs = (text: string): LocalText => ({ en: text, "zh-TW": text })

/** Without an obstacle it waits for others of its order, which end by themselves. */
async function putOff(context: PaymentContext, { id }: Attempt, obstacle?: Obstacle): Promise<void> {
  const attempt = await context.ledger.attempt(id)
  if (!attempt) return
  const pause = Math.min(FIRST_PAUSE_MS * 2 ** attempt.expiry_tries, LONGEST_PAUSE_MS)
  const tries = attempt.expiry_tries + 1
  await context.ledger.change(attempt, { expiry_at: new Date(Date.now() + pause), expiry_tries: tries })
  if (obstacle && tries >= TOLD_AFTER[obstacle.by]) await tellStuck(context, attempt, obstacle.why)
}

async function tellStuck(context: PaymentContext, attempt: Attempt, why: LocalText): Promise<void> {
  const order_id = (await orderMoneyOf(context, attempt))?.order?.id ?? null
  const { trade_no, amount } = attempt
  const [till, zhTill] = order_id
    ? [`order ${order_id} keeps its goods`, `訂單 ${order_id} 仍保留庫存`]
    : ["its cart stays as it is", "購物車維持原狀"]
  const detail = {
    en: `Trade ${trade_no} of ${amount} TWD ran out, and its end is tried again and again; till then ${till}: ${why.en}`,
    "zh-TW": `交易 ${trade_no}（${amount} 元）已逾期，系統會持續嘗試結束；在此之前${zhTill}：${why["zh-TW"]}`,
  }
  // Whoever resolves it has not been told yet of what is owed in the end.
  const subject = `${attempt.id} stuck`
  await raiseAlarm(context, alarmAbout(attempt, "expired_unpaid", detail, { subject, order_id }))
}

/**
 * Whether an answer says that no money came. A code that is in no table says nothing (a wrong clock, a key that was
 * changed, a result still to be confirmed), money of another amount is money, and who does not know a voucher that was issued
 * speaks of another account: none of them ends a voucher.
 */
export function tellsUnpaid({ state }: Pick<Trade, "state">): boolean {
  return !["unknown", "absent", "authorized", "captured"].includes(state)
}

/**
 * Asks first, then ends: a gateway that does not clearly answer keeps attempt and order alive. Money that comes later still
 * finds its attempt, and becomes an alarm.
 */
async function expireVoucher(
  container: MedusaContainer,
  context: PaymentContext,
  methodAccount: MethodAccount,
  voucher: Attempt,
): Promise<void> {
  const { attempt, trade, problem } = await queryStatus(context, methodAccount, voucher, "expiry")
  if (isPaid(attempt)) return wakeIfDue(container, attempt)
  if (trade === null || !tellsUnpaid(trade))
    return putOff(context, attempt, { by: "gateway", why: problem ? asItIs(problem.message) : whatIsSaid(trade) })
  await endOrder(container, context, attempt)
}

function whatIsSaid(trade: Trade | null): LocalText {
  if (!trade) return { en: "the gateway was not asked.", "zh-TW": "尚未能向金流服務商查詢。" }
  const { state, code } = trade
  return {
    en: `the gateway says ${state} (${code ?? "no code"}).`,
    "zh-TW": `金流服務商的回覆無法判斷是否已付款（${code ?? state}）。`,
  }
}

/**
 * The attempt ends, and with it the order that it placed, unless anything of that order is paid, sent or still awaited:
 * then the attempt ends alone, staff are told what is owed, or the order is looked at again when the others are over.
 */
async function endOrder(container: MedusaContainer, context: PaymentContext, known: Attempt): Promise<void> {
  const { id } = known
  const ended = await workInTurn(context, known, async () => {
    const attempt = await context.ledger.attempt(id)
    if (!attempt || !["issued", "failed", "expired"].includes(attempt.state)) return
    const money = await orderMoneyOf(context, attempt)
    const end = money ? endOfOrder(attempt, money) : "none"
    const inTheWay = end === "cancel" ? await changeOf(context, money) : null
    if (inTheWay) return putOff(context, attempt, { by: "order", why: inTheWay })
    const isCanceledWithIt = end === "cancel" || (await wasCanceledWith(context, attempt, money))
    if (end === "cancel") await cancelOrder(container, context, attempt, money)
    else await releaseCanceledStock(container, context, attempt)
    const isOver = attempt.state === "expired"
    const expired = isOver ? attempt : await expire(container, context, attempt, money, isCanceledWithIt)
    if (end === "wait") return putOff(context, expired)
    await context.ledger.resolveAlarms(id, "ended", "expired_unpaid")
    if (end in TOLD) await tellUnpaid(context, expired, money, end)
    await context.ledger.change(expired, { expiry_at: end === "cancel" ? new Date(Date.now() + LOOK_AGAIN_MS) : null })
  })
  if (ended === null) await putOff(context, known)
}

/** Why none of them can be cancelled now: Medusa cancels no order that is being changed, and would fail only after its steps. */
async function changeOf({ db }: PaymentContext, money: OrderMoney | null): Promise<LocalText | null> {
  for (const id of money?.order?.openIds ?? []) {
    const change = await openChange(db, id)
    if (!change) continue
    const { en, "zh-TW": zh } = nameOf(change)
    return {
      en: `it has an open ${en}: confirm or cancel that, and it is cancelled.`,
      "zh-TW": `訂單有進行中的${zh}，請先確認或取消，系統隨後會取消訂單。`,
    }
  }
  return null
}

async function expire(
  container: MedusaContainer,
  context: PaymentContext,
  attempt: Attempt,
  money: OrderMoney | null,
  order_canceled: boolean,
): Promise<Attempt> {
  const message = "The deadline and its grace have passed."
  const event = ownEvent(attempt, "expiry", { state: "expired", message, digest: sha256Hex(`expiry ${attempt.id}`) })
  const query_at = nextLookAfterEnd(attempt, new Date())
  // Looked at again, should this process die before staff were told what is owed.
  const expiry_at = new Date(Date.now() + LOOK_AGAIN_MS)
  const change = { state: "expired", query_at, apply_at: null, expiry_at, expiry_tries: 0 } as const
  const order_id = money?.order?.id ?? null
  const payment_link = await linkInEvent(container, order_id)
  const told = { order_id, payment_link, order_canceled, paid_otherwise: false }
  const expired = await recordExpired(context, attempt, change, event, told)
  if (!expired) throw new Error("it changed meanwhile")
  return expired
}

/** Why the order stays, where a person has to know. */
const TOLD: Readonly<Partial<Record<OrderEnd, { readonly kind: AlarmKind; readonly why: LocalText }>>> = {
  shipped: {
    kind: "shipped_unpaid",
    why: { en: "is fulfilled or completed, so it stays, and is owed", "zh-TW": "已出貨或已完成，因此保留，款項待收" },
  },
  paid: {
    kind: "expired_unpaid",
    why: { en: "is paid in part or in another way, so it stays", "zh-TW": "已部分付款或以其他方式付款，因此保留" },
  },
  "not placed by it": {
    kind: "expired_unpaid",
    why: {
      en: "was placed before it, so it stays, and the difference is owed",
      "zh-TW": "在此之前已成立，因此保留，差額待收",
    },
  },
}

async function tellUnpaid(
  context: PaymentContext,
  attempt: Attempt,
  money: OrderMoney | null,
  end: OrderEnd,
): Promise<void> {
  const told = TOLD[end]
  const order_id = money?.order?.id ?? null
  if (!told || !money || (end === "paid" && owedBeside(attempt, withoutUnmatched(money)) <= 0)) return
  const { trade_no, amount } = attempt
  const detail = {
    en: `Trade ${trade_no} of ${amount} TWD was not paid in time. Order ${order_id} ${told.why.en}.`,
    "zh-TW": `交易 ${trade_no}（${amount} 元）逾期未付。訂單 ${order_id} ${told.why["zh-TW"]}。`,
  }
  await raiseAlarm(context, alarmAbout(attempt, told.kind, detail, { order_id }))
}
