import type { Account } from "../model/accounts.js"
import { methodOf } from "../model/methods.js"
import { namedMethods, offeredMethods, subsOf } from "../model/offered-methods.js"
import type { AcceptedOrder } from "../payments.js"
import type { Fields } from "../wire/codec.js"
import { isSigned, readForm } from "../wire/codec.js"
import { badField, isInteger, unknownField } from "../wire/fields.js"

/** A create-order request that ECPay answers with an error page. */
export class OrderRefused extends Error {
  readonly code: string

  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

export interface Shop {
  account(merchantId: string): Account | undefined
  isUsed(merchantId: string, merchantTradeNo: string): boolean
}

const ITEM_NAME_LIMIT = 400
const CREDIT_ONLY_PERIODS = /^(3|5|6|8|9|10|12|18|24|30N)(,(3|5|6|8|9|10|12|18|24|30N))*$/

/** System command words that ECPay's firewall stops (p=2858). The list is ours, after the page's examples. */
const FIREWALL =
  /\b(echo|python|perl|ruby|cmd|wget|curl|bash|ping|netstat|net|telnet|powershell|exec|eval|system|nslookup|traceroute|whoami|passwd|chmod)\b/i

function notInSpec(field: string): OrderRefused {
  return new OrderRefused("10100050", `Parameter Error. ${field} Not In Spec`)
}

/** Reads and checks a create-order body. Throws OrderRefused with ECPay's own code and text. */
export function acceptOrder(body: string, shop: Shop): AcceptedOrder {
  const fields = readForm(body)
  checkFirewall(fields)
  const unknown = unknownField(fields)
  if (unknown) throw notInSpec(unknown)
  const { account, platform } = partiesOf(fields, shop)
  checkSignature(fields, platform ?? account)
  checkReference(fields, shop)
  const bad = badField(fields)
  if (bad) throw notInSpec(bad)
  checkMethod(fields, account)
  checkCardOptions(fields, account)
  checkPeriodic(fields)
  checkVoucherOptions(fields)
  const amount = Number(fields.TotalAmount)
  if (offeredMethods(fields, account, amount).length === 0) throw nothingOffered(fields, account)
  return { account, platform, fields, amount }
}

function checkFirewall(fields: Fields): void {
  if (FIREWALL.test(`${fields.ItemName ?? ""} ${fields.TradeDesc ?? ""}`)) {
    throw new OrderRefused("10400011", "Request blocked.")
  }
}

function partiesOf(fields: Fields, shop: Shop): { account: Account; platform: Account | null } {
  const account = shop.account(fields.MerchantID ?? "")
  if (!account) throw new OrderRefused("10200094", "請檢查是否於正式環境誤用測試環境之MerchantID")
  if (!fields.PlatformID || fields.PlatformID === fields.MerchantID) return { account, platform: null }
  const platform = shop.account(fields.PlatformID)
  if (!platform?.platform) throw notInSpec("PlatformID")
  return { account, platform }
}

/** ItemName is truncated before the signature is checked, so a longer one never verifies: p=2862, 商品名稱. */
function checkSignature(fields: Fields, signer: Account): void {
  const itemName = (fields.ItemName ?? "").slice(0, ITEM_NAME_LIMIT)
  const seen = fields.ItemName === undefined ? fields : { ...fields, ItemName: itemName }
  if (!isSigned(seen, signer)) throw new OrderRefused("10200073", "CheckMacValue Error.")
}

function checkReference(fields: Fields, shop: Shop): void {
  const reference = fields.MerchantTradeNo ?? ""
  if (!/^[A-Za-z0-9]{1,20}$/.test(reference)) throw new OrderRefused("10200052", "MerchantTradeNo Error")
  if (shop.isUsed(fields.MerchantID ?? "", reference)) {
    throw new OrderRefused("10300028", "訂單編號重覆，建立失敗，請返回商店頁面重新下單。")
  }
}

function checkMethod(fields: Fields, account: Account): void {
  const chosen = fields.ChoosePayment ?? ""
  if (account.methods.length === 0) {
    throw new OrderRefused("10200141", "商店尚未提供任何付款方式，請聯繫商店處理。")
  }
  if (chosen === "ALL") checkIgnored(fields)
  else checkChosen(fields, chosen)
}

function checkChosen(fields: Fields, chosen: string): void {
  const method = methodOf(chosen)
  if (!method) throw notInSpec("ChoosePayment")
  if (fields.ChooseSubPayment && subsOf(method, fields.ChooseSubPayment).length === 0)
    throw notInSpec("ChooseSubPayment")
  if (method.id === "BNPL" && !fields.PaymentInfoURL) throw notInSpec("PaymentInfoURL")
}

function checkIgnored(fields: Fields): void {
  const names = (fields.IgnorePayment ?? "").split("#").filter((name) => name !== "")
  const ignorable = (name: string) => name !== "DigitalPayment" && methodOf(name) !== undefined
  if (!names.every(ignorable)) throw notInSpec("IgnorePayment")
}

/** UnionPay, instalments, points and periodic payments exclude one another: p=2866, p=2870. */
function checkCardOptions(fields: Fields, account: Account): void {
  const periods = fields.CreditInstallment ?? ""
  if (periods !== "" && !CREDIT_ONLY_PERIODS.test(periods)) throw notInSpec("CreditInstallment")
  const unusual = /\b(5|8|9|10)\b/.test(periods)
  if (unusual && !account.gatewayMerchant) throw new OrderRefused("10200146", "商店不支援信用卡分期")
  const periodic = Boolean(fields.PeriodType)
  const redeem = fields.Redeem === "Y"
  const others = periods !== "" || periodic || redeem || fields.BindingCard === "1"
  if (fields.UnionPay === "1" && others) throw notInSpec("UnionPay")
  if (periods !== "" && (periodic || redeem)) throw notInSpec("CreditInstallment")
}

const EXEC_TIMES: Readonly<Record<string, readonly [code: string, most: number]>> = {
  D: ["10100226", 999],
  M: ["10100227", 999],
  Y: ["10100228", 99],
}
const FREQUENCY: Readonly<Record<string, number>> = { D: 365, M: 12, Y: 1 }

/** 定期定額, p=2868. */
function checkPeriodic(fields: Fields): void {
  const type = fields.PeriodType ?? ""
  if (type === "") return
  const [code, most] = EXEC_TIMES[type] ?? ["10100226", 999]
  const times = Number(fields.ExecTimes)
  if (!isInteger(fields.ExecTimes) || times < 2 || times > most) {
    throw new OrderRefused(code, `ExecTimes Error, PeriodType equal ${type}, ExecTimes between 2 and ${most}`)
  }
  const frequency = Number(fields.Frequency)
  if (!isInteger(fields.Frequency) || frequency < 1 || frequency > (FREQUENCY[type] ?? 0)) throw notInSpec("Frequency")
  if (fields.PeriodAmount !== fields.TotalAmount) throw notInSpec("PeriodAmount")
}

const STORE_EXPIRY: Readonly<Record<string, number>> = { CVS: 43_200, BARCODE: 30 }

/** ExpireDate is days (1–60); StoreExpireDate is minutes for CVS and days for BARCODE. */
function checkVoucherOptions(fields: Fields): void {
  const days = Number(fields.ExpireDate || 3)
  if (days < 1 || days > 60) throw notInSpec("ExpireDate")
  const longest = STORE_EXPIRY[fields.ChoosePayment ?? ""] ?? 43_200
  const span = Number(fields.StoreExpireDate || 1)
  if (span < 1 || span > longest) throw notInSpec("StoreExpireDate")
}

function nothingOffered(fields: Fields, account: Account): OrderRefused {
  if (namedMethods(fields, account).length === 0) {
    return new OrderRefused("10300023", "本次交易未提供任何付款方式，請與商店聯繫確認。")
  }
  return new OrderRefused("5100070", "交易金額不符合付款方式的限制，請與商店聯繫確認。")
}
