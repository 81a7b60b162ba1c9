import type { Hono } from "hono"
import type { Core, Gateway } from "../../core/gateway.js"
import { buildGateway } from "../../core/gateway-shell.js"
import { answer, type Call, type Done } from "./api/calls.js"
import { capture, check, confirm, refund, voidPayment } from "./api/commands.js"
import { details } from "./api/details.js"
import { requestPayment } from "./api/request.js"
import { subjectOf } from "./api/subject.js"
import { checkRegKey, expireRegKey, payByRegKey } from "./api/unused-by-plugin/reg-keys.js"
import { FIDELITY } from "./fidelity.js"
import { type AccountOptions, accountFrom, openAccounts } from "./model/accounts.js"
import { type Linepay, newLinepay } from "./model/linepay.js"
import { movementsOf } from "./model/movements.js"
import { CHOICES, DEFAULTS, type Settings } from "./model/settings.js"
import { ACTIONS } from "./office/actions.js"
import { viewOf } from "./office/view.js"
import { buyerPages } from "./pages/buyer.js"
import { OPERATIONS, VERSIONS } from "./wire/paths.js"

export interface LinepayOptions extends Partial<Settings> {
  /** Channels in addition to the two made-up ones. */
  accounts?: readonly AccountOptions[]
}

const FAULTS = [
  { kind: "in-flight", where: "api", label: "Take long over it: the same again is 1198 (LINE Pay)" },
] as const

/** The sandbox of LINE Pay's Online API v3 and v4, at LINE Pay's own paths. */
export function linepayGateway(core: Core, options: LinepayOptions = {}): Gateway {
  const { accounts = [], ...given } = options
  const linepay = newLinepay(core, { ...DEFAULTS, ...given }, openAccounts(accounts))
  return buildGateway({
    id: "linepay",
    name: "LINE Pay",
    endpoints: VERSIONS.flatMap((version) => Object.values(OPERATIONS).map((path) => `/${version}${path}`)),
    faults: FAULTS,
    fidelity: FIDELITY,
    state: linepay,
    choices: CHOICES,
    mount: (app) => mount(app, linepay),
    subjectOf: (path, sent) => subjectOf(linepay, path, sent),
    trades: () => linepay.book.all(),
    find: (id) => linepay.book.byTransaction(id),
    noun: "payment",
    view: viewOf,
    actions: ACTIONS,
    commands: [],
    movements: () => linepay.book.all().flatMap(movementsOf),
    accounts: () => linepay.accounts.values(),
    addAccount: (given) => {
      const account = accountFrom(given)
      linepay.accounts.set(account.channelId, account)
      return account
    },
    reset: () => {
      linepay.book.clear()
      linepay.regKeys.clear()
    },
  })
}

type Operation = (linepay: Linepay, call: Call) => Done | Promise<Done>

const GETS: readonly (readonly [path: string, operation: Operation])[] = [
  [OPERATIONS.check, check],
  [OPERATIONS.details, details],
  [OPERATIONS.checkRegKey, checkRegKey],
]

const POSTS: readonly (readonly [path: string, operation: Operation])[] = [
  [OPERATIONS.request, requestPayment],
  [OPERATIONS.confirm, confirm],
  [OPERATIONS.capture, capture],
  [OPERATIONS.void, voidPayment],
  [OPERATIONS.refund, refund],
  [OPERATIONS.payByRegKey, payByRegKey],
  [OPERATIONS.expireRegKey, expireRegKey],
]

function mount(app: Hono, linepay: Linepay): void {
  for (const version of VERSIONS) {
    for (const [path, operation] of GETS) {
      app.get(`/${version}${path}`, (context) => answer(linepay, context, version, (call) => operation(linepay, call)))
    }
    for (const [path, operation] of POSTS) {
      app.post(`/${version}${path}`, (context) => answer(linepay, context, version, (call) => operation(linepay, call)))
    }
  }
  app.route("/", buyerPages(linepay))
}
