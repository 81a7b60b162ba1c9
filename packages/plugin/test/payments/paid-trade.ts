import type { Attempt, NewAttempt } from "../../src/modules/ledger/records"
import type { MethodAccount } from "../../src/payments/method-account"
import { refund } from "../../src/payments/operations/refund"
import { decimalOf, twd } from "../../src/toolkit/twd"
import { type Bank, openBank } from "../fake-bank"
import { type BankOptions, CARD, CODE, INSTALLMENT, methodAccountAt, WALLET } from "../fake-gateway"
import { newAttempt, newId, type Shop } from "../shop-database"

/** What a test wants of its trade, beside the shop. */
export type WantedTrade = [options?: Partial<BankOptions>, more?: Partial<NewAttempt & Attempt>]

export interface Paid {
  readonly bank: Bank
  readonly methodAccount: MethodAccount
  readonly attempt: Attempt
  readonly refunded: () => number | undefined
  readonly now: () => Promise<Attempt>
  readonly refund: (amount: unknown, key?: string) => Promise<Attempt>
}

/** A trade of 1000 TWD, captured at the bank and in the ledger, unless told otherwise. */
export async function paidTrade(
  { context }: Shop,
  options: Partial<BankOptions> = {},
  more: Partial<NewAttempt & Attempt> = {},
): Promise<Paid> {
  const bank = await openBank()
  const method = [CARD, INSTALLMENT, WALLET, CODE].find(({ id }) => id === more.method) ?? CARD
  const methodAccount = methodAccountAt(bank, options, method)
  const { state = "captured", captured_amount, ...row } = more
  const opened = await context.ledger.open(newAttempt({ method: method.id, ...row }))
  const taken = captured_amount ?? (state === "captured" ? opened.amount : twd(0))
  bank.know({
    tradeNo: opened.trade_no,
    amount: opened.amount,
    captured: taken,
    state: state === "authorized" ? state : "captured",
  })
  const attempt = await context.ledger.change(opened, { state, captured_amount: taken })
  if (!attempt) throw new Error("Nobody else writes here.")
  return {
    ...{ bank, methodAccount, attempt },
    refunded: () => bank.trades.get(attempt.trade_no)?.refunded,
    now: async () => (await context.ledger.attempt(attempt.id)) ?? attempt,
    refund: async (amount, key = newId("ref")) =>
      refund(context, methodAccount, attempt.id, { key, amount: decimalOf(amount) }),
  }
}
