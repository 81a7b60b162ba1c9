import { type Context, Hono } from "hono"
import { orderResult } from "../messages/notices.js"
import type { Ecpay } from "../model/ecpay.js"
import { type Method, methodOf } from "../model/methods.js"
import { offeredMethods, offeredSubs } from "../model/offered-methods.js"
import { declineOf, OTP } from "../model/test-cards.js"
import type { Trade } from "../model/trade.js"
import type { Voucher } from "../model/vouchers.js"
import { apply, choose, fail, isRetriable, issue, leavePending, succeed } from "../payments.js"
import { type Fields, readForm } from "../wire/codec.js"
import { DECLINES } from "../wire/codes.js"
import { CODE_PATH, PAY_PATH } from "../wire/paths.js"
import { cardPage, threeDPage } from "./card.js"
import { chooserPage, subChooserPage } from "./choosing.js"
import { errorPage } from "./frame.js"
import { resultPage } from "./result.js"
import { voucherPage } from "./voucher.js"
import { applicationPage, walletPage } from "./wallet.js"

type Press = (ecpay: Ecpay, trade: Trade, form: Fields) => void

const OTP_TRIES = 3

/** The buyer's pages. Each form changes the trade and redirects to the one page that shows its present state. */
export function buyerPages(ecpay: Ecpay): Hono {
  const app = new Hono()
  app.get(`${PAY_PATH}/:token`, (context) => withTrade(ecpay, context, (trade) => context.html(show(ecpay, trade))))
  app.get(CODE_PATH, (context) => {
    const paymentNo = context.req.query("PaymentNo")
    const trade = ecpay.book.all().find(({ voucher }) => paymentNo && voucher?.fields.PaymentNo === paymentNo)
    return context.redirect(`${PAY_PATH}/${trade?.token ?? "unknown"}`, 302)
  })
  for (const [step, press] of Object.entries(PRESSES)) {
    app.post(`${PAY_PATH}/:token/${step}`, async (context) => {
      const form = readForm(await context.req.text())
      return withTrade(ecpay, context, (trade) => {
        if (isRetriable(trade) || ALWAYS.includes(step)) press(ecpay, trade, form)
        return context.redirect(`${PAY_PATH}/${trade.token}`, 303)
      })
    })
  }
  return app
}

function withTrade(ecpay: Ecpay, context: Context, use: (trade: Trade) => Response | Promise<Response>) {
  const trade = ecpay.book.byToken(context.req.param("token") ?? "")
  return trade ? use(trade) : context.html(errorPage("10200047", "查無訂單資料。"), 404)
}

/** The page for the trade's state. An order for one kind of number issues it on the first view, as on the stage. */
function show(ecpay: Ecpay, trade: Trade) {
  if (trade.step === "choosing") chooseTheOnlyOne(ecpay, trade)
  if (trade.state === "issued" && trade.voucher) return voucherPage(trade, trade.voucher)
  if (trade.step === "done" || !isRetriable(trade)) return resultPage(trade, orderResult(ecpay, trade))
  if (trade.step === "otp") return threeDPage(trade)
  if (!trade.method) return chooserPage(trade, methodsOf(trade))
  return methodPage(ecpay, trade, trade.method)
}

function methodsOf({ order, account, amount }: Trade): Method[] {
  return offeredMethods(order, account, amount)
}

function subsOf({ order, account, amount }: Trade, method: Method) {
  return offeredSubs(order, account, method, amount)
}

function chooseTheOnlyOne(ecpay: Ecpay, trade: Trade): void {
  const [method, ...others] = methodsOf(trade)
  if (method && others.length === 0 && !trade.method && isRetriable(trade)) pick(ecpay, trade, method, "")
}

