import { balanceOf, type Closing, type Command, carryOut, refusalOf } from "../model/closing.js"
import type { Newebpay } from "../model/newebpay.js"
import type { Trade } from "../model/trade.js"
import { checkCode, type Result } from "../wire/codec.js"
import { NewebpayRefusal } from "../wire/codes.js"
import { PATHS } from "../wire/paths.js"
import { type Answer, type Call, CallRefused, cardTradeOf, checkCall } from "./calls.js"

/** Cancel [NPA-B01]. Refusals carry CheckCode too, over empty numbers if there is no such order. */
export function cancel(newebpay: Newebpay, call: Call): Answer {
  checkCall(newebpay, call, ["1.0"])
  const { account, fields } = call
  const trade = cardTradeOf(newebpay, call)
  if (!trade) throw new CallRefused("TRA10021", coded(account, Number(fields.Amt), "", ""))
  const result = coded(account, trade.amount, trade.order.MerchantOrderNo ?? "", trade.tradeNo)
  const code = refusalOf(trade.closing, "cancel")
  if (code) throw new CallRefused(code, result)
  if (Number(fields.Amt) !== trade.amount) throw new CallRefused("TRA10050", result)
  return letGo(newebpay, trade, result)
}

function coded(account: Call["account"], amount: number, orderNo: string, tradeNo: string): Result {
  const named = { MerchantID: account.merchantId, Amt: amount, MerchantOrderNo: orderNo, TradeNo: tradeNo }
  return { ...named, CheckCode: checkCode(named, account) }
}

/** Immediately, or in the nightly batch: TRA20001. */
function letGo({ core, settings }: Newebpay, { closing }: Trade, result: Result): Answer {
  const queued = settings.queueCancellations || core.faults.take(["queue-cancel"], "newebpay", PATHS.cancel) !== null
  if (closing) closing.state = queued ? "cancel-queued" : "cancelled"
  return queued ? { status: "TRA20001", result } : { status: "SUCCESS", message: "放棄授權成功", result }
}

const COMMANDS: Readonly<Record<string, Command>> = {
  "1": "capture",
  "2": "refund",
  "1 1": "cancel-capture",
  "2 1": "cancel-refund",
}

const DONE: Readonly<Partial<Record<Command, string>>> = {
  capture: "請款資料新增成功_模擬信用卡請款成功",
  refund: "退款資料新增成功_模擬信用卡退款成功",
  "cancel-capture": "取消請款成功",
  "cancel-refund": "取消退款成功",
}

/** Close [NPA-B031 to B034]: CloseType 1 captures, 2 refunds, and Cancel=1 cancels either. */
export function close(newebpay: Newebpay, call: Call): Answer {
  checkCall(newebpay, call, ["1.0", "1.1"])
  const { account, fields } = call
  const amount = Number(fields.Amt)
  const command = COMMANDS[fields.Cancel === "1" ? `${fields.CloseType} 1` : (fields.CloseType ?? "")]
  if (!command) throw new NewebpayRefusal("TRA10018")
  const trade = cardTradeOf(newebpay, call)
  const { MerchantOrderNo = "", TradeNo = "" } = fields
  const result: Result = {
    MerchantID: account.merchantId,
    Amt: amount,
    TradeNo: trade?.tradeNo ?? TradeNo,
    MerchantOrderNo: trade?.order.MerchantOrderNo ?? MerchantOrderNo,
  }
  if (!trade) throw new CallRefused("TRA10021", result)
  const code = refuse(trade, command, amount)
  if (code) throw new CallRefused(code, result)
  if (trade.closing) carryOut(trade.closing, command, amount, newebpay.core.clock.now())
  return { status: "SUCCESS", message: DONE[command] ?? "", result }
}

function refuse(trade: Trade, command: Command, amount: number): string | null {
  return refusalOf(trade.closing, command) ?? (trade.closing && wrongAmount(trade, trade.closing, command, amount))
}

/** Amounts (§5.4): instalments and bonus points only in full; UnionPay is captured in full. */
function wrongAmount(trade: Trade, closing: Closing, command: Command, amount: number): string | null {
  const partial = amount !== trade.amount
  switch (command) {
    case "capture":
      if (amount > closing.authorised) return "TRA10028"
      if (partial && isWholeOnly(trade)) return "TRA10675"
      return partial && trade.method?.id === "UNIONPAY" ? "TRA10031" : null
    case "refund":
      if (amount > balanceOf(closing)) return balanceOf(closing) === 0 ? "TRA20028" : "TRA10036"
      if (partial && isWholeOnly(trade)) return "TRA10675"
      return trade.account.balance !== null && amount > trade.account.balance ? "TRA20028" : null
    case "cancel-capture":
      return amount === closing.captured ? null : "TRA10050"
    case "cancel-refund":
      return amount === closing.refunds.at(-1)?.amount ? null : "TRA10050"
    case "cancel":
      return null
  }
}

function isWholeOnly({ card }: Trade): boolean {
  return card !== null && (card.term > 0 || card.bonus !== null)
}
