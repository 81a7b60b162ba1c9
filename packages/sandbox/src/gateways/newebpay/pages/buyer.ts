import { type Context, Hono } from "hono"
import { cardsFor, declineOf, OTP } from "../model/cards.js"
import { type Method, methodOf } from "../model/methods.js"
import type { Newebpay } from "../model/newebpay.js"
import { offeredMethods, termsOf } from "../model/offered-methods.js"
import type { Trade } from "../model/trade.js"
import { banksOf, type Voucher } from "../model/vouchers.js"
import { choose, fail, isPayable, issue, leaveUnanswered, scheduleQr, submit, succeed } from "../payments.js"
import { type Fields, readBody } from "../wire/codec.js"
import { messageOf } from "../wire/codes.js"
import { PAY_PATH } from "../wire/paths.js"
import { cardPage, threeDPage } from "./card.js"
import { chooserPage } from "./choosing.js"
import { errorPage } from "./frame.js"
import { resultPage } from "./result.js"
import { bankPage, voucherPage } from "./voucher.js"
import { walletPage } from "./wallet.js"

type Press = (newebpay: Newebpay, trade: Trade, form: Fields) => void

const OTP_TRIES = 3

/** The buyer's pages. Each form changes the trade and redirects to the one page that shows its present state. */
export function buyerPages(newebpay: Newebpay): Hono {
  const app = new Hono()
  app.get(`${PAY_PATH}/:token`, (context) =>
    withTrade(newebpay, context, (trade) => context.html(show(newebpay, trade, isPhone(context)))),
  )
  for (const [step, press] of Object.entries(PRESSES)) {
    app.post(`${PAY_PATH}/:token/${step}`, async (context) => {
      const form = readBody(await context.req.text())
      return withTrade(newebpay, context, (trade) => {
        if (isPayable(trade) || ALWAYS.includes(step)) press(newebpay, trade, form)
        return context.redirect(`${PAY_PATH}/${trade.token}`, 303)
      })
    })
  }
  return app
}

function withTrade(newebpay: Newebpay, context: Context, use: (trade: Trade) => Response | Promise<Response>) {
  const trade = newebpay.book.byToken(context.req.param("token") ?? "")
  return trade ? use(trade) : context.html(errorPage("MPG03007", messageOf("TRA10021")), 404)
}

/** Web ATM needs a card reader, so it is not offered to phones. */
function isPhone(context: Context): boolean {
  return /Mobi/.test(context.req.header("user-agent") ?? "")
}

function show(newebpay: Newebpay, trade: Trade, phone: boolean) {
  const { state, step, voucher, method } = trade
  if (state === "left") return errorPage("MPG02004", messageOf("MPG02004"))
  if (state === "issued" && voucher) return voucherPage(newebpay, trade, voucher)
  if (step === "result" || !isPayable(trade)) return resultPage(newebpay, trade)
  if (step === "otp") return threeDPage(trade)
  const offered = methodsOf(trade, phone)
  const [only, ...others] = offered
  const chosen = method ?? (others.length === 0 ? only : undefined)
  if (!chosen) return chooserPage(trade, offered)
  if (!method) pick(newebpay, trade, chosen)
  return methodPage(newebpay, trade, chosen)
}

function methodsOf({ account, order, amount }: Trade, phone: boolean): Method[] {
  return offeredMethods(account, order, amount).filter(({ kind }) => kind !== "webatm" || !phone)
}

function methodPage(newebpay: Newebpay, trade: Trade, method: Method) {
  switch (method.kind) {
    case "card":
      return cardPage(trade, method, cardsFor(method.id), termsFor(trade), newebpay.core.clock.now())
    case "voucher":
      return bankPage(trade, method, method.id === "VACC" ? banksOf(trade.order.BankType, "VACC") : [])
    case "phone":
    case "wallet":
    case "qr":
    case "lending":
    case "webatm":
      return walletPage(trade, method)
  }
}

function termsFor({ method, account, order }: Trade): string[] {
  return method?.id === "InstFlag" ? termsOf(account, order) : []
}

/** Chooses a method. The time of a QR code starts when it is shown. */
function pick(newebpay: Newebpay, trade: Trade, method: Method): void {
  choose(trade, method)
  if (method.kind !== "qr") return
  submit(newebpay, trade)
  scheduleQr(newebpay, trade)
}

const ALWAYS = ["language", "pay-voucher"]

const PRESSES: Readonly<Record<string, Press>> = {
  language: (_newebpay, trade, form) => {
    trade.language = form.language === "en" ? "en" : "zh"
  },
  choose: (newebpay, trade, form) => {
    const method = methodOf(form.method ?? "")
    if (method && methodsOf(trade, false).includes(method)) pick(newebpay, trade, method)
  },
  again: (_newebpay, trade) => Object.assign(trade, { step: "choosing", method: null, failure: null }),
  card: pressCard,
  otp: pressOtp,
  wallet: pressWallet,
  issue: (newebpay, trade, form) => {
    if (trade.method?.kind === "voucher") issue(newebpay, trade, trade.method.id as Voucher["kind"], form.bank ?? "")
  },
  "pay-voucher": (newebpay, trade, form) => {
    if (trade.state === "issued") succeed(newebpay, trade, form.press === "wrong" ? { amount: trade.amount - 1 } : {})
  },
}

function pressCard(newebpay: Newebpay, trade: Trade, form: Fields): void {
  if (trade.method?.kind !== "card") return
  const { press = "pay" } = form
  enterCard(trade, form)
  if (press === "silent") leaveUnanswered(newebpay, trade)
  else if (press !== "pay") fail(newebpay, trade, press)
  else payByCard(newebpay, trade)
}

function enterCard(trade: Trade, form: Fields): void {
  const terms = termsFor(trade)
  const [first = "0"] = terms
  const term = terms.includes(form.term ?? "") ? (form.term ?? first) : first
  const number = (form.number ?? "").replace(/\D/g, "")
  const bonus = trade.method?.id === "CreditRed"
  trade.entered = { number, expiry: form.expiry ?? "", term, bonus, remember: form.remember === "1" }
}

/** With P3D=1 the bank's 3-D page comes first; the bank declines only after it. */
function payByCard(newebpay: Newebpay, trade: Trade): void {
  if (trade.order.P3D === "1") {
    submit(newebpay, trade)
    trade.step = "otp"
    return
  }
  decide(newebpay, trade)
}

function decide(newebpay: Newebpay, trade: Trade): void {
  const code = declineOf(trade.method, trade.entered, newebpay.core.clock.now())
  if (code) fail(newebpay, trade, code)
  else succeed(newebpay, trade)
}

function pressOtp(newebpay: Newebpay, trade: Trade, form: Fields): void {
  if (trade.step !== "otp") return
  if (form.press === "silent") leaveUnanswered(newebpay, trade)
  else if (form.press === "fail") fail(newebpay, trade, "MPG03009")
  else if (form.otp === OTP) decide(newebpay, trade)
  else if (++trade.otpTries >= OTP_TRIES) fail(newebpay, trade, "MPG03009")
}

const APPROVABLE = ["phone", "wallet", "qr", "lending", "webatm"]

function pressWallet(newebpay: Newebpay, trade: Trade, form: Fields): void {
  if (!trade.method || !APPROVABLE.includes(trade.method.kind)) return
  if (form.press === "decline") fail(newebpay, trade, "MPG03009")
  else if (form.press === "silent") leaveUnanswered(newebpay, trade)
  else succeed(newebpay, trade)
}
