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
