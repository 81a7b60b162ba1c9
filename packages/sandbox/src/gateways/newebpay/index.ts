import type { Hono } from "hono"
import { ActionRefused, type Core, type Gateway } from "../../core/gateway.js"
import { runAction } from "../../core/office-actions.js"
import { changeSettings } from "../../core/settings.js"
import { answer, readPostData } from "./api/calls.js"
import { cancel, close } from "./api/card-commands.js"
import { enter } from "./api/entry.js"
import { lendingRefund } from "./api/lending.js"
import { query, readQuery } from "./api/query.js"
import { orderNoIn } from "./api/subject.js"
import { answerUid } from "./api/uid-calls.js"
import { lendingSettle } from "./api/unused-by-plugin/lending-settle.js"
import { walletRefund } from "./api/wallet-refund.js"
import { FIDELITY } from "./fidelity.js"
import { type AccountOptions, accountFrom, openAccounts } from "./model/accounts.js"
import { type Newebpay, newNewebpay } from "./model/newebpay.js"
import { CHOICES, DEFAULTS, type Settings } from "./model/settings.js"
import { ACTIONS } from "./office/actions.js"
import { runBankFile, runNight, scheduleDays } from "./office/batch.js"
import { viewOf } from "./office/view.js"
import { buyerPages } from "./pages/buyer.js"
import { readBody } from "./wire/codec.js"
import { PATHS } from "./wire/paths.js"

export interface NewebpayOptions extends Partial<Settings> {
  /** Shops beside the built-in ones. */
  accounts?: readonly AccountOptions[]
}

const FAULTS = [
  { kind: "queue-cancel", where: "api", label: "Queue the next cancellation: TRA20001 (NewebPay)" },
  { kind: "access-denied", where: "api", label: "403 from the servers in front (NewebPay)" },
  { kind: "wrong-amount", where: "notice", label: "Wrong amount in the next paid notice (ECPay, NewebPay)" },
  { kind: "late-failure", where: "notice", label: "A failure right after the next success (ECPay, NewebPay)" },
] as const

/** NewebPay's MPG and its background APIs in miniature, at NewebPay's own paths. */
export function newebpayGateway(core: Core, options: NewebpayOptions = {}): Gateway {
  const { accounts = [], ...given } = options
  const newebpay = newNewebpay(core, { ...DEFAULTS, ...given }, openAccounts(accounts))
  scheduleDays(newebpay)
  return {
    id: "newebpay",
    name: "藍新金流 NewebPay",
    endpoints: Object.values(PATHS),
    faults: FAULTS,
    fidelity: FIDELITY,
    mount: (app) => mount(app, newebpay),
    subjectOf: (_path, sent) => subjectOf(newebpay, sent),
    trades: () => newebpay.book.all().map(viewOf),
    act: async (trade, action, input) => act(newebpay, trade, action, input),
    commands: () => COMMANDS.map(({ run: _run, ...command }) => command),
    command: async (name) => command(newebpay, name),
    accounts: () => [...newebpay.accounts.values()].map((account) => ({ ...account })),
    addAccount: (given) => {
      const account = accountFrom(given)
      newebpay.accounts.set(account.merchantId, account)
      return { ...account }
    },
    settings: () => ({ ...newebpay.settings }),
    configure: (patch) => changeSettings(newebpay.settings, CHOICES, patch),
    reset: () => {
      newebpay.book.clear()
      newebpay.misses.clear()
      newebpay.tokens.clear()
      scheduleDays(newebpay)
    },
  }
}

const COMMANDS = [
  { name: "run-night", label: "Run the 21:00 batch now", run: runNight },
  { name: "run-bank-file", label: "Take the bank's file now", run: runBankFile },
] as const

function mount(app: Hono, newebpay: Newebpay): void {
  app.post(PATHS.mpg, (context) => enter(newebpay, context))
  app.post(PATHS.query, (context) => answer(newebpay, context, readQuery, query))
  app.post(PATHS.cancel, (context) => answer(newebpay, context, readPostData, cancel))
  app.post(PATHS.close, (context) => answer(newebpay, context, readPostData, close))
  app.post(PATHS.walletRefund, (context) => answerUid(newebpay, context, walletRefund))
  app.post(PATHS.lendingRefund, (context) => answerUid(newebpay, context, lendingRefund))
  app.post(PATHS.lendingSettle, (context) => answerUid(newebpay, context, lendingSettle))
  app.route("/", buyerPages(newebpay))
}

/** By the order's number, in the clear or within what was sealed. */
function subjectOf({ accounts, book }: Newebpay, sent: string): string | null {
  const outer = readBody(sent)
  const account = accounts.get(outer.MerchantID ?? outer.MerchantID_ ?? outer.UID_ ?? "")
  if (!account) return null
  const { orderNo, tradeNo } = orderNoIn(outer, account)
  const trade = book.byOrderNo(account.merchantId, orderNo) ?? book.byTradeNo(tradeNo)
  return trade?.tradeNo ?? null
}

function command(newebpay: Newebpay, name: string): Record<string, unknown> {
  const found = COMMANDS.find((candidate) => candidate.name === name)
  if (!found) throw new ActionRefused(`There is no command ${name}.`)
  found.run(newebpay)
  return { done: name }
}

function act(newebpay: Newebpay, tradeNo: string, action: string, input: Record<string, string>) {
  const trade = newebpay.book.byTradeNo(tradeNo)
  if (!trade) throw new ActionRefused(`There is no trade ${tradeNo}.`)
  runAction(ACTIONS, newebpay, trade, action, input)
  return { ...viewOf(trade) }
}
