import { AsyncLocalStorage } from "node:async_hooks"
import { setTimeout as sleep } from "node:timers/promises"
import { isPaid } from "../modules/ledger/advance"
import type { Attempt } from "../modules/ledger/records"
import { PaymentError } from "../toolkit/payment-error"

/** Longer than it takes from the first event of an order that stands to the end of what placed it. */
const PATIENCE_MS = 2_000

const placing = new AsyncLocalStorage<{ readonly over: Promise<boolean> }>()

/**
 * Runs what places an order while no shopper's page waits for it. Where a later step of it fails, Medusa's compensation cancels or
 * refunds what paid (2.21.2); but money that has come is applied again until its order stands, and a person decides to give it back.
 */
export async function whilePlacing<Result>(work: () => Promise<Result>): Promise<Result> {
  let end = (_isOver: boolean): void => {}
  const over = new Promise<boolean>((resolve) => {
    end = resolve
  })
  try {
    return await placing.run({ over }, work)
  } finally {
    end(true)
  }
}

/**
 * Whether what is asked of a provider is Medusa's compensation of an order that could not be placed, and would move money back. What
 * placed it waits for its compensation; whoever was told of the order, and gives the money back at once, waits for what placed it.
 */
export async function isTakenBack(attempt: Attempt): Promise<boolean> {
  const placed = placing.getStore()
  if (!placed || !isPaid(attempt)) return false
  return !(await Promise.race([placed.over, sleep(PATIENCE_MS, false)]))
}

/** What such a compensation is told: it logs it, and leaves the payment as it is. */
export function moneyStays({ trade_no }: Attempt): PaymentError {
  return new PaymentError("refused", {
    en: `${trade_no} has paid for this cart, and stays with it: placing the order is tried again.`,
    "zh-TW": `這個購物車已付款（${trade_no}），款項予以保留，系統會再次成立訂單。`,
  })
}
