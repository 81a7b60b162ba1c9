import type { Context } from "hono"
import type { Ecpay } from "../model/ecpay.js"
import { errorPage } from "../pages/frame.js"
import { openTrade } from "../payments.js"
import { PAY_PATH } from "../wire/paths.js"
import { acceptOrder, OrderRefused } from "./order.js"

/** 產生訂單: a valid order answers 302 with a relative Location, an invalid one 200 with an error page. */
export async function createOrder(ecpay: Ecpay, context: Context): Promise<Response> {
  try {
    const order = acceptOrder(await context.req.text(), {
      account: (merchantId) => ecpay.accounts.get(merchantId),
      isUsed: (merchantId, reference) => ecpay.book.byReference(merchantId, reference) !== undefined,
    })
    return context.redirect(`${PAY_PATH}/${openTrade(ecpay, order).token}`, 302)
  } catch (error) {
    if (!(error instanceof OrderRefused)) throw error
    return context.html(errorPage(error.code, error.message))
  }
}
