import type { Hono } from "hono"
import { ActionRefused, type Core, type Gateway } from "../../core/gateway.js"
import { readObject } from "../../core/json-rules.js"
import { runAction } from "../../core/office-actions.js"
import { changeSettings } from "../../core/settings.js"
import { bindCard, removeCard } from "./api/bind.js"
import { capToday } from "./api/captures.js"
import { getPrimes } from "./api/get-prime.js"
import { payByPrime, payByToken } from "./api/pay.js"
import { queryRecords } from "./api/record.js"
import { refund } from "./api/refunds.js"
import { capCancel } from "./api/unused-by-plugin/cancel-capture.js"
import { refundCancel } from "./api/unused-by-plugin/cancel-refund.js"
import { tradeHistory } from "./api/unused-by-plugin/trade-history.js"
import { FIDELITY } from "./fidelity.js"
import { openPartners, type PartnerOptions, partnerOf } from "./model/accounts.js"
import { CHOICES, DEFAULTS, type Settings } from "./model/settings.js"
import { newTappay, type Tappay } from "./model/tappay.js"
import { ACTIONS } from "./office/actions.js"
import { captureAll, scheduleBatches } from "./office/batch.js"
import { viewOf } from "./office/view.js"
import { redirectPages } from "./pages/redirects.js"
import { sdkPages } from "./pages/sdk.js"
import { objectOf, textOf } from "./wire/checks.js"
import { PATHS } from "./wire/paths.js"

export interface TappayOptions extends Partial<Settings> {
  /** Accounts beside the published test account. */
  accounts?: readonly PartnerOptions[]
}

const FAULTS = [
  { kind: "decline", where: "api", label: "The bank declines the next payment: 10003 (TapPay)" },
  { kind: "bank-error", where: "api", label: "The bank has an error at the next payment: 10023 (TapPay)" },
  { kind: "gateway-timeout", where: "api", label: "421, and nothing is authorised (TapPay)" },
  { kind: "bank-timeout", where: "api", label: "10004, but authorised five minutes later (TapPay)" },
  { kind: "bank-pending", where: "api", label: "10001, and authorised five minutes later (TapPay)" },
  { kind: "wrong-amount", where: "notice", label: "Wrong amount in the next notice of a payment" },
] as const

/** TapPay in miniature: its calls, its redirect pages and its browser script. */
export function tappayGateway(core: Core, options: TappayOptions = {}): Gateway {
  const { accounts = [], ...given } = options
  const tappay = newTappay(core, { ...DEFAULTS, ...given }, openPartners(accounts))
  scheduleBatches(tappay)
  return {
    id: "tappay",
    name: "TapPay",
    endpoints: Object.values(PATHS),
    faults: FAULTS,
    fidelity: FIDELITY,
    mount: (app) => mount(app, tappay),
    subjectOf: (_path, body) => subjectOf(tappay, body),
    trades: () => tappay.book.all().map(viewOf),
    act: async (id, action, input) => actOnTrade(tappay, id, action, input),
    commands: () => [{ name: "run-capture", label: "Capture all that is arranged, now" }],
    command: async (name) => command(tappay, name),
    accounts: () => [...tappay.partners.values()].map((partner) => ({ ...partner })),
    addAccount: (account) => addAccount(tappay, account),
    settings: () => ({ ...tappay.settings }),
    configure: (patch) => changeSettings(tappay.settings, CHOICES, patch),
    reset: () => reset(tappay),
  }
}

function mount(app: Hono, tappay: Tappay): void {
  app.post(PATHS.payByPrime, payByPrime(tappay))
  app.post(PATHS.payByToken, payByToken(tappay))
  app.post(PATHS.record, queryRecords(tappay))
  app.post(PATHS.refund, refund(tappay))
  app.post(PATHS.refundCancel, refundCancel(tappay))
  app.post(PATHS.cap, capToday(tappay))
  app.post(PATHS.capCancel, capCancel(tappay))
  app.post(PATHS.tradeHistory, tradeHistory(tappay))
  app.post(PATHS.bind, bindCard(tappay))
  app.post(PATHS.remove, removeCard(tappay))
  app.route("/", redirectPages(tappay))
  app.route("/", getPrimes(tappay))
  app.route("/", sdkPages(tappay))
}

/** The trade that a call names, or made: by its id, its bank_transaction_id, its prime, or its order number. */
function subjectOf({ book }: Tappay, text: string): string | null {
  const body = readObject(text) ?? {}
  const named = { ...body, ...objectOf(body.filters) }
  const id = textOf(named.rec_trade_id)
  if (id !== "") return book.byId(id)?.recTradeId ?? null
  const fits = book.all().findLast(({ bankTransactionId, prime, orderNumber }) => {
    const names = [bankTransactionId, prime, orderNumber]
    return [named.bank_transaction_id, named.prime, named.order_number].some(
      (value, index) => textOf(value) !== "" && value === names[index],
    )
  })
  return fits?.recTradeId ?? null
}

function actOnTrade(tappay: Tappay, id: string, action: string, input: Record<string, string>) {
  const trade = tappay.book.byId(id)
  if (!trade) throw new ActionRefused(`There is no trade ${id}.`)
  runAction(ACTIONS, tappay, trade, action, input)
  return { ...viewOf(trade) }
}

function command(tappay: Tappay, name: string): Record<string, unknown> {
  if (name !== "run-capture") throw new ActionRefused(`There is no command ${name}.`)
  captureAll(tappay)
  return { done: name }
}

function addAccount({ partners }: Tappay, given: Record<string, unknown>): Record<string, unknown> {
  const { partnerKey, appId, appKey, merchants } = given
  const names = Array.isArray(merchants) ? merchants.map(objectOf) : []
  const whole = names.length > 0 && names.every(({ merchantId }) => typeof merchantId === "string")
  if (typeof partnerKey !== "string" || typeof appKey !== "string" || appId === undefined || !whole) {
    throw new ActionRefused("An account needs partnerKey, appId, appKey and merchants, each with a merchantId.")
  }
  const merchantOptions = names.map((each) => ({ ...each, merchantId: String(each.merchantId) }))
  const partner = partnerOf({ partnerKey, appKey, appId: String(appId), merchants: merchantOptions })
  // One that is known is changed in place: its payments, primes and cards stay its own.
  partners.set(partnerKey, Object.assign(partners.get(partnerKey) ?? partner, partner))
  return { ...partner }
}

/** Forgets trades, primes and saved cards. */
function reset(tappay: Tappay): void {
  tappay.book.clear()
  tappay.primes.clear()
  tappay.cards.clear()
  scheduleBatches(tappay)
}
