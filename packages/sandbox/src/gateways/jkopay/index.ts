import type { Hono } from "hono"
import type { Core, Gateway } from "../../core/gateway.js"
import { buildGateway } from "../../core/gateway-shell.js"
import { answer } from "./api/calls.js"
import { enter } from "./api/entry.js"
import { inquire } from "./api/inquiry.js"
import { refund } from "./api/refund.js"
import { subjectOf } from "./api/subject.js"
import { FIDELITY } from "./fidelity.js"
import { type AccountOptions, accountFrom, openAccounts } from "./model/accounts.js"
import { type Jkopay, newJkopay } from "./model/jkopay.js"
import { movementsOf } from "./model/movements.js"
import { CHOICES, DEFAULTS, type Settings } from "./model/settings.js"
import { ACTIONS } from "./office/actions.js"
import { viewOf } from "./office/view.js"
import { buyerPages } from "./pages/buyer.js"
import { PATHS } from "./wire/paths.js"

export interface JkopayOptions extends Partial<Settings> {
  /** Accounts in addition to the one in the official example. */
  accounts?: readonly AccountOptions[]
}

const FAULTS = [
  { kind: "wrong-amount", where: "notice", label: "Wrong amount in the next paid notice (ECPay, JKOPAY)" },
] as const

/** The sandbox of JKOPAY's OnlinePay, at JKOPAY's own paths. */
export function jkopayGateway(core: Core, options: JkopayOptions = {}): Gateway {
  const { accounts = [], ...given } = options
  const jkopay = newJkopay(core, { ...DEFAULTS, ...given }, openAccounts(accounts))
  return buildGateway({
    id: "jkopay",
    name: "街口支付 JKOPAY",
    endpoints: Object.values(PATHS),
    faults: FAULTS,
    fidelity: FIDELITY,
    state: jkopay,
    choices: CHOICES,
    mount: (app) => mount(app, jkopay),
    subjectOf: (_path, sent) => subjectOf(jkopay, sent),
    trades: () => jkopay.book.all(),
    find: (id) => jkopay.book.byToken(id),
    noun: "order",
    view: (order) => viewOf(order, core.clock.now()),
    actions: ACTIONS,
    commands: [],
    movements: () => jkopay.book.all().flatMap(movementsOf),
    accounts: () => jkopay.accounts.values(),
    addAccount: (given) => {
      const account = accountFrom(given)
      jkopay.accounts.set(account.apiKey, account)
      return account
    },
    reset: () => jkopay.book.clear(),
  })
}

function mount(app: Hono, jkopay: Jkopay): void {
  app.post(PATHS.entry, (context) => answer(jkopay, context, (call) => enter(jkopay, call)))
  app.get(PATHS.inquiry, (context) => answer(jkopay, context, (call) => inquire(jkopay, call)))
  app.post(PATHS.refund, (context) => answer(jkopay, context, (call) => refund(jkopay, call)))
  app.route("/", buyerPages(jkopay))
}
