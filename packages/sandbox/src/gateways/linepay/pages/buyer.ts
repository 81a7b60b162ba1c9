import { type Context, Hono } from "hono"
import type { Linepay } from "../model/linepay.js"
import type { PayMethod, Payment } from "../model/payment.js"
import { scheduleEnd } from "../payments.js"
import { REFUSALS } from "../wire/codes.js"
import { WAIT_PATH } from "../wire/paths.js"
import { strayPage, waitPage } from "./payment.js"

type Form = Readonly<Record<string, string>>

/** How a buyer may pay, as the page offers it. */
const SOURCES: Readonly<Record<string, PayMethod[]>> = {
  card: ["CREDIT_CARD"],
  balance: ["BALANCE"],
  "card-points": ["CREDIT_CARD", "POINT"],
}

/** The page behind paymentUrl.web. A press changes the payment and leads on: to the shop, or back to the page. */
export function buyerPages(linepay: Linepay): Hono {
  const app = new Hono()
  const reserved = (context: Context) => linepay.book.byReserve(context.req.query("transactionReserveId") ?? "")
  app.get(WAIT_PATH, (context) => {
    const payment = reserved(context)
    return payment ? context.html(waitPage(payment)) : context.html(strayPage(), 404)
  })
  app.post(WAIT_PATH, async (context) => {
    const payment = reserved(context)
    if (!payment) return context.html(strayPage(), 404)
    const form = Object.fromEntries(new URLSearchParams(await context.req.text()))
    return context.redirect(
      press(linepay, payment, form) ?? `${WAIT_PATH}?transactionReserveId=${payment.reserveId}`,
      303,
    )
  })
  return app
}

/** Does what was pressed and answers where the browser goes, null for the page itself. */
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

/**
 * The buyer has chosen and entered the password. CLIENT sends the browser to confirmUrl; SERVER has LINE Pay's own
 * server ask for it; NONE calls nobody.
 */
export function authenticate(linepay: Linepay, payment: Payment, form: Form = {}, closed = false): string | null {
  payment.state = "authenticated"
  payment.sources = SOURCES[form.source ?? "card"] ?? ["CREDIT_CARD"]
  payment.refusal = REFUSALS.find((code) => code === form.refusal) ?? null
  scheduleEnd(linepay, payment, "authenticated", linepay.settings.confirmationMinutes)
  const { confirmUrl, confirmUrlType } = payment.order
  if (confirmUrlType === "SERVER") askFromServer(linepay, payment)
  return confirmUrlType === "CLIENT" && !closed ? withIds(confirmUrl, payment) : null
}

/** confirmUrlType SERVER. No re-send is documented. */
function askFromServer({ core }: Linepay, payment: Payment): void {
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

function cancelUrl({ settings }: Linepay, payment: Payment): string | null {
  const url = payment.order.cancelUrl
  if (url === "") return null
  return settings.cancelCarriesIds ? withIds(url, payment) : url
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
