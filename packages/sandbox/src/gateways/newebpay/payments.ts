import { randomBytes } from "node:crypto"
import { ActionRefused } from "../../core/gateway.js"
import { notify } from "./messages/notices.js"
import type { Account } from "./model/accounts.js"
import { authorise, PHONE_CARD } from "./model/cards.js"
import { applyBankFile, carryOut, newClosing, submitToBank } from "./model/closing.js"
import { isCard, type Method } from "./model/methods.js"
import type { Newebpay } from "./model/newebpay.js"
import { payerOf } from "./model/payers.js"
import type { Trade } from "./model/trade.js"
import { issueVoucher, type Voucher } from "./model/vouchers.js"
import type { Fields } from "./wire/codec.js"
import { messageOf } from "./wire/codes.js"

/** An accepted order: its shop, parameters and amount in whole TWD. `gcm`: results are encrypted with AES-GCM. */
export interface AcceptedOrder {
  account: Account
  order: Fields
  amount: number
  gcm: boolean
}

/** Creates a trade and schedules the end of the buyer's page. */
export function openTrade(newebpay: Newebpay, { account, order, amount, gcm }: AcceptedOrder): Trade {
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
    outcome: null,
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

const [SHORTEST, LONGEST] = [60, 900]

/** TradeLimit: the page times out after 60 to 900 seconds; 0 or empty: never. */
function schedulePageEnd({ core }: Newebpay, trade: Trade): void {
  const asked = Number(trade.order.TradeLimit || 0)
  if (asked === 0) return
  const seconds = Math.min(Math.max(asked, SHORTEST), LONGEST)
  core.clock.schedule(new Date(trade.createdAt.getTime() + seconds * 1000), () => {
    if (isPayable(trade)) trade.state = "left"
  })
}

/** Whether the buyer may still choose and pay. A declined card ends an order, a declined wallet does not (figure 9). */
export function isPayable({ state, silent }: Trade): boolean {
  return !silent && (state === "open" || state === "submitted")
}

/** Sets the buyer's choice. Before that, queries do not find the order. */
export function choose(trade: Trade, method: Method): void {
  trade.method = method
  trade.step = "method"
}

export function submit({ core }: Newebpay, trade: Trade): void {
  trade.state = "submitted"
  trade.submittedAt ??= core.clock.now()
}

/** Deviations from a plain success. */
export interface Paid {
  amount?: number
  simulated?: boolean
}

/** Marks a trade as paid and notifies the merchant, before the browser returns to the shop. */
export function succeed(newebpay: Newebpay, trade: Trade, { amount, simulated = false }: Paid = {}): void {
  if (trade.state === "paid") throw new ActionRefused("This trade is paid already.")
  submit(newebpay, trade)
  Object.assign(trade, { state: "paid", step: "result", failure: null, silent: false })
  trade.paidAt = newebpay.core.clock.now()
  trade.particulars = payerOf(trade)
  if (trade.method) authoriseBy(newebpay, trade, trade.method)
  const message = simulated ? "模擬付款成功" : paidMessage(trade)
  trade.outcome = { status: "SUCCESS", message, ...(amount === undefined ? {} : { amount }) }
  notify(newebpay, trade, trade.outcome)
}

function paidMessage({ method }: Trade): string {
  return method && isCard(method) ? "授權成功" : "付款成功"
}

function authoriseBy(newebpay: Newebpay, trade: Trade, method: Method): void {
  if (isCard(method)) authoriseCard(newebpay, trade)
  if (method.kind === "wallet" || method.kind === "qr") closeWallet(newebpay, trade)
  if (method.kind === "lending") lend(newebpay, trade)
}

function authoriseCard(newebpay: Newebpay, trade: Trade): void {
  trade.entered ??= { ...PHONE_CARD }
  trade.card = authorise(trade, newebpay.book.all().indexOf(trade), useToken(newebpay, trade))
  trade.closing = newClosing("card", trade.amount)
  if (trade.account.autoCapture) carryOut(trade.closing, "capture", trade.amount, newebpay.core.clock.now())
}

/** TokenUseStatus: 0 no saved card, 1 saved now, 2 paid with the saved card. */
function useToken({ tokens }: Newebpay, { account, order, entered }: Trade): 0 | 1 | 2 {
  if (!order.TokenTerm || !entered) return 0
  const key = `${account.merchantId} ${order.TokenTerm}`
  if (tokens.get(key) === entered.number) return 2
  if (!entered.remember) return 0
  tokens.set(key, entered.number)
  return 1
}

/** Wallets are captured when they pay. BitoPay has no refunds and no closing. */
function closeWallet({ core }: Newebpay, trade: Trade): void {
  if (trade.method?.id === "BITOPAY") return
  const closing = newClosing("wallet", trade.amount)
  carryOut(closing, "capture", trade.amount, core.clock.now())
  submitToBank(closing)
  applyBankFile(closing)
  trade.closing = closing
}

/** BNPL_Capture: 1 immediately, 2 manually, 0 by the shop's setting. */
function lend({ core }: Newebpay, trade: Trade): void {
  trade.closing = newClosing("lending", trade.amount)
  const asked = trade.order.BNPL_Capture || "0"
  if (asked === "2" || (asked === "0" && !trade.account.autoCapture)) return
  carryOut(trade.closing, "capture", trade.amount, core.clock.now())
  submitToBank(trade.closing)
}

/** Declines a payment. For a card this ends the order; a wallet may be retried. */
export function fail(newebpay: Newebpay, trade: Trade, code: string): void {
  if (trade.state === "paid") throw new ActionRefused("This trade is paid already.")
  submit(newebpay, trade)
  if (trade.method && isCard(trade.method)) trade.state = "failed"
  Object.assign(trade, { step: "result", failure: code, silent: false })
  trade.outcome = { status: code, message: messageOf(code) }
  if (newebpay.settings.failureNotices) notify(newebpay, trade, trade.outcome)
}

/** Neither the bank nor the wallet answers. The back office decides later. */
export function leaveUnanswered(newebpay: Newebpay, trade: Trade): void {
  submit(newebpay, trade)
  trade.step = "result"
  trade.silent = true
}

/** Issues a number and schedules its expiry. NotifyURL is notified of neither. */
export function issue(newebpay: Newebpay, trade: Trade, kind: Voucher["kind"], bank: string): void {
  const { core, settings } = newebpay
  submit(newebpay, trade)
  const voucher = issueVoucher(kind, bank, trade, settings, core.clock.now())
  Object.assign(trade, { state: "issued", step: "result", voucher })
  core.clock.schedule(new Date(voucher.expiresAt.getTime() + 1), () => {
    if (trade.state === "issued") trade.state = "expired"
  })
}

/** In the test environment TWQR, WeChat and Alipay complete after 30 seconds (§7), unless their code expires first. */
export function scheduleQr(newebpay: Newebpay, trade: Trade): void {
  const { core, settings } = newebpay
  const after = (seconds: number) => new Date(core.clock.now().getTime() + seconds * 1000)
  const untouched = () => isPayable(trade) && trade.method?.kind === "qr" && trade.failure === null
  const life = Number(trade.order.TWQR_LifeTime || 300)
  const completes = settings.qrCompletesSeconds
  core.clock.schedule(after(life), () => {
    if (untouched()) trade.state = "left"
  })
  if (completes === 0) return
  core.clock.schedule(after(completes), () => {
    if (untouched()) succeed(newebpay, trade)
  })
}