/** Selects a method. If its sub-payment is determined as well, a number is issued immediately. */
function pick(ecpay: Ecpay, trade: Trade, method: Method, wanted: string): void {
  const subs = subsOf(trade, method)
  const sub = subs.find((candidate) => candidate.id === wanted) ?? (subs.length === 1 ? subs[0] : undefined)
  choose(trade, method, sub?.id ?? "")
  if (!sub) {
    trade.paymentType = ""
    return
  }
  if (method.kind === "voucher") issue(ecpay, trade, method.id as Voucher["kind"], sub.id)
}

function methodPage(ecpay: Ecpay, trade: Trade, method: Method) {
  if (trade.paymentType === "") return subChooserPage(trade, method, subsOf(trade, method))
  if (method.kind === "application") return applicationPage(trade)
  if (method.kind === "wallet") return walletPage(trade, method)
  return cardPage(trade, periodsOf(trade), ecpay.core.clock.now())
}

/** Instalments that both order and account allow. If there are none, one payment, as ECPay silently does. */
function periodsOf({ order, account, amount }: Trade): string[] {
  const wanted = (order.CreditInstallment ?? "").split(",")
  const opened = [...account.installments, ...(account.gatewayMerchant ? ["5", "8", "9", "10"] : [])]
  return wanted.filter((period) => opened.includes(period) && (period !== "30N" || amount >= 20_000))
}

const ALWAYS = ["language", "pay-voucher"]

const PRESSES: Readonly<Record<string, Press>> = {
  language: (_ecpay, trade, form) => {
    trade.language = form.language === "en" ? "en" : "zh"
  },
  choose: (ecpay, trade, form) => {
    const method = methodOf(form.method ?? "")
    if (method && methodsOf(trade).includes(method)) pick(ecpay, trade, method, form.sub ?? "")
  },
  card: pressCard,
  otp: pressOtp,
  wallet: pressWallet,
  application: (ecpay, trade, form) => apply(ecpay, trade, form.press !== "refuse", form.installment ?? "3"),
  "pay-voucher": (ecpay, trade, form) => {
    if (trade.state === "issued") succeed(ecpay, trade, form.press === "wrong" ? trade.amount - 1 : undefined)
  },
  again: (_ecpay, trade) => {
    trade.step = "choosing"
    trade.method = null
    trade.paymentType = ""
  },
  leave: (_ecpay, trade) => leave(trade),
}

function pressCard(ecpay: Ecpay, trade: Trade, form: Fields): void {
  if (trade.method?.kind !== "card") return
  const press = form.press ?? "pay"
  if (press === "10300066") leavePending(ecpay, trade)
  else if (press === "pay") enterCard(ecpay, trade, form)
  else fail(ecpay, trade, press in DECLINES ? press : "10100058")
}

function enterCard(ecpay: Ecpay, trade: Trade, form: Fields): void {
  const periods = periodsOf(trade)
  const installment = periods.find((period) => period === form.installment) ?? periods[0] ?? "0"
  const card = (form.number ?? "").replace(/\D/g, "")
  const decline = declineOf(trade, card, form.expiry ?? "", installment, ecpay.core.clock.now())
  if (decline) {
    fail(ecpay, trade, decline)
    return
  }
  trade.entered = { card, installment, redeem: form.redeem === "Y" }
  trade.step = "otp"
}

function pressOtp(ecpay: Ecpay, trade: Trade, form: Fields): void {
  if (trade.step !== "otp") return
  if (form.press === "abandon") leave(trade)
  else if (form.press === "fail") fail(ecpay, trade, "10100058")
  else if (form.otp === OTP) succeed(ecpay, trade)
  else if (++trade.otpTries >= OTP_TRIES) fail(ecpay, trade, "10100058")
}

function pressWallet(ecpay: Ecpay, trade: Trade, form: Fields): void {
  if (trade.method?.kind !== "wallet" || trade.paymentType === "") return
  if (form.press === "decline") fail(ecpay, trade, "10100058")
  else if (form.press === "pending") leavePending(ecpay, trade)
  else succeed(ecpay, trade)
}

function leave(trade: Trade): void {
  trade.state = "left"
  trade.step = "done"
}
