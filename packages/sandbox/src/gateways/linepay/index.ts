import type { Hono } from "hono"
import { ActionRefused, type Core, type Gateway } from "../../core/gateway.js"
import { readObject, textAt } from "../../core/json-rules.js"
import { runAction } from "../../core/office-actions.js"
import { changeSettings } from "../../core/settings.js"
import { answer, type Call, type Done } from "./api/calls.js"
import { capture, check, confirm, refund, voidPayment } from "./api/commands.js"
import { details } from "./api/details.js"
import { requestPayment } from "./api/request.js"
import { checkRegKey, expireRegKey, payByRegKey } from "./api/unused-by-plugin/reg-keys.js"
import { FIDELITY } from "./fidelity.js"
import { type AccountOptions, accountFrom, openAccounts } from "./model/accounts.js"
import { type Linepay, newLinepay } from "./model/linepay.js"
import { CHOICES, DEFAULTS, type Settings } from "./model/settings.js"
import { ACTIONS } from "./office/actions.js"
import { viewOf } from "./office/view.js"
import { buyerPages } from "./pages/buyer.js"
import { queryValues } from "./wire/codec.js"
import { OPERATIONS, VERSIONS } from "./wire/paths.js"

export interface LinepayOptions extends Partial<Settings> {
  /** Channels beside the two made-up ones. */
  accounts?: readonly AccountOptions[]
}

const FAULTS = [
  { kind: "in-flight", where: "api", label: "Take long over it: the same again is 1198 (LINE Pay)" },
] as const

/** LINE Pay's Online API v3 and v4 in miniature, at LINE Pay's own paths. */
export function linepayGateway(core: Core, options: LinepayOptions = {}): Gateway {
  const { accounts = [], ...given } = options
  const linepay = newLinepay(core, { ...DEFAULTS, ...given }, openAccounts(accounts))
  return {
    id: "linepay",
    name: "LINE Pay",
    endpoints: VERSIONS.flatMap((version) => Object.values(OPERATIONS).map((path) => `/${version}${path}`)),
    faults: FAULTS,
    fidelity: FIDELITY,
    mount: (app) => mount(app, linepay),
    subjectOf: (path, sent) => subjectOf(linepay, path, sent),
    trades: () => linepay.book.all().map(viewOf),
    act: async (trade, action, input) => act(linepay, trade, action, input),
    commands: () => [],
    command: async (name) => {
      throw new ActionRefused(`There is no command ${name}.`)
    },
    accounts: () => [...linepay.accounts.values()].map((account) => ({ ...account })),
    addAccount: (given) => {
      const account = accountFrom(given)
      linepay.accounts.set(account.channelId, account)
      return { ...account }
    },
    settings: () => ({ ...linepay.settings }),
    configure: (patch) => changeSettings(linepay.settings, CHOICES, patch),
    reset: () => {
      linepay.book.clear()
      linepay.regKeys.clear()
    },
  }
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

/** By the number in the path or the query, or by the orderId of a request. */
function subjectOf({ book }: Linepay, path: string, sent: string): string | null {
  const [number = queryValues(sent, "transactionId")[0]] = path.match(/\d{16,}/) ?? []
  const orderId = textAt(readObject(sent) ?? {}, "orderId") || queryValues(sent, "orderId")[0]
  const payment = number ? book.byTransaction(number) : book.all().findLast(({ order }) => order.orderId === orderId)
  return payment ? String(payment.transactionId) : null
}

function act(linepay: Linepay, trade: string, action: string, input: Record<string, string>) {
  const payment = linepay.book.byTransaction(trade)
  if (!payment) throw new ActionRefused(`There is no payment ${trade}.`)
  runAction(ACTIONS, linepay, payment, action, input)
  return { ...viewOf(payment) }
}
