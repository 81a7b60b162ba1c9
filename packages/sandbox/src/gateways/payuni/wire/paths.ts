/** The paths below `/api` and the Versions they accept: today's first, then older ones that clients still send. */
export const ENDPOINTS = {
  upp: { path: "/api/upp", versions: ["2.0", "1.0"] },
  credit: { path: "/api/credit", versions: ["1.3"] },
  query: { path: "/api/trade/query", versions: ["2.0", "1.0"] },
  finiteQuery: { path: "/api/trade/finite_query", versions: ["1.0"] },
  close: { path: "/api/trade/close", versions: ["1.0"] },
  cancel: { path: "/api/trade/cancel", versions: ["1.0"] },
  cancelCvs: { path: "/api/cancel_cvs", versions: ["1.0"] },
  refundIcash: { path: "/api/trade/common/refund/icash", versions: ["1.0"] },
  refundAftee: { path: "/api/trade/common/refund/aftee", versions: ["1.0"] },
  refundLinePay: { path: "/api/trade/common/refund/linepay", versions: ["1.0"] },
  refundJkoPay: { path: "/api/trade/common/refund/jkopay", versions: ["1.0"] },
  confirmAftee: { path: "/api/trade/common/confirm/aftee", versions: ["1.0"] },
  offlineRefund: { path: "/api/trade/offline/refund", versions: ["1.0"] },
  offlineCancel: { path: "/api/trade/offline/cancel_refund", versions: ["1.0"] },
  tokenQuery: { path: "/api/credit_bind/query", versions: ["1.0"] },
  tokenCancel: { path: "/api/credit_bind/cancel", versions: ["1.0"] },
} as const satisfies Record<string, Endpoint>

export interface Endpoint {
  path: string
  versions: readonly string[]
}

/** Ours: where the buyer's pages are. */
export const PAY_PATH = "/upp/pay"
