import { type Context, Hono } from "hono"
import { languageOf } from "../../../core/buyer-page.js"
import { payInfo } from "../messages/notices.js"
import { OTP, testCardOf } from "../model/cards.js"
import type { Tappay } from "../model/tappay.js"
import type { Trade } from "../model/trade.js"
import { complete } from "../payments.js"
import { MESSAGES, type Status } from "../wire/codes.js"
import { OTP_VALIDATE, REDIRECT, REDIRECT_ERROR, WALLET_DECIDE } from "../wire/paths.js"
import { closedPage, errorPage } from "./frame.js"
import { threeDPage } from "./three-d.js"
import { walletPage } from "./wallet.js"

type Form = Readonly<Record<string, string>>

/** The pages at payment_url and their forms. No cookies are needed. */
export function redirectPages(tappay: Tappay): Hono {
  const app = new Hono()
  app.get(REDIRECT_ERROR, (context) => context.html(errorPage(), 400))
  app.get(`${REDIRECT}/:urlId`, (context) => open(tappay, context))
  app.post(OTP_VALIDATE, (context) => press(tappay, context, pressOtp))
  app.post(WALLET_DECIDE, (context) => press(tappay, context, pressWallet))
  app.post(`${REDIRECT}/:urlId/language`, async (context) => {
    const form = await formOf(context)
    const trade = tappay.book.byUrlId(context.req.param("urlId"))
    if (trade) trade.chosenLanguage = form.language === "en" ? "en" : "zh"
    return context.redirect(trade ? `${REDIRECT}/${trade.urlId}` : REDIRECT_ERROR, 303)
  })
  return app
}

/** A used address redirects straight back to the shop with the result: 924 after a cancelled 3-D, as observed. */
function open(tappay: Tappay, context: Context): Response | Promise<Response> {
  const trade = tappay.book.byUrlId(context.req.param("urlId") ?? "")
  if (!trade?.resultUrl) return context.html(errorPage(), 404)
  if (trade.state === "cancelled") return context.redirect(homeOf(trade, 924), 302)
  if (trade.state !== "pending") return context.redirect(homeOf(trade, trade.failure ?? 0), 302)
  trade.language = trade.chosenLanguage ?? languageOf(context.req.header("accept-language"))
  if (trade.method.kind === "wallet") return context.html(walletPage(trade))
  if (trade.card && testCardOf(trade.card.number).threeD === "passes") {
    complete(tappay, trade, null)
    return context.redirect(homeOf(trade, trade.failure ?? 0), 302)
  }
  return context.html(threeDPage(trade))
}

async function formOf(context: Context): Promise<Form> {
  return Object.fromEntries(new URLSearchParams(await context.req.text()))
}

/** What a button does: how the payment ends, or that the page is shown again. */
type Meaning = { end: Status | "cancelled" | null } | "again"

async function press(tappay: Tappay, context: Context, mean: (trade: Trade, form: Form) => Meaning) {
  const form = await formOf(context)
  const trade = tappay.book.byUrlId(form.urlId ?? "")
  if (trade?.state !== "pending") return context.redirect(REDIRECT_ERROR, 302)
  const meaning = mean(trade, form)
  if (meaning === "again") return context.redirect(`${REDIRECT}/${trade.urlId}`, 303)
  complete(tappay, trade, meaning.end)
  if (form.press === "approve-and-close") return context.html(closedPage(trade))
  return context.redirect(homeOf(trade, trade.failure ?? 0), 302)
}

/** A wrong password never locks: observed five times in a row on the real stage. */
function pressOtp(trade: Trade, form: Form): Meaning {
  const { press = "submit", pin } = form
  if (press === "cancel") return { end: "cancelled" }
  if (press === "approve-and-close") return { end: null }
  if (press !== "submit") return { end: declineOf(press) }
  if (pin === OTP) return { end: null }
  trade.wrongPins += 1
  return "again"
}

function pressWallet(trade: Trade, form: Form): Meaning {
  const { press = "approve", method = "CREDIT_CARD" } = form
  if (press === "cancel") return { end: "cancelled" }
  if (press !== "approve" && press !== "approve-and-close") return { end: declineOf(press) }
  trade.payInfo = payInfo(method)
  return { end: null }
}

function declineOf(press: string): Status {
  const code = Object.keys(MESSAGES).find((known) => known === press && known !== "0")
  return code === undefined ? 10003 : (Number(code) as Status)
}

/** frontend_redirect_url with the result: unsigned, so anyone can forge it. */
function homeOf(trade: Trade, status: Status): string {
  const url = new URL(trade.resultUrl?.frontend ?? "")
  const fields = {
    rec_trade_id: trade.recTradeId,
    order_number: trade.orderNumber,
    bank_transaction_id: trade.bankTransactionId,
    status: String(status),
    auth_code: trade.authCode,
    acquirer: trade.merchant.acquirer,
    transaction_time_millis: String(trade.createdAt.getTime()),
  }
  for (const [name, value] of Object.entries(fields)) url.searchParams.set(name, value)
  return url.href
}
