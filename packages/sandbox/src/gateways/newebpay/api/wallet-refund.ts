import { readObject } from "../../../core/json-rules.js"
import { DAY, MINUTE } from "../../../core/taipei.js"
import type { Account } from "../model/accounts.js"
import { applyBankFile, balanceOf, type Closing, carryOut, refundState, submitToBank } from "../model/closing.js"
import type { MethodId } from "../model/methods.js"
import type { Newebpay } from "../model/newebpay.js"
import type { Fields } from "../wire/codec.js"
import { NewebpayRefusal } from "../wire/codes.js"
import { dashDateTime } from "../wire/times.js"
import { namedTrade, type UidCall } from "./uid-calls.js"

/** From how many minutes after payment until how many days a refund is possible, and whether in part (§5.5). */
const WINDOWS: Readonly<Partial<Record<MethodId, readonly [minutes: number, days: number, partial: boolean]>>> = {
  ESUNWALLET: [10, 89, true],
  TAIWANPAY: [10, 29, false],
  LINEPAY: [0, 60, true],
  TWQR: [0, 89, true],
  EZPALIPAY: [0, 89, true],
  EZPWECHAT: [0, 89, true],
}

/** E-wallet refund [NPA-B06]: encrypted JSON, Status 1000. It cannot be cancelled. */
export const walletRefund: UidCall = {
  versions: ["1.0", "1.1"],
  success: "1000",
  respondTypes: ["JSON"],
  read: (text) => {
    const json = readObject(text)
    return json && Object.fromEntries(Object.entries(json).map(([name, value]) => [name, String(value)]))
  },
  operate: (newebpay, account, fields) => {
    const { tradeNo, closing } = refundable(newebpay, account, fields)
    const amount = amountOf(fields.Amount)
    const at = recordRefund(newebpay, account, closing, amount)
    return {
      TradeNo: tradeNo,
      BankMessage: "",
      BankCode: "",
      MerchantOrderNo: fields.MerchantOrderNo ?? "",
      RefundAmount: String(amount),
      RefundDate: dashDateTime(at),
    }
  },
}

function refundable(newebpay: Newebpay, account: Account, fields: Fields): { tradeNo: string; closing: Closing } {
  const { tradeNo, method, paidAt, closing, amount } = namedTrade(newebpay, account, fields)
  const window = method ? WINDOWS[method.id] : undefined
  if (!window || !closing || !paidAt) throw new NewebpayRefusal("1110")
  const [minutes, days, partial] = window
  const age = newebpay.core.clock.now().getTime() - paidAt.getTime()
  if (age < minutes * MINUTE || age > days * DAY) throw new NewebpayRefusal("1104")
  if (!partial && amountOf(fields.Amount) !== amount) throw new NewebpayRefusal("1108")
  return { tradeNo, closing }
}

export function amountOf(text: string | undefined): number {
  if (!/^\d+$/.test(text ?? "")) throw new NewebpayRefusal("4106")
  const amount = Number(text)
  if (amount < 1) throw new NewebpayRefusal("2100")
  return amount
}

/** Refunds one at a time, within the balance; done immediately, or by the next bank file. */
export function recordRefund(newebpay: Newebpay, account: Account, closing: Closing, amount: number): Date {
  const { core, settings } = newebpay
  const at = core.clock.now()
  const state = refundState(closing)
  if (state === "waiting" || state === "processing") throw new NewebpayRefusal("1109")
  if (amount > balanceOf(closing)) throw new NewebpayRefusal("1105")
  if (account.balance !== null && amount > account.balance) throw new NewebpayRefusal("1116")
  carryOut(closing, "refund", amount, at)
  submitToBank(closing)
  if (settings.walletRefunds === "at-once") applyBankFile(closing)
  return at
}
