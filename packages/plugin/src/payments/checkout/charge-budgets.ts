import { Budgets } from "../../modules/ledger/budgets"
import type { LocalText } from "../../toolkit/text"
import { type PaymentContext, raiseAlarm } from "../context"
import { accountName, type MethodAccount } from "../method-account"
import { isBuyersAddress } from "./buyers-address"

const WINDOW_MINUTES = 10

/**
 * Within ten minutes. Whoever tests stolen cards needs many tries and gets many declines; a buyer needs a few. A whole account is
 * only told of, never stopped: else a stranger could close the shop.
 */
const CHARGES = { cart: 10, address: 60 }
const DECLINES = { cart: 5, address: 12, account: 50 }
/** Many buyers may share an address (a campus, a proxy), and most of them pay; whoever tests cards is mostly declined. */
const MOSTLY_DECLINED = 0.5

/** Who asks for a charge, as far as it can be counted by. */
export interface Payer {
  readonly methodAccount: MethodAccount
  /** The payment collection: it outlives the sessions of its cart. */
  readonly cart: string
  /** The network address; null where it is unknown. */
  readonly address: string | null
}

/** Counts a charge before it is made; false when this cart or address has had its share, which staff are told. */
export async function takeCharge(context: PaymentContext, payer: Payer): Promise<boolean> {
  const budgets = new Budgets(context.db, WINDOW_MINUTES)
  for (const [of, key] of keysOf(payer)) {
    const isAllowed = !(await looksLikeTesting(budgets, of, key)) && (await budgets.take(`charge ${key}`, CHARGES[of]))
    if (isAllowed) continue
    await alarmCardTesting(context, payer, {
      en: `One ${of} has asked for too many charges within ${WINDOW_MINUTES} minutes.`,
      "zh-TW": `同一個${of === "cart" ? "購物車" : "網路位址"}在 ${WINDOW_MINUTES} 分鐘內的刷卡請求過多。`,
    })
    return false
  }
  return true
}

async function looksLikeTesting(budgets: Budgets, of: "cart" | "address", key: string): Promise<boolean> {
  const declines = await budgets.used(`decline ${key}`)
  if (declines < DECLINES[of]) return false
  return declines >= (await budgets.used(`charge ${key}`)) * MOSTLY_DECLINED
}

/** Counts a card that was declined; staff are told when an account sees too many. */
export async function countDecline(context: PaymentContext, payer: Payer): Promise<void> {
  const budgets = new Budgets(context.db, WINDOW_MINUTES)
  for (const [, key] of keysOf(payer)) await budgets.take(`decline ${key}`)
  const fits = await budgets.take(`decline account ${accountName(payer.methodAccount)}`, DECLINES.account)
  if (fits) return
  await alarmCardTesting(context, payer, {
    en: `More than ${DECLINES.account} cards were declined within ${WINDOW_MINUTES} minutes.`,
    "zh-TW": `${WINDOW_MINUTES} 分鐘內有超過 ${DECLINES.account} 張卡片遭拒。`,
  })
}

function keysOf({ cart, address }: Payer): ["cart" | "address", string][] {
  return [
    ["cart", `cart ${cart}`],
    ...(isBuyersAddress(address) ? [["address", `address ${address}`] as ["address", string]] : []),
  ]
}

/** Once an hour for an account: whoever tests cards does so for long. */
async function alarmCardTesting(context: PaymentContext, { methodAccount }: Payer, detail: LocalText): Promise<void> {
  const now = await context.ledger.now()
  const subject = `${accountName(methodAccount)} ${now.toISOString().slice(0, 13)}`
  await raiseAlarm(context, { kind: "card_testing", attempt_id: null, subject, amount: null, detail, order_id: null })
}

export async function forgetEndedBudgets({ db }: PaymentContext): Promise<void> {
  await new Budgets(db, WINDOW_MINUTES).forgetEnded()
}
