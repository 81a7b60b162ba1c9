import type { Attempt } from "../src/modules/ledger/records"
import { twd, ZERO } from "../src/toolkit/twd"

/** An attempt that nobody has written down: 1000 TWD at the fake gateway, started. */
export function anAttempt(change: Partial<Attempt> = {}): Attempt {
  const isPaid = change.state === "captured" || change.state === "authorized"
  return {
    id: "tpa_1",
    gateway: "fake",
    environment: "sandbox",
    merchant: "M1",
    trade_no: "T1",
    provider_id: "pp_fake-card_main",
    method: "card",
    session_id: "payses_1",
    payment_collection_id: null,
    applied_session_id: null,
    unmatched: null,
    expiry_at: null,
    expiry_tries: 0,
    amount: twd(1000),
    session_amount: "1000",
    return_url: "https://shop.example.tw/payment/return",
    locale: "zh-TW",
    state: "started",
    version: 1,
    code: null,
    message: null,
    reference: null,
    voucher: null,
    details: {},
    expires_at: null,
    paid_at: isPaid ? new Date("2026-11-22T04:00:00Z") : null,
    captured_amount: change.state === "captured" ? (change.amount ?? twd(1000)) : ZERO,
    refunded_amount: ZERO,
    queried_at: null,
    query_at: null,
    apply_at: null,
    apply_tries: 0,
    applied_at: null,
    order_id: null,
    created_at: new Date("2026-11-22T03:50:00Z"),
    ...change,
  }
}
