import type { Send } from "../../toolkit/contract/conversation"
import { isPaymentError, PaymentError } from "../../toolkit/payment-error"

/** Remembers whether anything was asked, and whether a request that moves money was sent: only then can its fate be unknown. */
export function watch(send: Send): { send: Send; asked: () => boolean; moved: () => boolean } {
  let [asked, moved] = [false, false]
  return {
    asked: () => asked,
    moved: () => moved,
    send: async (request) => {
      asked = true
      const isLook = request.moves !== true
      moved ||= !isLook
      return send(request).catch((error: unknown) => {
        throw isLook && moved ? ofLook(error) : error
      })
    },
  }
}

/** That a look was not sent says nothing of the movement before it, which was. */
function ofLook(error: unknown): unknown {
  if (!isPaymentError(error) || error.facts.unsent !== true) return error
  const { unsent: _, ...others } = error.facts
  return new PaymentError(error.kind, error.message, others)
}
