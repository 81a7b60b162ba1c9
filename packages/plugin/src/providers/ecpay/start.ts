import type { Form, StartRequest } from "../../toolkit/contract/gateway"
import { formatTaipei } from "../../toolkit/taipei-time"
import type { EcpayAccount } from "./config"
import { itemName } from "./item-text"
import type { MethodId } from "./methods"
import { sign } from "./wire"

type OrderFields = Readonly<Record<string, string>>

/** What each method adds to the common fields (全方位金流 → 各付款方式的參數). */
const METHOD_FIELDS: Readonly<Record<MethodId, (account: EcpayAccount, request: StartRequest) => OrderFields>> = {
  all: (account, request) => ({
    ChoosePayment: "ALL",
    ...hidden(account),
    ...result(request),
    ...issued(request),
    ExpireDate: account.lifetimes.atm,
  }),
  credit: (_, request) => ({ ChoosePayment: "Credit", UnionPay: "2", ...result(request) }),
  installment: (account, request) => ({
    ChoosePayment: "Credit",
    CreditInstallment: account.installments.join(","),
    ...result(request),
  }),
  unionpay: () => ({ ChoosePayment: "Credit", UnionPay: "1" }),
  applepay: (_, request) => ({ ChoosePayment: "ApplePay", ...result(request) }),
  twqr: (_, request) => ({ ChoosePayment: "TWQR", ...result(request) }),
  weixin: (_, request) => ({ ChoosePayment: "WeiXin", ...result(request) }),
  bnpl: (account, request) => ({
    ChoosePayment: "BNPL",
    ...sub(account, "bnpl"),
    ...result(request),
    PaymentInfoURL: request.urls.notify,
  }),
  jkopay: (_, request) => ({ ChoosePayment: "DigitalPayment", ChooseSubPayment: "Jkopay", ...result(request) }),
  ipass: (_, request) => ({ ChoosePayment: "DigitalPayment", ChooseSubPayment: "iPASS", ...result(request) }),
  webatm: (account, request) => ({ ChoosePayment: "WebATM", ...sub(account, "webatm"), ...result(request) }),
  atm: (account, request) => ({
    ChoosePayment: "ATM",
    ...sub(account, "atm"),
    ExpireDate: account.lifetimes.atm,
    ...issued(request),
  }),
  cvs: (account, request) => ({
    ChoosePayment: "CVS",
    ...sub(account, "cvs"),
    StoreExpireDate: account.lifetimes.cvs,
    ...issued(request),
  }),
  barcode: (account, request) => ({
    ChoosePayment: "BARCODE",
    StoreExpireDate: account.lifetimes.barcode,
    ...issued(request),
  }),
}

/** The signed form that the buyer's browser posts to AioCheckOut V5 (產生訂單). */
export function orderForm(account: EcpayAccount, request: StartRequest): Form {
  const fields = {
    MerchantID: account.merchantId,
    MerchantTradeNo: request.tradeNo,
    MerchantTradeDate: formatTaipei(request.at),
    PaymentType: "aio",
    TotalAmount: String(request.amount),
    TradeDesc: request.locale === "en" ? "Online order" : "網路訂單",
    ItemName: itemName(request.items, request.locale === "en" ? "Goods" : "商品"),
    ReturnURL: request.urls.notify,
    ClientBackURL: request.urls.back,
    EncryptType: "1",
    NeedExtraPaidInfo: "Y",
    CustomField1: request.sessionId
      .replace(/^payses_/, "")
      .replace(/\W/g, "")
      .slice(0, 50),
    ...(request.locale === "en" ? { Language: "ENG" } : {}),
    ...account.orderFields,
    ...METHOD_FIELDS[request.method.id as MethodId](account, request),
  }
  return {
    action: `${account.paymentHost}/Cashier/AioCheckOut/V5`,
    fields: sign(withoutDefaultLanguage(fields), account.keys[0]),
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

function sub(account: EcpayAccount, method: string): OrderFields {
  const chosen = account.subPayments[method]
  return chosen === undefined ? {} : { ChooseSubPayment: chosen }
}

function hidden(account: EcpayAccount): OrderFields {
  return account.hiddenMethods.length > 0 ? { IgnorePayment: account.hiddenMethods.join("#") } : {}
}
