/** LINE Pay's own paths below `/v3` and `/v4`. */
export const OPERATIONS = {
  request: "/payments/request",
  check: "/payments/requests/:transactionId/check",
  confirm: "/payments/:transactionId/confirm",
  capture: "/payments/authorizations/:transactionId/capture",
  void: "/payments/authorizations/:transactionId/void",
  details: "/payments",
  refund: "/payments/:transactionId/refund",
  checkRegKey: "/payments/preapprovedPay/:regKey/check",
  payByRegKey: "/payments/preapprovedPay/:regKey/payment",
  expireRegKey: "/payments/preapprovedPay/:regKey/expire",
} as const

export const VERSIONS = ["v3", "v4"] as const
export type Version = (typeof VERSIONS)[number]

/** Where paymentUrl.web leads, with `transactionReserveId` in the query. */
export const WAIT_PATH = "/web/payment/wait"
