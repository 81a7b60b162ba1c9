import type { Hono } from "hono"
import type { Core, Gateway } from "../../core/gateway.js"
import { buildGateway } from "../../core/gateway-shell.js"
import { doAction, queryCard } from "./api/card-actions.js"
import { createOrder } from "./api/entry.js"
import { fundingDetail } from "./api/funding.js"
import { queryPaymentInfo, queryTradeInfo } from "./api/query.js"
import { subjectOf } from "./api/subject.js"
import { actOnPeriod, queryPeriodInfo } from "./api/unused-by-plugin/periodic.js"
import { tradeNoAio } from "./api/unused-by-plugin/statements.js"
import { FIDELITY } from "./fidelity.js"
import { FUNDING } from "./messages/funding.js"
import { type AccountOptions, accountFrom, openAccounts } from "./model/accounts.js"
import { type Ecpay, newEcpay } from "./model/ecpay.js"
import { movementsOf } from "./model/movements.js"
import { CHOICES, DEFAULTS, type Settings } from "./model/settings.js"
import { ACTIONS } from "./office/actions.js"
import { COMMANDS, scheduleBatches } from "./office/batch.js"
import { viewOf } from "./office/view.js"
import { buyerPages } from "./pages/buyer.js"
import { PATHS } from "./wire/paths.js"

export interface EcpayOptions extends Partial<Settings> {
  /** Accounts in addition to the published test accounts. */
  accounts?: readonly AccountOptions[]
  /** Whether accounts close at 20:15 by themselves unless their own options say otherwise. Default true. */
  autoClose?: boolean
}

const FAULTS = [
  { kind: "throttle", where: "api", label: "403 for half an hour (ECPay)" },
  { kind: "wrong-amount", where: "notice", label: "Wrong amount in the next paid notice (ECPay)" },
  { kind: "late-failure", where: "notice", label: "A failure right after the next success (ECPay)" },
] as const

/** The ECPay sandbox, at ECPay's own paths. */
export function ecpayGateway(core: Core, options: EcpayOptions = {}): Gateway {
  const { accounts: extra = [], autoClose = true, ...given } = options
  const ecpay = newEcpay(core, { ...DEFAULTS, ...given }, openAccounts(extra, autoClose))
  scheduleBatches(ecpay)
  return buildGateway({
    id: "ecpay",
    name: "綠界 ECPay",
    endpoints: Object.values(PATHS),
    faults: FAULTS,
    fidelity: FIDELITY,
    state: ecpay,
    choices: CHOICES,
    mount: (app) => mount(app, ecpay),
    subjectOf: (_path, sent) => subjectOf(ecpay, sent),
    trades: () => ecpay.book.all(),
    find: (id) => ecpay.book.byTradeNo(id),
    noun: "trade",
    view: viewOf,
    actions: ACTIONS,
    commands: COMMANDS,
    movements: () => ecpay.book.all().flatMap(movementsOf),
    statements: [FUNDING],
    accounts: () => ecpay.accounts.values(),
    addAccount: (given) => {
      const account = accountFrom(given, autoClose)
      ecpay.accounts.set(account.merchantId, account)
      return account
    },
    reset: () => {
      ecpay.book.clear()
      ecpay.calls.clear()
      scheduleBatches(ecpay)
    },
  })
}

function mount(app: Hono, ecpay: Ecpay): void {
  app.post(PATHS.createOrder, (context) => createOrder(ecpay, context))
  app.post(PATHS.queryTradeInfo, (context) => queryTradeInfo(ecpay, context))
  app.post(PATHS.queryPaymentInfo, (context) => queryPaymentInfo(ecpay, context))
  app.post(PATHS.queryPeriodInfo, (context) => queryPeriodInfo(ecpay, context))
  app.post(PATHS.periodAction, (context) => actOnPeriod(ecpay, context))
  app.post(PATHS.doAction, (context) => doAction(ecpay, context))
  app.post(PATHS.queryCard, (context) => queryCard(ecpay, context))
  app.post(PATHS.fundingDetail, (context) => fundingDetail(ecpay, context))
  app.post(PATHS.tradeNoAio, (context) => tradeNoAio(ecpay, context))
  app.route("/", buyerPages(ecpay))
}
