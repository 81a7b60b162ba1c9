import type { Linepay } from "../model/linepay.js"
import type { Payment } from "../model/payment.js"

/** confirmUrlType SERVER. No re-send is documented. */
export function callConfirmUrl({ core }: Linepay, payment: Payment): void {
  const url = withIds(payment.order.confirmUrl, payment)
  core.outbox.send({
    gateway: "linepay",
    channel: "confirmUrl",
    subject: String(payment.transactionId),
    url,
    compose: () => ({
      method: "GET",
      contentType: "application/json",
      body: new URL(url).search.slice(1),
      signature: null,
    }),
    accepts: ({ status }) => status >= 200 && status < 400,
    pause: () => null,
    ports: null,
  })
}

/** orderId and transactionId are added where the address does not carry them yet. */
export function withIds(url: string, { order, transactionId }: Payment): string {
  const [address = "", fragment] = url.split("#", 2)
  const present = new URL(url).searchParams
  let grown = address
  for (const [name, value] of [
    ["orderId", order.orderId],
    ["transactionId", String(transactionId)],
  ] as const) {
    if (!present.has(name)) grown += `${grown.includes("?") ? "&" : "?"}${name}=${encodeURIComponent(value)}`
  }
  return fragment === undefined ? grown : `${grown}#${fragment}`
}
