import { type MiddlewareRoute, validateAndTransformBody, validateAndTransformQuery } from "@medusajs/framework/http"
import { PayoutExportQuery, PayoutLinesQuery, PayoutSumsQuery, PayoutsQuery } from "./payout-requests"
import {
  AccountBody,
  ApproveBody,
  BatchBody,
  BatchDoneBody,
  ReasonBody,
  RefundBatchesQuery,
  RefundRequestBody,
  RefundRequestsQuery,
} from "./refund-desk-requests"
import {
  AlarmsQuery,
  AssignBody,
  AttemptsQuery,
  ExchangesQuery,
  ExportQuery,
  NoteBody,
  NoticesQuery,
  OverviewQuery,
  PaidOtherwiseBody,
  RefundBody,
  RefundByHandBody,
  ResolveBody,
} from "./requests"

const BASE = "/admin/taiwan-payments"
const LIST = { isList: true }
const ONE = { isList: false }

type Body = Parameters<typeof validateAndTransformBody>[0]

function posted(path: string, body: Body): MiddlewareRoute {
  return { matcher: `${BASE}${path}`, methods: ["POST"], middlewares: [validateAndTransformBody(body)] }
}

/** Checks what staff's browsers send, before any handler sees it. */
export const adminValidation: MiddlewareRoute[] = [
  { matcher: `${BASE}/attempts`, methods: ["GET"], middlewares: [validateAndTransformQuery(AttemptsQuery, LIST)] },
  { matcher: `${BASE}/overview`, methods: ["GET"], middlewares: [validateAndTransformQuery(OverviewQuery, ONE)] },
  { matcher: `${BASE}/export`, methods: ["GET"], middlewares: [validateAndTransformQuery(ExportQuery, ONE)] },
  // No lists in Medusa's sense, whose pages are numbered.
  { matcher: `${BASE}/notices`, methods: ["GET"], middlewares: [validateAndTransformQuery(NoticesQuery, ONE)] },
  { matcher: `${BASE}/exchanges`, methods: ["GET"], middlewares: [validateAndTransformQuery(ExchangesQuery, ONE)] },
  { matcher: `${BASE}/alarms`, methods: ["GET"], middlewares: [validateAndTransformQuery(AlarmsQuery, LIST)] },
  { matcher: `${BASE}/payouts`, methods: ["GET"], middlewares: [validateAndTransformQuery(PayoutsQuery, LIST)] },
  {
    matcher: `${BASE}/payouts/missing`,
    methods: ["GET"],
    middlewares: [validateAndTransformQuery(PayoutsQuery, LIST)],
  },
  { matcher: `${BASE}/payouts/sums`, methods: ["GET"], middlewares: [validateAndTransformQuery(PayoutSumsQuery, ONE)] },
  {
    matcher: `${BASE}/payouts/lines`,
    methods: ["GET"],
    middlewares: [validateAndTransformQuery(PayoutLinesQuery, LIST)],
  },
  {
    matcher: `${BASE}/payouts/export`,
    methods: ["GET"],
    middlewares: [validateAndTransformQuery(PayoutExportQuery, ONE)],
  },
  { matcher: `${BASE}/attempts/:id/refund`, methods: ["POST"], middlewares: [validateAndTransformBody(RefundBody)] },
  { matcher: `${BASE}/attempts/:id/notes`, methods: ["POST"], middlewares: [validateAndTransformBody(NoteBody)] },
  {
    matcher: `${BASE}/attempts/:id/refund-by-hand`,
    methods: ["POST"],
    middlewares: [validateAndTransformBody(RefundByHandBody)],
  },
  {
    matcher: `${BASE}/attempts/:id/paid-otherwise`,
    methods: ["POST"],
    middlewares: [validateAndTransformBody(PaidOtherwiseBody)],
  },
  { matcher: `${BASE}/alarms/:id/assign`, methods: ["POST"], middlewares: [validateAndTransformBody(AssignBody)] },
  {
    matcher: `${BASE}/refund-requests`,
    methods: ["GET"],
    middlewares: [validateAndTransformQuery(RefundRequestsQuery, LIST)],
  },
  {
    matcher: `${BASE}/refund-requests/batches`,
    methods: ["GET"],
    middlewares: [validateAndTransformQuery(RefundBatchesQuery, LIST)],
  },
  posted("/attempts/:id/refund-request", RefundRequestBody),
  posted("/refund-requests/:id/approve", ApproveBody),
  posted("/refund-requests/:id/cancel", ReasonBody),
  posted("/refund-requests/:id/returned", ReasonBody),
  posted("/refund-requests/:id/enter", AccountBody),
  posted("/refund-requests/batches", BatchBody),
  posted("/refund-requests/batches/:id/done", BatchDoneBody),
  { matcher: `${BASE}/alarms/:id/resolve`, methods: ["POST"], middlewares: [validateAndTransformBody(ResolveBody)] },
]
