import type { Hono } from "hono"
import { ActionRefused, type Core, type Gateway } from "../../core/gateway.js"
import { readObject, textAt } from "../../core/json-rules.js"
import { runAction } from "../../core/office-actions.js"
import { changeSettings } from "../../core/settings.js"
import { answer } from "./api/calls.js"
import { enter } from "./api/entry.js"
import { inquire } from "./api/inquiry.js"
import { refund } from "./api/refund.js"
import { FIDELITY } from "./fidelity.js"
import { type AccountOptions, accountFrom, openAccounts } from "./model/accounts.js"
import { type Jkopay, newJkopay } from "./model/jkopay.js"
import { CHOICES, DEFAULTS, type Settings } from "./model/settings.js"
import { ACTIONS } from "./office/actions.js"
import { viewOf } from "./office/view.js"
import { buyerPages } from "./pages/buyer.js"
import { readOrderIds } from "./wire/codec.js"
import { PATHS } from "./wire/paths.js"

export interface JkopayOptions extends Partial<Settings> {
  /** Accounts beside the one of the official example. */
  accounts?: readonly AccountOptions[]
}

const FAULTS = [
  { kind: "wrong-amount", where: "notice", label: "Wrong amount in the next paid notice (ECPay, JKOPAY)" },
] as const

/** JKOPAY's OnlinePay in miniature, at JKOPAY's own paths. */
export function jkopayGateway(core: Core, options: JkopayOptions = {}): Gateway {
  const { accounts = [], ...given } = options
  const jkopay = newJkopay(core, { ...DEFAULTS, ...given }, openAccounts(accounts))
  return {
    id: "jkopay",
    name: "街口支付 JKOPAY",
    endpoints: Object.values(PATHS),
    faults: FAULTS,
    fidelity: FIDELITY,
    mount: (app) => mount(app, jkopay),
    subjectOf: (_path, sent) => subjectOf(jkopay, sent),
    trades: () => jkopay.book.all().map((order) => viewOf(order, core.clock.now())),
    act: async (trade, action, input) => act(jkopay, trade, action, input),
    commands: () => [],
    command: async (name) => {
      throw new ActionRefused(`There is no command ${name}.`)
    },
    accounts: () => [...jkopay.accounts.values()].map((account) => ({ ...account })),
    addAccount: (given) => {
      const account = accountFrom(given)
      jkopay.accounts.set(account.apiKey, account)
      return { ...account }
    },
    settings: () => ({ ...jkopay.settings }),
    configure: (patch) => changeSettings(jkopay.settings, CHOICES, patch),
    reset: () => jkopay.book.clear(),
  }
}

function mount(app: Hono, jkopay: Jkopay): void {
  app.post(PATHS.entry, (context) => answer(jkopay, context, (call) => enter(jkopay, call)))
  app.get(PATHS.inquiry, (context) => answer(jkopay, context, (call) => inquire(jkopay, call)))
  app.post(PATHS.refund, (context) => answer(jkopay, context, (call) => refund(jkopay, call)))
  app.route("/", buyerPages(jkopay))
}

/** By the order's id in the body, or the first one in the query. */
function subjectOf({ book }: Jkopay, sent: string): string | null {
  const orderId = textAt(readObject(sent) ?? {}, "platform_order_id") || readOrderIds(sent)[0]
  return book.all().find(({ entry }) => entry.orderId === orderId)?.token ?? null
}

function act(jkopay: Jkopay, trade: string, action: string, input: Record<string, string>) {
  const order = jkopay.book.byToken(trade)
  if (!order) throw new ActionRefused(`There is no order ${trade}.`)
  runAction(ACTIONS, jkopay, order, action, input)
  return { ...viewOf(order, jkopay.core.clock.now()) }
}
