import type { Context } from "hono"
import { journalPlaintext } from "../messages/journal.js"
import type { Payuni } from "../model/payuni.js"
import { errorPage } from "../pages/frame.js"
import { openTrade } from "../payments.js"
import { buildQuery, readQuery } from "../wire/codec.js"
import { PayuniRefusal } from "../wire/codes.js"
import { ENDPOINTS, PAY_PATH } from "../wire/paths.js"
import { openEnvelope } from "./envelope.js"
import { acceptOrder } from "./order.js"

/** 整合式支付頁: a valid order is redirected to its page, an invalid one gets an error page with the code. */
export async function openOrder(payuni: Payuni, context: Context): Promise<Response> {
  try {
    const opened = openEnvelope(payuni, ENDPOINTS.upp, readQuery(await context.req.text()))
    const order = acceptOrder(payuni, opened)
    const trade = openTrade(payuni, { ...opened, ...order, gateway: "2" })
    journalPlaintext(payuni, trade.tradeNo, ENDPOINTS.upp.path, buildQuery(opened.inner))
    return context.redirect(`${PAY_PATH}/${trade.token}`, 302)
  } catch (error) {
    if (!(error instanceof PayuniRefusal)) throw error
    return context.html(errorPage(error.code, error.message))
  }
}
