import type { Trade } from "./contract/trade"

/** A trade of which nothing is told but what is given; its state is `unknown` until somebody says otherwise. */
export function bareTrade(told: Pick<Trade, "tradeNo" | "merchant"> & Partial<Trade>): Trade {
  return {
    amount: null,
    currency: "TWD",
    state: "unknown",
    code: "",
    message: "",
    simulated: false,
    reference: null,
    paidAt: null,
    voucher: null,
    details: {},
    fields: {},
    ...told,
  }
}
