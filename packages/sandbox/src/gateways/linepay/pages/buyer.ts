import { type Context, Hono } from "hono"
import { withIds } from "../messages/confirm-url.js"
import type { Linepay } from "../model/linepay.js"
import type { Payment } from "../model/payment.js"
import { authenticate } from "../payments.js"
import { WAIT_PATH } from "../wire/paths.js"
import { notFoundPage, waitPage } from "./payment.js"

type Form = Readonly<Record<string, string>>

/** The page at paymentUrl.web. Each form changes the payment and redirects to the shop or back to the page. */
export function buyerPages(linepay: Linepay): Hono {
  const app = new Hono()
  const reserved = (context: Context) => linepay.book.byReserve(context.req.query("transactionReserveId") ?? "")
  app.get(WAIT_PATH, (context) => {
    const payment = reserved(context)
    return payment ? context.html(waitPage(payment)) : context.html(notFoundPage(), 404)
  })
  app.post(WAIT_PATH, async (context) => {
    const payment = reserved(context)
    if (!payment) return context.html(notFoundPage(), 404)
    const form = Object.fromEntries(new URLSearchParams(await context.req.text()))
    return context.redirect(
      press(linepay, payment, form) ?? `${WAIT_PATH}?transactionReserveId=${payment.reserveId}`,
      303,
    )
  })
  return app
}

/** Handles a button and returns where the browser goes, or null for the same page. */
function press(linepay: Linepay, payment: Payment, form: Form): string | null {
  if (form.language) payment.language = form.language === "en" ? "en" : "zh"
  if (payment.state !== "requested") return null
  switch (form.press) {
    case "approve":
      return authenticate(linepay, payment, form)
    case "approve-and-close":
      authenticate(linepay, payment, form, true)
      return null
    case "cancel":
      payment.state = "canceled"
      return cancelUrl(linepay, payment)
    case "fail":
      payment.state = "failed"
      return cancelUrl(linepay, payment)
    default:
      return null
  }
}

function cancelUrl({ settings }: Linepay, payment: Payment): string | null {
  const url = payment.order.cancelUrl
  if (url === "") return null
  return settings.cancelCarriesIds ? withIds(url, payment) : url
}
