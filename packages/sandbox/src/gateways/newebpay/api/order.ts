import { DAY, HOUR, MINUTE } from "../../../core/taipei.js"
import type { Account } from "../model/accounts.js"
import { METHODS } from "../model/methods.js"
import { isTimely, type Newebpay } from "../model/newebpay.js"
import { isAsked, offeredMethods } from "../model/offered-methods.js"
import { BANKS, expiryOf } from "../model/vouchers.js"
import type { AcceptedOrder } from "../payments.js"
import { type Fields, isSum, openCbc, openGcm, readBody, tradeSha } from "../wire/codec.js"
import { NewebpayRefusal } from "../wire/codes.js"
import { FIELDS, type FieldRule } from "../wire/fields.js"
import { checkOrderDetail } from "../wire/order-detail.js"

/** Reads MPG's form. Throws the refusal that the buyer sees (§2, §6). */
export function acceptOrder(newebpay: Newebpay, body: string): AcceptedOrder {
  const envelope = readBody(body)
  const account = accountOf(newebpay, envelope)
  const order = unsealed(account, envelope)
  checkFields(newebpay, order)
  if (order.MerchantID !== envelope.MerchantID) throw new NewebpayRefusal("MPG03007")
  if (!isTimely(newebpay, order.TimeStamp ?? "")) throw new NewebpayRefusal("MPG02004")
  const amount = Number(order.Amt)
  if (amount > account.limit) throw new NewebpayRefusal("MPG01015")
  checkTogether(order, amount, newebpay)
  checkMethods(account, order, amount)
  if (newebpay.book.byOrderNo(account.merchantId, order.MerchantOrderNo ?? "")) throw new NewebpayRefusal("MPG03008")
  return { account, order, amount, gcm: envelope.EncryptType === "1" }
}

function accountOf({ accounts }: Newebpay, envelope: Fields): Account {
  if (!envelope.MerchantID) throw new NewebpayRefusal("MPG01009")
  const account = accounts.get(envelope.MerchantID)
  if (!account) throw new NewebpayRefusal("MPG03007")
  if (account.suspended) throw new NewebpayRefusal("MPG03004")
  return account
}

/** Checks TradeSha first, then decrypts by EncryptType. */
function unsealed(account: Account, envelope: Fields): Fields {
  const { TradeInfo = "", TradeSha = "", Version = "", EncryptType = "" } = envelope
  if (TradeInfo === "") throw new NewebpayRefusal("MPG01023")
  if (TradeSha === "") throw new NewebpayRefusal("MPG01024")
  if (!FIELDS.Version?.shape?.test(Version)) throw new NewebpayRefusal("MPG01010")
  if (!isSum(TradeSha, tradeSha(TradeInfo, account)))
    throw new NewebpayRefusal("MPG03009", "交易資料 SHA 256 檢查不符合")
  if (!["", "0", "1"].includes(EncryptType)) throw new NewebpayRefusal("MPG03009", "EncryptType 錯誤")
  const text = EncryptType === "1" ? openGcm(TradeInfo, account) : openCbc(TradeInfo, account)
  if (text === null) throw new NewebpayRefusal("MPG03009", "交易資料解密失敗")
  return readBody(text)
}

function checkFields({ settings }: Newebpay, order: Fields): void {
  for (const [name, rule] of Object.entries(FIELDS)) checkField(name, rule, order[name] ?? "")
  const unknown = Object.keys(order).find((name) => !(name in FIELDS))
  if (unknown !== undefined && settings.unknownFields === "refused")
    throw new NewebpayRefusal("MPG03009", `參數 ${unknown} 不存在`)
}

function checkField(name: string, { code, most, required, shape }: FieldRule, value: string): void {
  const fits = value === "" ? !required : [...value].length <= most && (!shape || shape.test(value))
  if (!fits) throw code === "MPG03009" ? new NewebpayRefusal(code, `參數 ${name} 格式錯誤`) : new NewebpayRefusal(code)
}

/** Rules between fields. */
function checkTogether(order: Fields, amount: number, newebpay: Newebpay): void {
  if (newebpay.settings.portsRule) checkPorts(order)
  if (order.P3D === "1" && !(order.NotifyURL && order.ReturnURL)) throw new NewebpayRefusal("MPG01014")
  if ((order.BankType || "BOT").split(",").some((bank) => !(bank in BANKS))) throw new NewebpayRefusal("MPG01026")
  const fromAccount = order.SourceType === "1" || order.SourceType === "3"
  if (fromAccount && !order.SourceBankId) throw new NewebpayRefusal("MPG02008")
  if (fromAccount && !order.SourceAccountNo) throw new NewebpayRefusal("MPG02009")
  checkExpiry(order, newebpay.core.clock.now())
  const lent = isAsked(order.AFTEE) || isAsked(order.OPPAY)
  if (lent || order.OrderDetail) checkOrderDetail(order.OrderDetail ?? "", amount)
}

function checkPorts(order: Fields): void {
  for (const name of ["ReturnURL", "NotifyURL", "CustomerURL"]) {
    const url = order[name]
    if (url && !["", "80", "443"].includes(new URL(url).port)) throw new NewebpayRefusal("MPG01014")
  }
}

const LONGEST_DAYS = 180

/** In the future, and within 180 days; at least an hour ahead for store codes, five minutes for KGI's accounts. */
function checkExpiry(order: Fields, now: Date): void {
  if (!order.ExpireDate && !order.ExpireTime) return
  const left = expiryOf(order, Boolean(order.ExpireTime), now).getTime() - now.getTime()
  const least = isAsked(order.CVS) ? HOUR : 5 * MINUTE
  if (left < (order.ExpireTime ? least : 0) || left > (LONGEST_DAYS + 1) * DAY) throw new NewebpayRefusal("MPG01018")
}

/** Separate products that this sandbox does not have: logistics, and cards charged by agreement. */
const ELSEWHERE = ["CVSCOM", "CREDITAGREEMENT", "CREDITAEAGREEMENT", "ANDROIDPAYAGREEMENT", "SAMSUNGPAYAGREEMENT"]

function checkMethods(account: Account, order: Fields, amount: number): void {
  const elsewhere = ELSEWHERE.find((name) => isAsked(order[name]))
  if (elsewhere) throw new NewebpayRefusal("MPG02003", `沙盒未提供 ${elsewhere}`)
  const asked = METHODS.filter(({ id }) => isAsked(order[id]))
  if (asked.some(({ since }) => since !== undefined && (order.Version ?? "") < since))
    throw new NewebpayRefusal("MPG02010")
  if (asked.some(({ id }) => !account.methods.includes(id))) throw new NewebpayRefusal("MPG02003")
  if (asked.length === 0 && account.methods.length === 0) throw new NewebpayRefusal("MPG02002")
  const offered = offeredMethods(account, order, amount)
  if (offered.length > 0 && offered.every(({ kind }) => kind === "webatm")) throw new NewebpayRefusal("MPG02002")
  if (offered.length === 0) throw new NewebpayRefusal(asked.length > 0 ? "MPG01015" : "MPG02002")
}
