import type { Method } from "../../toolkit/contract/method"
import type { Form } from "../../toolkit/contract/start"
import type { StartRequest } from "../../toolkit/contract/start-request"
import { orderText } from "../../toolkit/order-text"
import { formatTaipei } from "../../toolkit/taipei-time"
import { clipBytes, fullWidth } from "../../toolkit/text"
import type { PayuniConfig, ShownMethod } from "./config"
import { METHODS, type MethodId } from "./methods"
import { seal } from "./wire"

type OrderFields = Readonly<Record<string, string>>

/** What shows each method on the page (整合式支付頁, 請求參數). Where none is named, the back office decides. */
const METHOD_FIELDS: Readonly<Record<MethodId, (config: PayuniConfig, request: StartRequest) => OrderFields>> = {
  all: chooser,
  credit: (config) => ({ Credit: "1", ...force3d(config, "API3D") }),
  installment: (config) => ({ CreditInst: config.installments.join(","), ...force3d(config, "API3D") }),
  unionpay: (config) => ({ CreditUnionPay: "1", ...force3d(config, "Union3D") }),
  applepay: () => ({ ApplePay: "1" }),
  googlepay: () => ({ GooglePay: "1" }),
  samsungpay: () => ({ SamsungPay: "1" }),
  icash: () => ({ ICash: "1" }),
  aftee: () => ({ Aftee: "1" }),
  linepay: () => ({ LinePay: "1" }),
  jkopay: () => ({ JKoPay: "1" }),
  atm: (config, request) => ({ ATM: "1", ...banks(config), ...payBefore(request, config.lifetimes.atm) }),
  cvs: (config, request) => ({ CVS: "1", ...payBefore(request, config.lifetimes.cvs) }),
}

/** The sealed form that the buyer's browser posts to UPP 2.0. */
export function orderForm(config: PayuniConfig, request: StartRequest): Form {
  const { tradeNo, amount, at, method, urls } = request
  const fields = {
    MerID: config.merId,
    MerTradeNo: tradeNo,
    TradeAmt: String(amount),
    Timestamp: String(Math.floor(at.getTime() / 1000)),
    ProdDesc: describe(request),
    ReturnURL: urls.return,
    NotifyURL: urls.notify,
    BackURL: urls.back,
    ...mailOf(request),
    Lang: config.language ?? (request.locale === "en" ? "en" : "zh-tw"),
    ...METHOD_FIELDS[method.id as MethodId](config, request),
  }
  return { action: `${config.host}/api/upp`, fields: seal(fields, "2.0", config.keys[0]) }
}

/** One date serves both kinds of code, and a store code lives for at most 7 days. */
function chooser(config: PayuniConfig, request: StartRequest): OrderFields {
  const { atm, cvs } = config.lifetimes
  const shown = fitting(config.shownMethods, request).map((id) => METHOD_FIELDS[id](config, request))
  return { ...Object.assign({}, ...shown), ...payBefore(request, Math.min(atm, cvs)) }
}

/** PAYUNi refuses the whole order for a method whose limits the amount exceeds (UPP02088 to UPP02108). */
function fitting(shown: readonly ShownMethod[], { amount }: StartRequest): readonly ShownMethod[] {
  const takes = ({ limits }: Method) => amount >= limits.min && amount <= limits.max
  const fit = shown.filter((id) => METHODS.some((method) => method.id === id && takes(method)))
  return fit.length > 0 ? fit : shown
}

/** The last day, on the wall in Taipei. */
function payBefore({ at }: StartRequest, days: number): OrderFields {
  const last = new Date(at.getTime() + days * 86_400_000)
  return { ExpireDate: formatTaipei(last).slice(0, 10).replaceAll("/", "-") }
}

function banks({ atmBanks }: PayuniConfig): OrderFields {
  return atmBanks.length > 0 ? { AtmBankType: atmBanks.join(",") } : {}
}

function force3d(config: PayuniConfig, name: "API3D" | "Union3D"): OrderFields {
  return config.force3d ? { [name]: "1" } : {}
}

const PLAIN_ADDRESS = /^[\w.+-]{1,64}@[\w-]+(\.[\w-]+)+$/

/** Saves the buyer from typing it again; left out where PAYUNi might not take it. */
function mailOf({ buyer: { email } }: StartRequest): OrderFields {
  return email !== null && PLAIN_ADDRESS.test(email) ? { UsrMail: email } : {}
}

/** Lines of ProdDesc stand apart by semicolons; what a page could take for markup is written full-width. */
const SPECIAL = /[;<>"'&\\]/g

const LONGEST = 550

function describe(request: StartRequest): string {
  return orderText(request, {
    write: (name) => name.replace(SPECIAL, fullWidth),
    joiner: ";",
    fits: (text) => Buffer.byteLength(text) <= LONGEST,
    clip: (text) => clipBytes(text, LONGEST),
  })
}
