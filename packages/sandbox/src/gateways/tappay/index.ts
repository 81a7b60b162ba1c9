import type { Hono } from "hono"
import type { Core, Gateway } from "../../core/gateway.js"
import { buildGateway } from "../../core/gateway-shell.js"
import { bindCard, removeCard } from "./api/bind.js"
import { capToday } from "./api/captures.js"
import { getPrimes } from "./api/get-prime.js"
import { payByPrime, payByToken } from "./api/pay.js"
import { queryRecords } from "./api/record.js"
import { refund } from "./api/refunds.js"
import { subjectOf } from "./api/subject.js"
import { capCancel } from "./api/unused-by-plugin/cancel-capture.js"
import { refundCancel } from "./api/unused-by-plugin/cancel-refund.js"
import { tradeHistory } from "./api/unused-by-plugin/trade-history.js"
import { FIDELITY } from "./fidelity.js"
import { openPartners, type PartnerOptions, partnerFrom } from "./model/accounts.js"
import { movementsOf } from "./model/movements.js"
import { CHOICES, DEFAULTS, type Settings } from "./model/settings.js"
import { newTappay, type Tappay } from "./model/tappay.js"
import { ACTIONS } from "./office/actions.js"
import { COMMANDS, scheduleBatches } from "./office/batch.js"
import { viewOf } from "./office/view.js"
import { redirectPages } from "./pages/redirects.js"
import { sdkPages } from "./pages/sdk.js"
import { PATHS } from "./wire/paths.js"

export interface TappayOptions extends Partial<Settings> {
  /** Accounts in addition to the published test account. */
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

/** The TapPay sandbox: its calls, its redirect pages and its browser script. */
export function tappayGateway(core: Core, options: TappayOptions = {}): Gateway {
  const { accounts = [], ...given } = options
  const tappay = newTappay(core, { ...DEFAULTS, ...given }, openPartners(accounts))
  scheduleBatches(tappay)
  return buildGateway({
    id: "tappay",
    name: "TapPay",
    endpoints: Object.values(PATHS),
    faults: FAULTS,
    fidelity: FIDELITY,
    state: tappay,
    choices: CHOICES,
    mount: (app) => mount(app, tappay),
    subjectOf: (_path, sent) => subjectOf(tappay, sent),
    trades: () => tappay.book.all(),
    find: (id) => tappay.book.byId(id),
    noun: "trade",
    view: viewOf,
    actions: ACTIONS,
    commands: COMMANDS,
    movements: () => tappay.book.all().flatMap(movementsOf),
    accounts: () => tappay.partners.values(),
    addAccount: (given) => {
      const partner = partnerFrom(given)
      // One that is known is changed in place: its payments, primes and cards stay its own.
      tappay.partners.set(
        partner.partnerKey,
        Object.assign(tappay.partners.get(partner.partnerKey) ?? partner, partner),
      )
      return partner
    },
    reset: () => reset(tappay),
  })
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

/** Forgets trades, primes and saved cards. */
function reset(tappay: Tappay): void {
  tappay.book.clear()
  tappay.primes.clear()
  tappay.cards.clear()
  scheduleBatches(tappay)
}
