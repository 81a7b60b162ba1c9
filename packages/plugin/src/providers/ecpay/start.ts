import type { Departure, Form } from "../../toolkit/contract/gateway"
import { formatTaipei } from "../../toolkit/taipei-time"
import type { EcpayAccount } from "./config"
import { itemName } from "./item-text"
import type { MethodId } from "./methods"
import { sign } from "./wire"

type OrderFields = Readonly<Record<string, string>>

/** What each method adds to the common fields (全方位金流 → 各付款方式的參數). */
const METHOD_FIELDS: Readonly<Record<MethodId, (account: EcpayAccount, departure: Departure) => OrderFields>> = {
  all: (account, departure) => ({
    ChoosePayment: "ALL",
    ...hidden(account),
    ...result(departure),
    ...issued(departure),
    ExpireDate: account.lifetimes.atm,
  }),
  credit: (_, departure) => ({ ChoosePayment: "Credit", UnionPay: "2", ...result(departure) }),
  installment: (account, departure) => ({
    ChoosePayment: "Credit",
    CreditInstallment: account.installments.join(","),
    ...result(departure),
  }),
  unionpay: () => ({ ChoosePayment: "Credit", UnionPay: "1" }),
  applepay: (_, departure) => ({ ChoosePayment: "ApplePay", ...result(departure) }),
  twqr: (_, departure) => ({ ChoosePayment: "TWQR", ...result(departure) }),
  weixin: (_, departure) => ({ ChoosePayment: "WeiXin", ...result(departure) }),
  bnpl: (account, departure) => ({
    ChoosePayment: "BNPL",
    ...sub(account, "bnpl"),
    ...result(departure),
    PaymentInfoURL: departure.urls.notify,
  }),
  jkopay: (_, departure) => ({ ChoosePayment: "DigitalPayment", ChooseSubPayment: "Jkopay", ...result(departure) }),
  ipass: (_, departure) => ({ ChoosePayment: "DigitalPayment", ChooseSubPayment: "iPASS", ...result(departure) }),
  webatm: (account, departure) => ({ ChoosePayment: "WebATM", ...sub(account, "webatm"), ...result(departure) }),
  atm: (account, departure) => ({
    ChoosePayment: "ATM",
    ...sub(account, "atm"),
    ExpireDate: account.lifetimes.atm,
    ...issued(departure),
  }),
  cvs: (account, departure) => ({
    ChoosePayment: "CVS",
    ...sub(account, "cvs"),
    StoreExpireDate: account.lifetimes.cvs,
    ...issued(departure),
  }),
  barcode: (account, departure) => ({
    ChoosePayment: "BARCODE",
    StoreExpireDate: account.lifetimes.barcode,
    ...issued(departure),
  }),
}

/** The signed form that the buyer's browser posts to AioCheckOut V5 (產生訂單). */
export function orderForm(account: EcpayAccount, departure: Departure): Form {
  const fields = {
    MerchantID: account.merchantId,
    MerchantTradeNo: departure.tradeNo,
    MerchantTradeDate: formatTaipei(departure.at),
    PaymentType: "aio",
    TotalAmount: String(departure.amount),
    TradeDesc: departure.locale === "en" ? "Online order" : "網路訂單",
    ItemName: itemName(departure.items, departure.locale === "en" ? "Goods" : "商品"),
    ReturnURL: departure.urls.notify,
    ClientBackURL: departure.urls.back,
    EncryptType: "1",
    NeedExtraPaidInfo: "Y",
    CustomField1: departure.sessionId
      .replace(/^payses_/, "")
      .replace(/\W/g, "")
      .slice(0, 50),
    ...(departure.locale === "en" ? { Language: "ENG" } : {}),
    ...account.orderFields,
    ...METHOD_FIELDS[departure.method.id as MethodId](account, departure),
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
function result(departure: Departure): OrderFields {
  return { OrderResultURL: departure.urls.return }
}

/** The number is told to the server, and the buyer comes back with it; ClientBackURL then has no effect. */
function issued(departure: Departure): OrderFields {
  return { PaymentInfoURL: departure.urls.notify, ClientRedirectURL: departure.urls.return }
}

function sub(account: EcpayAccount, method: string): OrderFields {
  const chosen = account.subPayments[method]
  return chosen === undefined ? {} : { ChooseSubPayment: chosen }
}

function hidden(account: EcpayAccount): OrderFields {
  return account.hiddenMethods.length > 0 ? { IgnorePayment: account.hiddenMethods.join("#") } : {}
}
