/** NewebPay's own paths. */
export const PATHS = {
  mpg: "/MPG/mpg_gateway",
  query: "/API/QueryTradeInfo",
  cancel: "/API/CreditCard/Cancel",
  close: "/API/CreditCard/Close",
  walletRefund: "/API/EWallet/refund",
  lendingRefund: "/API/Bnpl/refund",
  lendingSettle: "/API/Bnpl/settle",
} as const

/** Ours: the buyer's page of one order. */
export const PAY_PATH = "/MPG/mpg_gateway/pay"

/** NewebPay's periodic payments (信用卡定期定額), which this sandbox does not have. */
export const PERIOD_PATH = "/MPG/period"
