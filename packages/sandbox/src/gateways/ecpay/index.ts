import { randomBytes } from "node:crypto"
import type { Context, Hono } from "hono"
import { ActionRefused, type Core, type Gateway } from "../../core/gateway.js"
import { doAction, queryCard } from "./api/card-actions.js"
import { type AcceptedOrder, acceptOrder, OrderRefused } from "./api/create-order.js"
import { queryPaymentInfo, queryTradeInfo } from "./api/query.js"
import { actOnPeriod, queryPeriodInfo } from "./api/unused-by-plugin/periodic.js"
import { fundingDetail, tradeNoAio } from "./api/unused-by-plugin/statements.js"
import { FIDELITY } from "./fidelity.js"
import { type Account, type AccountOptions, accountOf, openAccounts } from "./model/accounts.js"
import { type Ecpay, newEcpay } from "./model/ecpay.js"
import { DEFAULTS, type Settings } from "./model/settings.js"
import type { Trade } from "./model/trade.js"
import { actOn } from "./office/actions.js"
import { runBatch, scheduleBatches } from "./office/batch.js"
import { viewOf } from "./office/view.js"
import { buyerPages } from "./pages/buyer.js"
import { errorPage } from "./pages/frame.js"
import { scheduleDesertion } from "./payments.js"
import { readForm } from "./wire/codec.js"
import { PATHS, PAY_PATH } from "./wire/paths.js"

export interface EcpayOptions extends Partial<Settings> {
  /** Accounts beside the published test accounts. */
  accounts?: readonly AccountOptions[]
  /** Whether accounts close at 20:15 by themselves unless their own options say otherwise. Default true. */
  autoClose?: boolean
}

const FAULTS = [
  { kind: "throttle", where: "api", label: "403 for half an hour (ECPay)" },
  { kind: "wrong-amount", where: "notice", label: "Wrong amount in the next paid notice (ECPay)" },
  { kind: "late-failure", where: "notice", label: "A failure right after the next success (ECPay)" },
] as const

/** ECPay in miniature, at ECPay's own paths. */
export function ecpayGateway(core: Core, options: EcpayOptions = {}): Gateway {
  const { accounts: extra = [], autoClose = true, ...given } = options
  const ecpay = newEcpay(core, { ...DEFAULTS, ...given }, openAccounts(extra, autoClose))
  scheduleBatches(ecpay)
  return {
    id: "ecpay",
    name: "綠界 ECPay",
    endpoints: Object.values(PATHS),
    faults: FAULTS,
    fidelity: FIDELITY,
    mount: (app) => mount(app, ecpay),
    subjectOf: (_path, body) => subjectOf(ecpay, body),
    trades: () => ecpay.book.all().map(viewOf),
    act: async (tradeNo, action, input) => actOnTrade(ecpay, tradeNo, action, input),
    commands: () => [{ name: "run-batch", label: "Run the 20:15 batch now" }],
    command: async (name) => command(ecpay, name),
    accounts: () => [...ecpay.accounts.values()].map((account) => ({ ...account })),
    addAccount: (account) => addAccount(ecpay, account, autoClose),
    settings: () => ({ ...ecpay.settings }),
    configure: (patch) => configure(ecpay, patch),
    reset: () => {
      ecpay.book.clear()
      ecpay.calls.clear()
      scheduleBatches(ecpay)
    },
  }
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

/** 產生訂單: a good order answers 302 with a relative Location, a bad one 200 with an error page. */
async function createOrder(ecpay: Ecpay, context: Context): Promise<Response> {
  try {
    const order = acceptOrder(await context.req.text(), {
      account: (merchantId) => ecpay.accounts.get(merchantId),
      isUsed: (merchantId, reference) => ecpay.book.byReference(merchantId, reference) !== undefined,
    })
    return context.redirect(`${PAY_PATH}/${open(ecpay, order).token}`, 302)
  } catch (error) {
    if (!(error instanceof OrderRefused)) throw error
    return context.html(errorPage(error.code, error.message))
  }
}

function open(ecpay: Ecpay, { account, platform, fields, amount }: AcceptedOrder): Trade {
  const createdAt = ecpay.core.clock.now()
  const trade: Trade = {
    tradeNo: ecpay.book.nextTradeNo(createdAt),
    token: randomBytes(16).toString("hex"),
    account,
    platform,
    order: fields,
    amount,
    createdAt,
    language: fields.Language === "ENG" ? "en" : "zh",
    state: "open",
    step: "choosing",
    method: null,
    paymentType: "",
    paidAt: null,
    failure: null,
    otpTries: 0,
    entered: null,
    voucher: null,
    card: null,
    contract: null,
    particulars: {},
  }
  ecpay.book.add(trade)
  scheduleDesertion(ecpay, trade)
  return trade
}

function subjectOf(ecpay: Ecpay, body: string): string | null {
  const { MerchantID = "", MerchantTradeNo = "" } = readForm(body)
  return ecpay.book.byReference(MerchantID, MerchantTradeNo)?.tradeNo ?? null
}

function actOnTrade(ecpay: Ecpay, tradeNo: string, action: string, input: Record<string, string>) {
  const trade = ecpay.book.byTradeNo(tradeNo)
  if (!trade) throw new ActionRefused(`There is no trade ${tradeNo}.`)
  actOn(ecpay, trade, action, input)
  return { ...viewOf(trade) }
}

function command(ecpay: Ecpay, name: string): Record<string, unknown> {
  if (name !== "run-batch") throw new ActionRefused(`There is no command ${name}.`)
  runBatch(ecpay)
  return { done: name }
}

function addAccount(ecpay: Ecpay, given: Record<string, unknown>, autoClose: boolean): Record<string, unknown> {
  const { merchantId, hashKey, hashIV } = given
  if (typeof merchantId !== "string" || typeof hashKey !== "string" || typeof hashIV !== "string") {
    throw new ActionRefused("An account needs merchantId, hashKey and hashIV.")
  }
  const account: Account = accountOf({ ...given, merchantId, hashKey, hashIV }, autoClose)
  ecpay.accounts.set(merchantId, account)
  return { ...account }
}

function configure(ecpay: Ecpay, patch: Record<string, unknown>): Record<string, unknown> {
  for (const [name, value] of Object.entries(patch)) {
    const current = Object.entries(DEFAULTS).find(([known]) => known === name)?.[1]
    if (typeof value !== typeof current) throw new ActionRefused(`${name} is no setting, or not of this type.`)
  }
  Object.assign(ecpay.settings, patch)
  return { ...ecpay.settings }
}
