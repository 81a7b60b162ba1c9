import { type Context, Hono } from "hono"
import type { Jkopay } from "../model/jkopay.js"
import type { Channel, Order } from "../model/order.js"
import { approve, decline, type RedeemChoice } from "../payments.js"
import { PAY_PATH, QR_PATH } from "../wire/paths.js"
import { notFoundPage, orderPage, qrPicture } from "./payment.js"

type Form = Readonly<Record<string, string>>

const CHANNELS: readonly Channel[] = ["account", "bank", "creditcard"]
const REDEEMS: readonly RedeemChoice[] = ["none", "coin", "official", "store"]

/** How long a browser waits for the shop's answer at confirm_url before it gets a waiting page. */
const PATIENCE = 3000

/** The page at payment_url, and the image at qr_img. */
export function buyerPages(jkopay: Jkopay): Hono {
  const app = new Hono()
  const orderOf = (context: Context) => jkopay.book.byToken(context.req.param("token") ?? "")
  app.get(`${PAY_PATH}/:token`, (context) => {
    const order = orderOf(context)
    return order ? context.html(orderPage(order, jkopay.core.clock.now())) : context.html(notFoundPage(), 404)
  })
  app.post(`${PAY_PATH}/:token`, async (context) => {
    const order = orderOf(context)
    if (!order) return context.html(notFoundPage(), 404)
    await press(jkopay, order, Object.fromEntries(new URLSearchParams(await context.req.text())))
    return context.redirect(`${PAY_PATH}/${order.token}`, 303)
  })
  app.get(`${QR_PATH}/:token`, (context) => {
    const order = orderOf(context)
    if (!order) return context.notFound()
    return context.body(qrPicture(order), 200, { "content-type": "image/svg+xml" })
  })
  return app
}

async function press(jkopay: Jkopay, order: Order, form: Form): Promise<void> {
  if (form.language) order.language = form.language === "en" ? "en" : "zh"
  if (form.press === "decline") decline(jkopay, order)
  if (form.press !== "approve") return
  const channel = CHANNELS.find((each) => each === form.channel) ?? "account"
  const choice = REDEEMS.find((each) => each === form.redeem) ?? "none"
  await Promise.race([approve(jkopay, order, channel, choice), patience()])
}

function patience(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, PATIENCE).unref())
}
