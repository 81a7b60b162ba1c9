import type { Context } from "hono"
import type { Newebpay } from "../model/newebpay.js"
import { errorPage } from "../pages/frame.js"
import { openTrade } from "../payments.js"
import { NewebpayRefusal } from "../wire/codes.js"
import { PAY_PATH } from "../wire/paths.js"
import { acceptOrder } from "./order.js"

/** MPG [NPA-F01]: a browser's form opens the buyer's page, or an error page. */
export async function enter(newebpay: Newebpay, context: Context): Promise<Response> {
  try {
    if (newebpay.settings.sourceCheck && !isBrowser(context)) throw new NewebpayRefusal("MPG02005")
    const { token } = openTrade(newebpay, acceptOrder(newebpay, await context.req.text()))
    return context.redirect(`${PAY_PATH}/${token}`, 303)
  } catch (error) {
    if (!(error instanceof NewebpayRefusal)) throw error
    return context.html(errorPage(error.code, error.message))
  }
}

/** Whether a person sees the page: not a server's post, not inside a frame, and not from a file. */
function isBrowser({ req }: Context): boolean {
  const framed = ["iframe", "frame", "embed", "object"].includes(req.header("sec-fetch-dest") ?? "")
  return (req.header("accept") ?? "").includes("text/html") && !framed && req.header("origin") !== "null"
}
