import { ENDPOINTS } from "../wire/paths.js"
import type { Rule } from "./calls.js"
import { cancelTrade, closeTrade } from "./close.js"
import { queryTrade } from "./query.js"
import { cancelCvs } from "./unused-by-plugin/cancel-cvs.js"
import { confirmAftee } from "./unused-by-plugin/confirm-aftee.js"
import { queryMany } from "./unused-by-plugin/query-many.js"
import { cancelToken, chargeToken, queryTokens } from "./unused-by-plugin/token-calls.js"
import { cancelTransfer, refundByTransfer } from "./unused-by-plugin/transfers.js"
import { refundOf } from "./wallet-refunds.js"

export const RULES: readonly Rule[] = [
  { endpoint: ENDPOINTS.query, family: "QUERY", act: queryTrade },
  { endpoint: ENDPOINTS.finiteQuery, family: "QUERY", act: queryMany },
  { endpoint: ENDPOINTS.close, family: "CLOSE", moves: "money", act: closeTrade },
  { endpoint: ENDPOINTS.cancel, family: "CANCEL", moves: "money", act: cancelTrade },
  { endpoint: ENDPOINTS.cancelCvs, family: "CVS", moves: "money", act: cancelCvs },
  { endpoint: ENDPOINTS.refundIcash, family: "REFUND", moves: "money", act: refundOf("ICash") },
  { endpoint: ENDPOINTS.refundAftee, family: "REFUND", moves: "money", act: refundOf("Aftee") },
  { endpoint: ENDPOINTS.refundLinePay, family: "REFUND", moves: "money", act: refundOf("LinePay") },
  { endpoint: ENDPOINTS.refundJkoPay, family: "REFUND", moves: "money", act: refundOf("JKoPay") },
  { endpoint: ENDPOINTS.confirmAftee, family: "CONFIRM", moves: "money", act: confirmAftee },
  { endpoint: ENDPOINTS.offlineRefund, family: "REFUND", moves: "money", act: refundByTransfer },
  { endpoint: ENDPOINTS.offlineCancel, family: "REFUND", moves: "money", act: cancelTransfer },
  { endpoint: ENDPOINTS.credit, family: "CREDIT", moves: "charge", act: chargeToken },
  { endpoint: ENDPOINTS.tokenQuery, family: "QUERY", act: queryTokens },
  { endpoint: ENDPOINTS.tokenCancel, family: "CANCEL", act: cancelToken },
]
