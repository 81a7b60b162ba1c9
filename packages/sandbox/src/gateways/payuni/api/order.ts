import { MINUTE } from "../../../core/taipei.js"
import type { Account } from "../model/accounts.js"
import { banksOf, namedTools, offeredTools, periodsNamed, takes } from "../model/offered-tools.js"
import type { Payuni } from "../model/payuni.js"
import { PERIODS } from "../model/tools.js"
import { expiryOf, isSoonEnough, isWithin } from "../model/vouchers.js"
import type { AcceptedOrder } from "../payments.js"
import type { Fields } from "../wire/codec.js"
import { PayuniRefusal } from "../wire/codes.js"
import { checkTimestamp, type Opened } from "./envelope.js"

const REUSE_MINUTES = 10
const DESCRIPTION = 550
const NUMBER = /^[A-Za-z0-9_-]+$/
const URL_TEXT = /^https?:\/\/\S+$/
const MAIL = /^[^\s@]+@[^\s@][^\s@.]*\.[^\s@]+$/
const TOKEN = /^[A-Za-z0-9@.#$%_-]+$/

/** Rules on one parameter, in the order in which they are checked. */
const FIELD_RULES: readonly (readonly [field: string, code: string, fits: (value: string) => boolean])[] = [
  ["MerTradeNo", "UPP02002", (value) => value !== ""],
  ["MerTradeNo", "UPP02003", (value) => value.length <= 25],
  ["MerTradeNo", "UPP02004", (value) => NUMBER.test(value)],
  ["TradeAmt", "UPP02005", (value) => value !== ""],
  ["TradeAmt", "UPP02006", (value) => /^-?\d+$/.test(value)],
  ["TradeAmt", "UPP02007", (value) => /^[1-9]\d{0,9}$/.test(value)],
]

const LATER_RULES: typeof FIELD_RULES = [
  ["ProdDesc", "UPP02014", (value) => value !== ""],
  ["ReturnURL", "UPP02011", optional(URL_TEXT)],
  ["NotifyURL", "UPP02012", optional(URL_TEXT)],
  ["BackURL", "UPP02044", optional(URL_TEXT)],
  ["UsrMail", "UPP02013", optional(MAIL)],
  ["TradeLExpireSec", "UPP02045", optional(/^\d+$/)],
  ["TradeLExpireSec", "UPP02046", (value) => value === "" || (Number(value) >= 60 && Number(value) <= 600)],
  ["ExpireDate", "UPP02042", optional(/^\d{4}-\d{2}-\d{2}$/)],
  ["UseTokenType", "UPP02016", optional(/^[123]$/)],
  ["CreditToken", "UPP02018", (value) => value.length <= 200],
  ["CreditToken", "UPP02019", optional(TOKEN)],
  ["Ship", "UPP01008", isOff],
  ["ShipTag", "UPP01008", isOff],
  ["TradeInvoice", "UPP02085", isOff],
  ["Coupon", "UPP02114", isOff],
]

function optional(pattern: RegExp): (value: string) => boolean {
  return (value) => value === "" || pattern.test(value)
}

function isOff(value: string): boolean {
  return value === "" || value === "0"
}

function checkFields(inner: Fields, rules: typeof FIELD_RULES): void {
  for (const [field, code, fits] of rules) if (!fits(inner[field] ?? "")) throw new PayuniRefusal(code)
}

/** 整合式支付頁 (#34). @throws PayuniRefusal UPP… */
export function acceptOrder(payuni: Payuni, { account, inner }: Opened): AcceptedOrder {
  if (inner.MerID !== account.merId) throw new PayuniRefusal("UPP02111")
  checkFields(inner, FIELD_RULES)
  checkTimestamp(payuni, inner, ["UPP02008", "UPP02009", "UPP02010"])
  checkFields(inner, LATER_RULES)
  if (inner.UseTokenType && !inner.CreditToken) throw new PayuniRefusal("UPP02017")
  checkExpiry(inner, payuni.core.clock.now())
  if (!banksOf(inner).length) throw new PayuniRefusal("UPP02077")
  const fields = { ...inner, ProdDesc: [...(inner.ProdDesc ?? "")].slice(0, DESCRIPTION).join("") }
  const amount = Number(inner.TradeAmt)
  checkTools(fields, account, amount)
  if (offeredTools(fields, account, amount, payuni.core.clock.now()).length === 0) throw new PayuniRefusal("UPP02022")
  refuseRepeated(payuni, account, inner.MerTradeNo ?? "", "UPP01007")
  return { fields, amount }
}

/** Checks a charge without the buyer. Its page was not captured: the digits are UPP's. */
export function checkCharge(inner: Fields): void {
  const rules = [...FIELD_RULES, ...LATER_RULES.filter(([field]) => field === "ProdDesc" || field === "UsrMail")]
  checkFields(
    inner,
    rules.map(([field, code, fits]) => [field, code.replace("UPP", "CREDIT"), fits] as const),
  )
}

/** Refuses a MerTradeNo repeated within ten minutes. */
export function refuseRepeated({ core, book }: Payuni, account: Account, merTradeNo: string, code: string): void {
  const since = core.clock.now().getTime() - REUSE_MINUTES * MINUTE
  const earlier = book.ofOrder(account.merId, merTradeNo)
  if (earlier.some(({ createdAt }) => createdAt.getTime() > since)) throw new PayuniRefusal(code)
}

function checkExpiry(inner: Fields, now: Date): void {
  if (!inner.ExpireDate) return
  const expiresAt = expiryOf(inner, now)
  if (!expiresAt || expiresAt < now || !isWithin("ATM", expiresAt, now)) throw new PayuniRefusal("UPP02043")
  if (!isSoonEnough(expiresAt, now)) throw new PayuniRefusal("UPP02048")
}

/** A tool named by the order must be enabled and allow this amount. */
function checkTools(fields: Fields, account: Account, amount: number): void {
  const unknown = periodsNamed(fields).find((period) => !PERIODS[period])
  if (unknown !== undefined) throw new PayuniRefusal("UPP02034", `信用卡分期(${unknown}期)未啟用`)
  for (const period of periodsNamed(fields)) {
    if (!account.periods.includes(period))
      throw new PayuniRefusal(PERIODS[period] ?? "", `信用卡分期(${period}期)未啟用`)
  }
  for (const tool of namedTools(fields)) {
    if (!account.tools.includes(tool.id)) throw new PayuniRefusal(tool.closed, `${tool.zh}未啟用`)
    if (!takes(tool, amount)) throw new PayuniRefusal(tool.amount, `此交易金額無法使用(${tool.zh})`)
  }
}
