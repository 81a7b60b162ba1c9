import type { Form } from "../../toolkit/contract/start"
import type { StartRequest } from "../../toolkit/contract/start-request"
import { orderText } from "../../toolkit/order-text"
import { formatTaipei } from "../../toolkit/taipei-time"
import { clipBytes, fullWidth, withinBmp } from "../../toolkit/text"
import type { EcpayConfig } from "./config"
import type { MethodId } from "./methods"
import { sign } from "./wire"

type OrderFields = Readonly<Record<string, string>>

/** What each method adds to the common fields (全方位金流 → 各付款方式的參數). */
const METHOD_FIELDS: Readonly<Record<MethodId, (config: EcpayConfig, request: StartRequest) => OrderFields>> = {
  all: (config, request) => ({
    ChoosePayment: "ALL",
    ...hidden(config),
    ...result(request),
    ...issued(request),
    ExpireDate: config.lifetimes.atm,
  }),
  credit: (_, request) => ({ ChoosePayment: "Credit", UnionPay: "2", ...result(request) }),
  installment: (config, request) => ({
    ChoosePayment: "Credit",
    CreditInstallment: config.installments.join(","),
    ...result(request),
  }),
  unionpay: () => ({ ChoosePayment: "Credit", UnionPay: "1" }),
  applepay: (_, request) => ({ ChoosePayment: "ApplePay", ...result(request) }),
  twqr: (_, request) => ({ ChoosePayment: "TWQR", ...result(request) }),
  weixin: (_, request) => ({ ChoosePayment: "WeiXin", ...result(request) }),
  bnpl: (config, request) => ({
    ChoosePayment: "BNPL",
    ...sub(config, "bnpl"),
    ...result(request),
    PaymentInfoURL: request.urls.notify,
  }),
  jkopay: (_, request) => ({ ChoosePayment: "DigitalPayment", ChooseSubPayment: "Jkopay", ...result(request) }),
  ipass: (_, request) => ({ ChoosePayment: "DigitalPayment", ChooseSubPayment: "iPASS", ...result(request) }),
  webatm: (config, request) => ({ ChoosePayment: "WebATM", ...sub(config, "webatm"), ...result(request) }),
  atm: (config, request) => ({
    ChoosePayment: "ATM",
    ...sub(config, "atm"),
    ExpireDate: config.lifetimes.atm,
    ...issued(request),
  }),
  cvs: (config, request) => ({
    ChoosePayment: "CVS",
    ...sub(config, "cvs"),
    StoreExpireDate: config.lifetimes.cvs,
    ...issued(request),
  }),
  barcode: (config, request) => ({
    ChoosePayment: "BARCODE",
    StoreExpireDate: config.lifetimes.barcode,
    ...issued(request),
  }),
}

/** The signed form that the buyer's browser posts to AioCheckOut V5 (產生訂單). */
export function orderForm(config: EcpayConfig, request: StartRequest): Form {
  const fields = {
    MerchantID: config.merchantId,
    MerchantTradeNo: request.tradeNo,
    MerchantTradeDate: formatTaipei(request.at),
    PaymentType: "aio",
    TotalAmount: String(request.amount),
    TradeDesc: request.locale === "en" ? "Online order" : "網路訂單",
    ItemName: itemName(request),
    ReturnURL: request.urls.notify,
    ClientBackURL: request.urls.back,
    EncryptType: "1",
    NeedExtraPaidInfo: "Y",
    CustomField1: request.sessionId
      .replace(/^payses_/, "")
      .replace(/[^0-9A-Za-z]/g, "")
      .slice(0, 50),
    ...(request.locale === "en" ? { Language: "ENG" } : {}),
    ...config.orderFields,
    ...METHOD_FIELDS[request.method.id as MethodId](config, request),
  }
  return {
    action: `${config.paymentHost}/Cashier/AioCheckOut/V5`,
    fields: sign(withoutDefaultLanguage(fields), config.keys[0]),
  }
}

/** CHT is what ECPay shows when Language is absent; its own SDKs do not know the word. */
function withoutDefaultLanguage(fields: OrderFields): OrderFields {
  return Object.fromEntries(Object.entries(fields).filter(([name, value]) => !(name === "Language" && value === "CHT")))
}

/** The result is posted by the browser; not for UnionPay, nor for methods that issue a number. */
function result(request: StartRequest): OrderFields {
  return { OrderResultURL: request.urls.return }
}

/** The number is told to the server, and the buyer comes back with it; ClientBackURL then has no effect. */
function issued(request: StartRequest): OrderFields {
  return { PaymentInfoURL: request.urls.notify, ClientRedirectURL: request.urls.return }
}

function sub(config: EcpayConfig, method: string): OrderFields {
  const chosen = config.subPayments[method]
  return chosen === undefined ? {} : { ChooseSubPayment: chosen }
}

function hidden(config: EcpayConfig): OrderFields {
  return config.hiddenMethods.length > 0 ? { IgnorePayment: config.hiddenMethods.join("#") } : {}
}

/** Characters that ECPay forbids in names, or that break its unescaped answers: written full-width instead. */
const FORBIDDEN = /["'<>&+#%\\`|^=;$[\]{}]/g

/** Words at which ECPay's firewall drops the whole order (介接注意事項): one full-width letter defuses them. */
const FIREWALL_WORDS =
  /(?<![\p{L}\p{N}])(echo|python|perl|ruby|php|java|cmd|command|wget|curl|bash|sh|zsh|ping|net|netstat|telnet|ssh|ftp|powershell|exec|eval|system|passthru|popen|select|insert|update|delete|drop|union|alert|script|javascript|vbscript|onload|onerror|cat|ls|rm|chmod|chown|kill|sudo|nslookup|whoami|ifconfig|ipconfig|certutil|base64)(?![\p{L}\p{N}])/giu

/** A text as ECPay takes it: no forbidden character, no firewall word, its Chinese untouched. */
export function safeText(text: string, maxBytes: number): string {
  return clipBytes(defuse(withinBmp(text)), maxBytes)
}

/** Lines joined by `#` as ItemName wants them, at most `maxBytes` (ECPay counts; beyond 400 it cuts and the signature breaks). */
export function itemName(
  request: Pick<StartRequest, "items" | "shipping" | "amount" | "locale">,
  maxBytes = 200,
): string {
  return orderText(request, {
    write: defuse,
    joiner: "#",
    fits: (text) => Buffer.byteLength(text) <= maxBytes,
    clip: (text) => clipBytes(text, maxBytes),
  })
}

function defuse(text: string): string {
  return text
    .replace(FORBIDDEN, fullWidth)
    .replace(FIREWALL_WORDS, (word) => fullWidth(word.slice(0, 1)) + word.slice(1))
}
