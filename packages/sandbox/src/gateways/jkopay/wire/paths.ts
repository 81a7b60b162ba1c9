/** OnlinePay's own paths. */
export const PATHS = {
  entry: "/platform/entry",
  inquiry: "/platform/inquiry",
  refund: "/platform/refund",
} as const

/** Ours: where payment_url and qr_img lead. */
export const PAY_PATH = "/platform/pay"
export const QR_PATH = "/platform/qr"
