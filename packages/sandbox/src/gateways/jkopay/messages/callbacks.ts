import { readObject } from "../../../core/json-rules.js"
import type { Notification, Reply } from "../../../core/notification.js"
import type { Jkopay } from "../model/jkopay.js"
import type { Order } from "../model/order.js"
import { paidTransaction } from "./transactions.js"

const CONFIRM_RETRIES = 3
const RESULT_RETRIES = 12

function notification(
  order: Order,
  channel: string,
  url: string,
  body: string,
): Omit<Notification, "accepts" | "pause"> {
  return {
    gateway: "jkopay",
    channel,
    subject: order.token,
    url,
    compose: () => ({ method: "POST", contentType: "application/json", body, signature: null }),
    ports: null,
  }
}

/** Whether the shop confirmed, or null if its answer is not valid. */
function readConfirmation({ status, body }: Reply): boolean | null {
  const valid = status === 200 ? readObject(body)?.valid : undefined
  return typeof valid === "boolean" ? valid : null
}

/** confirm_url: asks the shop whether the order is still valid. False if four attempts get no answer. */
export function requestConfirmation({ core }: Jkopay, order: Order): Promise<boolean> {
  const { confirmUrl, orderId } = order.entry
  return new Promise((resolve) => {
    core.outbox.send({
      ...notification(order, "confirm_url", confirmUrl, JSON.stringify({ platform_order_id: orderId })),
      accepts: (reply) => readConfirmation(reply) !== null,
      pause: (attempt) => (attempt < CONFIRM_RETRIES ? 0 : null),
      ended: (reply) => resolve(reply !== null && readConfirmation(reply) === true),
    })
  })
}

/** result_url: only success is notified, unsigned; re-sent after 1, 2, 4 … seconds, at most twelve times. */
export function notifyResult(jkopay: Jkopay, order: Order): void {
  const { core } = jkopay
  const wrong = core.faults.take(["wrong-amount"], "jkopay", "result_url")
  const transaction = paidTransaction(jkopay, order, order.entry.finalPrice + (wrong ? 1 : 0))
  core.outbox.send({
    ...notification(order, "result_url", order.entry.resultUrl, JSON.stringify({ transaction })),
    accepts: ({ status }) => status === 200,
    pause: (attempt) => (attempt < RESULT_RETRIES ? 2 ** attempt * 1000 : null),
  })
}
