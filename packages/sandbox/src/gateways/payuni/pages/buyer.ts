import { type Context, Hono } from "hono"
import { banksOf, offeredPeriods, offeredTools } from "../model/offered-tools.js"
import type { Payuni } from "../model/payuni.js"
import { cardOutcome, DECLINES, mistakeIn, OTP } from "../model/test-cards.js"
import type { Tool } from "../model/tools.js"
import type { Trade } from "../model/trade.js"
import { authoriseAndCancel, fail, issue, leavePending, payVoucher, succeed } from "../payments.js"
import { type Fields, readQuery } from "../wire/codec.js"
import { PAY_PATH } from "../wire/paths.js"
import { bankCheckPage, cardPage } from "./card.js"
import { bankPage, chooserPage } from "./choosing.js"
import { errorPage } from "./frame.js"
import { resultPage } from "./result.js"
import { walletPage } from "./wallet.js"

type Press = (payuni: Payuni, trade: Trade, form: Fields) => void

/** The buyer's pages. Each form changes the trade and redirects to the one page that shows its present state. */
export function buyerPages(payuni: Payuni): Hono {
  const app = new Hono()
  app.get(`${PAY_PATH}/:token`, (context) => withTrade(payuni, context, (trade) => context.html(show(payuni, trade))))
  for (const [step, press] of Object.entries(PRESSES)) {
    app.post(`${PAY_PATH}/:token/${step}`, async (context) => {
      const form = readQuery(await context.req.text())
      return withTrade(payuni, context, (trade) => {
        if (trade.state === "open" || ALWAYS.includes(step)) press(payuni, trade, form)
        return context.redirect(`${PAY_PATH}/${trade.token}`, 303)
      })
    })
  }
  return app
}

function withTrade(payuni: Payuni, context: Context, use: (trade: Trade) => Response | Promise<Response>) {
  const trade = payuni.book.byToken(context.req.param("token") ?? "")
  return trade ? use(trade) : context.html(errorPage("UPP03001", "交易 Token 已失效"), 404)
}

/** The page for the trade's state. An order with one tool needs no choice, nor does a code with one bank. */
function show(payuni: Payuni, trade: Trade) {
  if (trade.state === "open" && !trade.tool) chooseTheOnlyOne(payuni, trade)
  if (trade.state !== "open") return resultPage(trade)
  if (trade.step === "bank") return bankCheckPage(trade)
  return trade.tool ? toolPage(payuni, trade, trade.tool) : chooserPage(trade, toolsOf(payuni, trade))
}

function toolPage(payuni: Payuni, trade: Trade, tool: Tool) {
  const { order, account } = trade
  if (tool.kind === "voucher") return bankPage(trade, banksOf(order))
  if (tool.kind !== "card") return walletPage(trade, tool)
  return cardPage(trade, tool, offeredPeriods(order, account), payuni.core.clock.now())
}

function toolsOf({ core }: Payuni, { order, account, amount }: Trade): Tool[] {
  return offeredTools(order, account, amount, core.clock.now())
}

function chooseTheOnlyOne(payuni: Payuni, trade: Trade): void {
  const [tool, ...others] = toolsOf(payuni, trade)
  if (tool && others.length === 0) choose(payuni, trade, tool)
}

/** Selects a tool. A code without a choice of bank is issued immediately. */
function choose(payuni: Payuni, trade: Trade, tool: Tool): void {
  trade.tool = tool
  const [bank, ...others] = banksOf(trade.order)
  if (tool.id === "CVS") issue(payuni, trade, "CVS", "")
  if (tool.id === "ATM" && bank && others.length === 0) issue(payuni, trade, "ATM", bank[0])
}

const ALWAYS = ["language", "pay-voucher"]

const PRESSES: Readonly<Record<string, Press>> = {
  language: (_payuni, trade, form) => {
    trade.language = form.language === "en" ? "en" : "zh"
  },
  choose: pressChoice,
  card: pressCard,
  otp: pressOtp,
  wallet: pressWallet,
  "pay-voucher": (payuni, trade) => {
    if (trade.state === "issued") payVoucher(payuni, trade)
  },
}

function pressChoice(payuni: Payuni, trade: Trade, form: Fields): void {
  const tool = toolsOf(payuni, trade).find(({ id }) => id === form.tool)
  if (tool && !trade.tool) choose(payuni, trade, tool)
  const bank = banksOf(trade.order).find(([code]) => code === form.bank)
  if (bank && trade.tool?.id === "ATM" && trade.state === "open") issue(payuni, trade, "ATM", bank[0])
}

function pressCard(payuni: Payuni, trade: Trade, form: Fields): void {
  if (trade.tool?.kind !== "card" || trade.step !== "choosing") return
  const { press = "pay" } = form
  if (press === "unknown") leavePending(payuni, trade, "unknown")
  else if (Object.hasOwn(DECLINES, press)) fail(payuni, trade, press)
  else enterCard(payuni, trade, trade.tool, form)
}

function enterCard(payuni: Payuni, trade: Trade, tool: Tool, form: Fields): void {
  const { order, account } = trade
  const number = (form.number ?? "").replace(/\D/g, "")
  const expiry = form.expiry ?? ""
  const periods = tool.id === "CreditInst" ? offeredPeriods(order, account) : ["1"]
  const period = periods.find((each) => each === form.period) ?? periods[0] ?? "1"
  trade.mistake = mistakeIn(tool.id, number, expiry, period, payuni.core.clock.now())
  if (trade.mistake) return
  trade.entered = { number, expiry, period }
  if (asksTheBank(trade)) trade.step = "bank"
  else charge(payuni, trade)
}

function asksTheBank({ order, tool }: Trade): boolean {
  return (tool?.id === "CreditUnionPay" ? order.Union3D : order.API3D) === "1"
}

function charge(payuni: Payuni, trade: Trade): void {
  const outcome = cardOutcome(trade.entered?.number ?? "")
  if (outcome === "paid") succeed(payuni, trade)
  else if (outcome === "eci-mismatch") authoriseAndCancel(payuni, trade)
  else fail(payuni, trade, outcome.declined)
}

function pressOtp(payuni: Payuni, trade: Trade, form: Fields): void {
  if (trade.step !== "bank") return
  if (form.press === "fail") fail(payuni, trade)
  else if (form.otp === OTP) charge(payuni, trade)
  else trade.mistake = ["驗證碼錯誤，請再輸入一次。", "Wrong password, please try again."]
}

function pressWallet(payuni: Payuni, trade: Trade, form: Fields): void {
  if (trade.tool?.kind !== "wallet" && trade.tool?.kind !== "phone") return
  if (form.press === "decline") fail(payuni, trade)
  else if (form.press === "unknown" || form.press === "unapproved") leavePending(payuni, trade, form.press)
  else succeed(payuni, trade)
}
