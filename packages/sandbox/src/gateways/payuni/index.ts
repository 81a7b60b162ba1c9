import type { Context, Hono } from "hono"
import { ActionRefused, type Core, type Gateway } from "../../core/gateway.js"
import { runAction } from "../../core/office-actions.js"
import { changeSettings } from "../../core/settings.js"
import { answer, type Rule, subjectOf } from "./api/calls.js"
import { cancelTrade, closeTrade } from "./api/close.js"
import { acceptOrder } from "./api/order.js"
import { openEnvelope } from "./api/outer.js"
import { queryTrade } from "./api/query.js"
import { cancelCvs } from "./api/unused-by-plugin/cancel-cvs.js"
import { confirmAftee } from "./api/unused-by-plugin/confirm-aftee.js"
import { queryMany } from "./api/unused-by-plugin/query-many.js"
import { cancelToken, chargeToken, queryTokens } from "./api/unused-by-plugin/token-calls.js"
import { cancelTransfer, refundByTransfer } from "./api/unused-by-plugin/transfers.js"
import { refundOf } from "./api/wallet-refunds.js"
import { FIDELITY } from "./fidelity.js"
import { noteOpened } from "./messages/notes.js"
import { type AccountOptions, accountFrom, openAccounts } from "./model/accounts.js"
import { newPayuni, type Payuni } from "./model/payuni.js"
import { CHOICES, DEFAULTS, type Settings } from "./model/settings.js"
import { ACTIONS } from "./office/actions.js"
import { finishBatch, scheduleBatches, startBatch } from "./office/batch.js"
import { viewOf } from "./office/view.js"
import { buyerPages } from "./pages/buyer.js"
import { errorPage } from "./pages/frame.js"
import { openTrade } from "./payments.js"
import { buildQuery, readQuery, unseal } from "./wire/codec.js"
import { PayuniRefusal } from "./wire/codes.js"
import { ENDPOINTS, PAY_PATH } from "./wire/paths.js"

export interface PayuniOptions extends Partial<Settings> {
  /** Accounts beside the two made-up ones. */
  accounts?: readonly AccountOptions[]
}

const FAULTS = [
  { kind: "busy", where: "api", label: "Take long over it: the very same again is API00009 (PAYUNi)" },
  { kind: "token-decline", where: "api", label: "The bank declines the next charge of a kept card (PAYUNi)" },
  { kind: "token-unknown", where: "api", label: "UNKNOWN for the next charge of a kept card (PAYUNi)" },
  { kind: "wrong-amount", where: "notice", label: "Wrong amount in the next notice of a payment" },
] as const

const RULES: readonly Rule[] = [
  { endpoint: ENDPOINTS.query, family: "QUERY", act: queryTrade },
  { endpoint: ENDPOINTS.finiteQuery, family: "QUERY", act: queryMany },
  { endpoint: ENDPOINTS.close, family: "CLOSE", moves: "money", act: closeTrade },
  { endpoint: ENDPOINTS.cancel, family: "CANCEL", moves: "money", act: cancelTrade },
  { endpoint: ENDPOINTS.cancelCvs, family: "CVS", moves: "money", act: cancelCvs },
  { endpoint: ENDPOINTS.refundIcash, family: "REFUND", moves: "money", act: refundOf("ICash") },
  { endpoint: ENDPOINTS.refundAftee, family: "REFUND", moves: "money", act: refundOf("Aftee") },
  { endpoint: ENDPOINTS.refundLinePay, family: "REFUND", moves: "money", act: refundOf("LinePay") },
  { endpoint: ENDPOINTS.refundJkoPay, family: "REFUND", moves: "money", act: refundOf("JKoPay") },
  { endpoint: ENDPOINTS.confirmAftee, family: "CONFIRM", moves: "money", act: confirmAftee },
  { endpoint: ENDPOINTS.offlineRefund, family: "REFUND", moves: "money", act: refundByTransfer },
  { endpoint: ENDPOINTS.offlineCancel, family: "REFUND", moves: "money", act: cancelTransfer },
  { endpoint: ENDPOINTS.credit, family: "CREDIT", moves: "charge", act: chargeToken },
  { endpoint: ENDPOINTS.tokenQuery, family: "QUERY", act: queryTokens },
  { endpoint: ENDPOINTS.tokenCancel, family: "CANCEL", act: cancelToken },
]

