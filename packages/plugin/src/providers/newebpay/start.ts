import type { Form } from "../../toolkit/contract/start"
import type { Item, StartRequest } from "../../toolkit/contract/start-request"
import { linesThatAddUp } from "../../toolkit/order-lines"
import { orderText } from "../../toolkit/order-text"
import { formatTaipei } from "../../toolkit/taipei-time"
import { withinBmp } from "../../toolkit/text"
import type { NewebpayConfig } from "./config"
import type { MethodId } from "./methods"
import { encryptFields, tradeSha } from "./wire"

type OrderFields = Readonly<Record<string, string>>

/** The version of NewebPay's page whose fields these are (NDNF-1.1.9 and later). */
const VERSION = "2.3"

const LONGEST_NAME = 50

const LONGEST_LINE_NAME = 20

const LONGEST_EMAIL = 50

const MOST_LINES = 30

/** What each method adds to the common fields (MPG 參數設定 TradeInfo); without any of them the portal decides what is shown. */
const METHOD_FIELDS: Readonly<Record<MethodId, (config: NewebpayConfig, request: StartRequest) => OrderFields>> = {
  all: (config, request) => ({
    ...detail(request),
    ...Object.assign({}, ...config.shownMethods.map((id) => METHOD_FIELDS[id](config, request))),
  }),
  credit: () => ({ CREDIT: "1" }),
  installment: ({ installments }) => ({ InstFlag: installments.join(",") }),
  bonus: () => ({ CreditRed: "1" }),
  unionpay: () => ({ UNIONPAY: "1" }),
  amex: () => ({ CREDITAE: "1" }),
  applepay: () => ({ APPLEPAY: "1" }),
  googlepay: () => ({ ANDROIDPAY: "1" }),
  samsungpay: () => ({ SAMSUNGPAY: "1" }),
  linepay: () => ({ LINEPAY: "1" }),
  esunwallet: () => ({ ESUNWALLET: "1" }),
  taiwanpay: () => ({ TAIWANPAY: "1" }),
  twqr: () => ({ TWQR: "1" }),
  wechatpay: () => ({ EZPWECHAT: "1" }),
  alipay: () => ({ EZPALIPAY: "1" }),
  bitopay: () => ({ BITOPAY: "1" }),
  aftee: (_, request) => ({ AFTEE: "1", ...capturedAtOnce, ...detail(request) }),
  oppay: ({ oppayFee }, request) => ({
    OPPAY: oppayFee === "buyer" ? "1" : "2",
    ...capturedAtOnce,
    ...detail(request),
  }),
  // It cannot be the only one, and phones have none: the other way of a transfer stands beside it.
  webatm: (config) => ({ WEBATM: "1", ...transfer(config) }),
  atm: (config) => transfer(config),
  cvs: () => ({ CVS: "1" }),
  barcode: () => ({ BARCODE: "1" }),
}

const capturedAtOnce = { BNPL_Capture: "1" }

function transfer({ atmBanks }: NewebpayConfig): OrderFields {
  return { VACC: "1", ...(atmBanks.length > 0 ? { BankType: atmBanks.join(",") } : {}) }
}

/** The encrypted form that the buyer's browser posts to the Multi Payment Gateway (NPA-F01). */
export function orderForm(config: NewebpayConfig, request: StartRequest): Form {
  const [keys] = config.keys
  const encrypted = encryptFields(orderFields(config, request), keys)
  return {
    action: `${config.host}/MPG/mpg_gateway`,
    fields: {
      MerchantID: config.merchantId,
      TradeInfo: encrypted,
      TradeSha: tradeSha(encrypted, keys),
      Version: VERSION,
    },
  }
}

/** The form's fields before they are encrypted. A browser and a server that come back differ in address, as NewebPay demands. */
export function orderFields(config: NewebpayConfig, request: StartRequest): OrderFields {
  const { amount, at, locale, method, tradeNo, urls } = request
  const fields = {
    MerchantID: config.merchantId,
    RespondType: config.respondType,
    TimeStamp: String(Math.floor(at.getTime() / 1000)),
    Version: VERSION,
    LangType: config.language ?? (locale === "en" ? "en" : "zh-tw"),
    MerchantOrderNo: tradeNo,
    Amt: String(amount),
    ItemDesc: itemDesc(request),
    ExpireDate: formatTaipei(new Date(at.getTime() + config.expireDays * 86_400_000))
      .slice(0, 10)
      .replaceAll("/", ""),
    ReturnURL: urls.return,
    NotifyURL: urls.notify,
    CustomerURL: urls.return,
    ClientBackURL: urls.back,
    ...emailOf(request),
    ...(config.pageSeconds === undefined ? {} : { TradeLimit: String(config.pageSeconds) }),
    ...(config.force3d ? { P3D: "1" } : {}),
  }
  return { ...fields, ...METHOD_FIELDS[method.id as MethodId](config, request) }
}

/** Filled in for the buyer, who can change it there. */
function emailOf({ buyer: { email } }: StartRequest): OrderFields {
  return email !== null && email.length <= LONGEST_EMAIL ? { Email: email } : {}
}

function itemDesc(request: StartRequest): string {
  return orderText(request, {
    write: clean,
    joiner: ", ",
    fits: (text) => text.length <= LONGEST_NAME,
    clip: (text) => clip(text, LONGEST_NAME),
  })
}

/** One line for each item, adding up to the amount; a single line where the cart's lines cannot (OrderDetail). */
function detail(request: StartRequest): OrderFields {
  const lines = linesThatAddUp(request)
  const single = { title: itemDesc(request), quantity: 1, total: request.amount }
  const shown = lines && lines.length <= MOST_LINES ? lines : [single]
  return { OrderDetail: JSON.stringify(shown.map((line, index) => detailLine(line, request.tradeNo, index))) }
}

function detailLine({ title, quantity, total }: Item, tradeNo: string, index: number) {
  const name = quantity === 1 ? clean(title) : `${clip(clean(title), LONGEST_LINE_NAME - 5)} x ${quantity}`
  return {
    ItemName: clip(name, LONGEST_LINE_NAME) || "-",
    ItemAmt: total,
    ItemType: 1,
    ItemOrderNo: `${tradeNo.slice(-17)}${String(index).padStart(3, "0")}`,
  }
}

/** Quotation marks and line breaks are filtered there (ItemDesc), so that none is sent. */
function clean(text: string): string {
  return withinBmp(text.replace(/["'`<>\\]/g, " "))
}

/** At most so many UTF-16 units, cut between characters. */
function clip(text: string, most: number): string {
  let clipped = ""
  for (const character of text) {
    if (clipped.length + character.length > most) break
    clipped += character
  }
  return clipped.trim()
}
