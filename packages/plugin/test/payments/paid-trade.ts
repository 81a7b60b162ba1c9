import type { Attempt, NewAttempt } from "../../src/modules/ledger/records"
import type { Terminal } from "../../src/payments/method-account"
import { refund } from "../../src/payments/operations/refund"
import { twd } from "../../src/toolkit/twd"
import { type Bank, openBank } from "../fake-bank"
import { type BankOptions, CARD, CODE, INSTALLMENT, terminalAt, WALLET } from "../fake-gateway"
import { newAttempt, newId, type Shop } from "../shop-database"

/** What a test wants of its trade, beside the shop. */
export type WantedTrade = [options?: Partial<BankOptions>, more?: Partial<NewAttempt & Attempt>]

export interface Paid {
  readonly bank: Bank
  readonly terminal: Terminal
  readonly attempt: Attempt
  readonly refunded: () => number | undefined
  readonly now: () => Promise<Attempt>
  readonly refund: (amount: unknown, key?: string) => Promise<Attempt>
}

/** A trade of 1000 TWD, captured at the bank and in the ledger, unless told otherwise. */
export async function paidTrade(
  { desk }: Shop,
  options: Partial<BankOptions> = {},
  more: Partial<NewAttempt & Attempt> = {},
): Promise<Paid> {
  const bank = await openBank()
  const method = [CARD, INSTALLMENT, WALLET, CODE].find(({ id }) => id === more.method) ?? CARD
  const terminal = terminalAt(bank, options, method)
  const { state = "captured", captured_amount, ...row } = more
  const opened = await desk.ledger.open(newAttempt({ method: method.id, ...row }))
  const taken = captured_amount ?? (state === "captured" ? opened.amount : twd(0))
  bank.know({
    tradeNo: opened.trade_no,
    amount: opened.amount,
    captured: taken,
    state: state === "authorized" ? state : "captured",
  })
  const attempt = await desk.ledger.change(opened, { state, captured_amount: taken })
  if (!attempt) throw new Error("Nobody else writes here.")
  return {
    ...{ bank, terminal, attempt },
    refunded: () => bank.trades.get(attempt.trade_no)?.refunded,
    now: async () => (await desk.ledger.attempt(attempt.id)) ?? attempt,
    refund: (amount, key = newId("ref")) => refund(desk, terminal, attempt.id, { key, amount }),
  }
}
