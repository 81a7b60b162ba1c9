import type { Hono } from "hono"
import type { Core, Gateway } from "../../core/gateway.js"
import { buildGateway } from "../../core/gateway-shell.js"
import { answer } from "./api/calls.js"
import { openOrder } from "./api/entry.js"
import { RULES } from "./api/rules.js"
import { subjectOf } from "./api/subject.js"
import { FIDELITY } from "./fidelity.js"
import { type AccountOptions, accountFrom, openAccounts } from "./model/accounts.js"
import { movementsOf } from "./model/movements.js"
import { newPayuni, type Payuni } from "./model/payuni.js"
import { CHOICES, DEFAULTS, type Settings } from "./model/settings.js"
import { ACTIONS } from "./office/actions.js"
import { COMMANDS, scheduleBatches } from "./office/batch.js"
import { viewOf } from "./office/view.js"
import { buyerPages } from "./pages/buyer.js"
import { errorPage } from "./pages/frame.js"
import { openSealed } from "./wire/codec.js"
import { ENDPOINTS } from "./wire/paths.js"

export interface PayuniOptions extends Partial<Settings> {
  /** Accounts in addition to the two made-up ones. */
  accounts?: readonly AccountOptions[]
}

const FAULTS = [
  { kind: "busy", where: "api", label: "Take long over it: the very same again is API00009 (PAYUNi)" },
  { kind: "token-decline", where: "api", label: "The bank declines the next charge of a saved card (PAYUNi)" },
  { kind: "token-unknown", where: "api", label: "UNKNOWN for the next charge of a saved card (PAYUNi)" },
  { kind: "wrong-amount", where: "notice", label: "Wrong amount in the next notice of a payment" },
] as const

/** The PAYUNi sandbox, at PAYUNi's own paths. */
export function payuniGateway(core: Core, options: PayuniOptions = {}): Gateway {
  const { accounts = [], ...given } = options
  const payuni = newPayuni(core, { ...DEFAULTS, ...given }, openAccounts(accounts))
  scheduleBatches(payuni)
  return buildGateway({
    id: "payuni",
    name: "統一金流 PAYUNi",
    endpoints: Object.values(ENDPOINTS).map(({ path }) => path),
    faults: FAULTS,
    fidelity: FIDELITY,
    state: payuni,
    choices: CHOICES,
    mount: (app) => mount(app, payuni),
    subjectOf: (_path, sent) => subjectOf(payuni, sent),
    open: (message) => openSealed(payuni.accounts.values(), message),
    trades: () => payuni.book.all(),
    find: (id) => payuni.book.byTradeNo(id),
    noun: "trade",
    view: viewOf,
    actions: ACTIONS,
    commands: COMMANDS,
    movements: () => payuni.book.all().flatMap(movementsOf),
    accounts: () => payuni.accounts.values(),
    addAccount: (given) => {
      const account = accountFrom(given)
      payuni.accounts.set(account.merId, account)
      return account
    },
    reset: () => reset(payuni),
  })
}

function mount(app: Hono, payuni: Payuni): void {
  app.post(ENDPOINTS.upp.path, (context) => openOrder(payuni, context))
  for (const rule of RULES) app.post(rule.endpoint.path, (context) => answer(payuni, context, rule))
  app.route("/", buyerPages(payuni))
  app.all("/api/*", (context) => context.html(errorPage("404", "找不到頁面"), 404))
}

/** Forgets trades and saved cards. */
function reset(payuni: Payuni): void {
  payuni.book.clear()
  payuni.tokens.clear()
  payuni.calls.clear()
  scheduleBatches(payuni)
}