/** PAYUNi in miniature, at PAYUNi's own paths. */
export function payuniGateway(core: Core, options: PayuniOptions = {}): Gateway {
  const { accounts = [], ...given } = options
  const payuni = newPayuni(core, { ...DEFAULTS, ...given }, openAccounts(accounts))
  scheduleBatches(payuni)
  return {
    id: "payuni",
    name: "統一金流 PAYUNi",
    endpoints: Object.values(ENDPOINTS).map(({ path }) => path),
    faults: FAULTS,
    fidelity: FIDELITY,
    mount: (app) => mount(app, payuni),
    subjectOf: (_path, sent) => subjectIn(payuni, sent),
    trades: () => payuni.book.all().map(viewOf),
    act: async (tradeNo, action, input) => act(payuni, tradeNo, action, input),
    commands: () => [{ name: "run-batch", label: "Run the nightly batch now" }],
    command: async (name) => command(payuni, name),
    accounts: () => [...payuni.accounts.values()].map((account) => ({ ...account })),
    addAccount: (given) => {
      const account = accountFrom(given)
      payuni.accounts.set(account.merId, account)
      return { ...account }
    },
    settings: () => ({ ...payuni.settings }),
    configure: (patch) => changeSettings(payuni.settings, CHOICES, patch),
    reset: () => reset(payuni),
  }
}

function mount(app: Hono, payuni: Payuni): void {
  app.post(ENDPOINTS.upp.path, (context) => openOrder(payuni, context))
  for (const rule of RULES) app.post(rule.endpoint.path, (context) => answer(payuni, context, rule))
  app.route("/", buyerPages(payuni))
  app.all("/api/*", (context) => context.html(errorPage("404", "找不到頁面"), 404))
}

/** 整合式支付頁: a good order is sent on to its page, a bad one gets a page with the code. */
async function openOrder(payuni: Payuni, context: Context): Promise<Response> {
  try {
    const opened = openEnvelope(payuni, ENDPOINTS.upp, readQuery(await context.req.text()))
    const order = acceptOrder(payuni, opened)
    const trade = openTrade(payuni, { ...opened, ...order, gateway: "2" })
    noteOpened(payuni, trade.tradeNo, ENDPOINTS.upp.path, buildQuery(opened.inner))
    return context.redirect(`${PAY_PATH}/${trade.token}`, 302)
  } catch (error) {
    if (!(error instanceof PayuniRefusal)) throw error
    return context.html(errorPage(error.code, error.message))
  }
}

/** The trade that a sealed call is about. */
function subjectIn(payuni: Payuni, sent: string): string | null {
  const { MerID = "", EncryptInfo = "" } = readQuery(sent)
  const account = payuni.accounts.get(MerID)
  return subjectOf(payuni, MerID, readQuery((account && unseal(EncryptInfo, account)) ?? ""))
}

function act(payuni: Payuni, tradeNo: string, action: string, input: Record<string, string>) {
  const trade = payuni.book.byTradeNo(tradeNo)
  if (!trade) throw new ActionRefused(`There is no trade ${tradeNo}.`)
  runAction(ACTIONS, payuni, trade, action, input)
  return { ...viewOf(trade) }
}

function command(payuni: Payuni, name: string): Record<string, unknown> {
  if (name !== "run-batch") throw new ActionRefused(`There is no command ${name}.`)
  startBatch(payuni)
  finishBatch(payuni)
  return { done: name }
}

/** Forgets trades and kept cards. */
function reset(payuni: Payuni): void {
  payuni.book.clear()
  payuni.tokens.clear()
  payuni.calls.clear()
  scheduleBatches(payuni)
}
