import type { PaymentStatus } from "../src/status.js"

export const sessionId = "payses_01TEST"

/** A status as the server would answer it; a test names only what matters to it. */
export function aStatus(changes: Partial<PaymentStatus> = {}): PaymentStatus {
  return {
    session_id: sessionId,
    state: "pending",
    amount: 1060,
    currency_code: "twd",
    gateway: "ecpay",
    method: "credit",
    order_id: null,
    voucher: null,
    message: { "zh-TW": "伺服器訊息", en: "Server message" },
    start_url: "https://api.shop.tw/pay/sessions/payses_01TEST",
    return_url: "https://shop.tw/payment/return",
    ...changes,
  }
}

export function answer(body: unknown, status = 200): Response {
  return new Response(typeof body === "string" ? body : JSON.stringify(body), { status })
}
