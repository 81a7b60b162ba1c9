/** Paths that merchants' servers call, at TapPay's own names. */
export const PATHS = {
  payByPrime: "/tpc/payment/pay-by-prime",
  payByToken: "/tpc/payment/pay-by-token",
  record: "/tpc/transaction/query",
  refund: "/tpc/transaction/refund",
  refundCancel: "/tpc/transaction/refund/cancel",
  cap: "/tpc/transaction/cap",
  capCancel: "/tpc/transaction/cap/cancel",
  tradeHistory: "/tpc/transaction/trade-history",
  bind: "/tpc/card/bind",
  remove: "/tpc/card/remove",
} as const

/** Where buyers are sent: at TapPay the host sandbox-redirect.tappaysdk.com. */
export const REDIRECT = "/redirect"
/** As recorded: the bank's page posts `pin` and `urlId` here. */
export const OTP_VALIDATE = "/redirect/three-domain-secure/otp-validate"
export const REDIRECT_ERROR = "/redirect/redirect-error"
/** Ours: the wallets' real pages are on other sites. */
export const WALLET_DECIDE = "/redirect/wallet/decide"

/** Where the script TPDirect puts its frames; ours. */
export const FRAMES = "/payment/tpdirect/frames"
