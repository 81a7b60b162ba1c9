import type { Hono } from "hono"
import type { Core, Gateway } from "../../core/gateway.js"
import { buildGateway } from "../../core/gateway-shell.js"
import { answer, readPostData } from "./api/calls.js"
import { cancel, close } from "./api/card-commands.js"
import { enter } from "./api/entry.js"
import { lendingRefund } from "./api/lending.js"
import { query, readQuery } from "./api/query.js"
import { subjectOf } from "./api/subject.js"
import { answerUid } from "./api/uid-calls.js"
import { lendingSettle } from "./api/unused-by-plugin/lending-settle.js"
import { walletRefund } from "./api/wallet-refund.js"
import { FIDELITY } from "./fidelity.js"
import { type AccountOptions, accountFrom, openAccounts } from "./model/accounts.js"
import { movementsOf } from "./model/movements.js"
import { type Newebpay, newNewebpay } from "./model/newebpay.js"
import { CHOICES, DEFAULTS, type Settings } from "./model/settings.js"
import { ACTIONS } from "./office/actions.js"
import { COMMANDS, scheduleDays } from "./office/batch.js"
import { viewOf } from "./office/view.js"
import { buyerPages } from "./pages/buyer.js"
import { periodPage } from "./pages/frame.js"
import { openSealed } from "./wire/opened.js"
import { PATHS, PERIOD_PATH } from "./wire/paths.js"

export interface NewebpayOptions extends Partial<Settings> {
  /** Shops in addition to the built-in ones. */
  accounts?: readonly AccountOptions[]
}

const FAULTS = [
  { kind: "queue-cancel", where: "api", label: "Queue the next cancellation: TRA20001 (NewebPay)" },
  { kind: "access-denied", where: "api", label: "403 from the servers in front (NewebPay)" },
  { kind: "wrong-amount", where: "notice", label: "Wrong amount in the next paid notice (ECPay, NewebPay)" },
  { kind: "late-failure", where: "notice", label: "A failure right after the next success (ECPay, NewebPay)" },
] as const

/** The sandbox of NewebPay's MPG and its server APIs, at NewebPay's own paths. */
export function newebpayGateway(core: Core, options: NewebpayOptions = {}): Gateway {
  const { accounts = [], ...given } = options
  const newebpay = newNewebpay(core, { ...DEFAULTS, ...given }, openAccounts(accounts))
  scheduleDays(newebpay)
  return buildGateway({
    id: "newebpay",
    name: "藍新金流 NewebPay",
    endpoints: Object.values(PATHS),
    faults: FAULTS,
    fidelity: FIDELITY,
    state: newebpay,
    choices: CHOICES,
    mount: (app) => mount(app, newebpay),
    subjectOf: (_path, sent) => subjectOf(newebpay, sent),
    open: (message) => openSealed(newebpay.accounts.values(), message),
    trades: () => newebpay.book.all(),
    find: (id) => newebpay.book.byTradeNo(id),
    noun: "trade",
    view: viewOf,
    actions: ACTIONS,
    commands: COMMANDS,
    movements: () => newebpay.book.all().flatMap(movementsOf),
    accounts: () => newebpay.accounts.values(),
    addAccount: (given) => {
      const account = accountFrom(given)
      newebpay.accounts.set(account.merchantId, account)
      return account
    },
    reset: () => {
      newebpay.book.clear()
      newebpay.misses.clear()
      newebpay.tokens.clear()
      scheduleDays(newebpay)
    },
  })
}

function mount(app: Hono, newebpay: Newebpay): void {
  app.post(PERIOD_PATH, (context) => context.html(periodPage(), 501))
  app.post(PATHS.mpg, (context) => enter(newebpay, context))
  app.post(PATHS.query, (context) => answer(newebpay, context, readQuery, query))
  app.post(PATHS.cancel, (context) => answer(newebpay, context, readPostData, cancel))
  app.post(PATHS.close, (context) => answer(newebpay, context, readPostData, close))
  app.post(PATHS.walletRefund, (context) => answerUid(newebpay, context, walletRefund))
  app.post(PATHS.lendingRefund, (context) => answerUid(newebpay, context, lendingRefund))
  app.post(PATHS.lendingSettle, (context) => answerUid(newebpay, context, lendingSettle))
  app.route("/", buyerPages(newebpay))
}
