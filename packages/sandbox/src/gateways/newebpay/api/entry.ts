import { randomBytes } from "node:crypto"
import type { Context } from "hono"
import type { Newebpay } from "../model/newebpay.js"
import type { Trade } from "../model/trade.js"
import { schedulePageEnd } from "../office/schedules.js"
import { errorPage } from "../pages/frame.js"
import { NewebpayRefusal } from "../wire/codes.js"
import { PAY_PATH } from "../wire/paths.js"
import { type AcceptedOrder, acceptOrder } from "./order.js"

/** MPG [NPA-F01]: a browser's form opens the buyer's page, or shows why not. */
export async function enter(newebpay: Newebpay, context: Context): Promise<Response> {
  try {
    if (newebpay.settings.sourceCheck && !isBrowser(context)) throw new NewebpayRefusal("MPG02005")
    const { token } = open(newebpay, acceptOrder(newebpay, await context.req.text()))
    return context.redirect(`${PAY_PATH}/${token}`, 303)
  } catch (error) {
    if (!(error instanceof NewebpayRefusal)) throw error
    return context.html(errorPage(error.code, error.message))
  }
}

/** A page that a person looks at: not a server's post, not within a frame, and not from a file. */
function isBrowser({ req }: Context): boolean {
  const framed = ["iframe", "frame", "embed", "object"].includes(req.header("sec-fetch-dest") ?? "")
  return (req.header("accept") ?? "").includes("text/html") && !framed && req.header("origin") !== "null"
}

function open(newebpay: Newebpay, { account, order, amount, gcm }: AcceptedOrder): Trade {
  const createdAt = newebpay.core.clock.now()
  const trade: Trade = {
    tradeNo: newebpay.book.nextTradeNo(createdAt),
    token: randomBytes(16).toString("hex"),
    account,
    order,
    gcm,
    amount,
    createdAt,
    language: order.LangType === "en" ? "en" : "zh",
    state: "open",
    step: "choosing",
    method: null,
    submittedAt: null,
    paidAt: null,
    failure: null,
    told: null,
    silent: false,
    entered: null,
    otpTries: 0,
    card: null,
    closing: null,
    voucher: null,
    particulars: {},
  }
  newebpay.book.add(trade)
  schedulePageEnd(newebpay, trade)
  return trade
}
