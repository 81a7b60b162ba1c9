import { instantOf, slashDateTime, wallClock } from "../../../core/taipei.js"
import { notify } from "../messages/notices.js"
import type { Fields } from "../wire/codec.js"
import type { CardPayment } from "./card-ledger.js"
import type { Ecpay } from "./ecpay.js"
import type { Trade } from "./trade.js"

/** One authorisation of a periodic contract. */
export interface Run {
  rtnCode: number
  amount: number
  gwsr: string
  at: Date
  authCode: string
  tradeNo: string
}

/** 定期定額: what was agreed and how it went. Status 0 stopped, 1 running, 2 finished. */
export interface Contract {
  type: string
  frequency: number
  times: number
  amount: number
  status: "0" | "1" | "2"
  log: Run[]
  /** The back office can make the next authorisations fail. */
  failing: number
}

const FAILURES_THAT_STOP = 6

/** Starts the contract with the first authorisation, which has just succeeded. */
export function beginContract(ecpay: Ecpay, trade: Trade, card: CardPayment): void {
  const { order } = trade
  trade.contract = {
    type: order.PeriodType ?? "M",
    frequency: Number(order.Frequency),
    times: Number(order.ExecTimes),
    amount: trade.amount,
    status: "1",
    log: [
      {
        rtnCode: 1,
        amount: trade.amount,
        gwsr: card.gwsr,
        at: card.at,
        authCode: card.authCode,
        tradeNo: trade.tradeNo,
      },
    ],
    failing: 0,
  }
  scheduleNext(ecpay, trade, trade.contract, card.at, 1)
}

function scheduleNext(ecpay: Ecpay, trade: Trade, contract: Contract, first: Date, index: number): void {
  const at = dueAt(contract, first, index)
  ecpay.core.clock.schedule(at, () => {
    if (contract.status !== "1") return
    authoriseAgain(ecpay, trade, contract)
    if (contract.status === "1") scheduleNext(ecpay, trade, contract, first, index + 1)
  })
}

function dueAt({ type, frequency }: Contract, first: Date, index: number): Date {
  const wall = wallClock(first)
  const step = frequency * index
  if (type === "D") return instantOf({ ...wall, day: wall.day + step })
  return instantOf({ ...wall, ...clampedMonth(wall, type === "Y" ? step * 12 : step) })
}

function clampedMonth({ year, month, day }: { year: number; month: number; day: number }, months: number) {
  const lastDay = wallClock(instantOf({ year, month: month + months + 1, day: 0 })).day
  return { year, month: month + months, day: Math.min(day, lastDay) }
}

function authoriseAgain(ecpay: Ecpay, trade: Trade, contract: Contract): void {
  const fails = contract.failing > 0
  if (fails) contract.failing--
  record(ecpay, trade, contract, fails ? 10_100_058 : 1)
  if (contract.log.length >= contract.times) contract.status = "2"
  const last = contract.log.slice(-FAILURES_THAT_STOP)
  if (last.length === FAILURES_THAT_STOP && last.every((run) => run.rtnCode !== 1)) contract.status = "0"
}

function record(ecpay: Ecpay, trade: Trade, contract: Contract, rtnCode: number): void {
  const at = ecpay.core.clock.now()
  const run: Run = {
    rtnCode,
    amount: contract.amount,
    gwsr: rtnCode === 1 ? String(ecpay.nextGwsr++) : "0",
    at,
    authCode: rtnCode === 1 ? "777777" : "",
    tradeNo: ecpay.book.nextTradeNo(at),
  }
  contract.log.push(run)
  notify(ecpay, trade, "PeriodReturnURL", periodResult(trade, contract, run))
}

/** 定期定額付款結果通知 (p=5631), from the second authorisation on. */
function periodResult(trade: Trade, contract: Contract, run: Run): Fields {
  const { order } = trade
  return {
    MerchantID: trade.account.merchantId,
    MerchantTradeNo: order.MerchantTradeNo ?? "",
    StoreID: order.StoreID ?? "",
    RtnCode: String(run.rtnCode),
    RtnMsg: run.rtnCode === 1 ? "交易成功" : "付款失敗",
    PeriodType: contract.type,
    Frequency: String(contract.frequency),
    ExecTimes: String(contract.times),
    Amount: String(run.amount),
    Gwsr: run.gwsr,
    ProcessDate: slashDateTime(run.at),
    AuthCode: run.authCode,
    FirstAuthAmount: String(trade.amount),
    TotalSuccessTimes: String(contract.log.filter((each) => each.rtnCode === 1).length),
    CustomField1: order.CustomField1 ?? "",
    CustomField2: order.CustomField2 ?? "",
    CustomField3: order.CustomField3 ?? "",
    CustomField4: order.CustomField4 ?? "",
  }
}

/** Stops the contract for good, or tries its last failed authorisation again. Answers RtnCode and RtnMsg. */
export function periodAction(ecpay: Ecpay, trade: Trade, action: string): [code: string, message: string] {
  const contract = trade.contract
  if (!contract) return ["10200047", "查無交易資料"]
  if (contract.status !== "1") return ["100006", "該訂單狀態為停用中"]
  if (action === "Cancel") {
    contract.status = "0"
    return ["1", "停用成功"]
  }
  if (contract.log.at(-1)?.rtnCode === 1) return ["10200027", "TradeNo Error"]
  contract.log.pop()
  record(ecpay, trade, contract, 1)
  return ["1", "Succeeded"]
}

/** 查詢定期定額訂單 (p=2892): JSON, unsigned. */
export function contractDetails(trade: Trade | undefined): Record<string, unknown> {
  const { contract, card } = trade ?? {}
  if (!trade || !contract || !card) return NOT_FOUND
  const successes = contract.log.filter((run) => run.rtnCode === 1).length
  return {
    MerchantID: trade.account.merchantId,
    MerchantTradeNo: trade.order.MerchantTradeNo,
    TradeNo: trade.tradeNo,
    RtnCode: 1,
    PeriodType: contract.type,
    Frequency: contract.frequency,
    ExecTimes: contract.times,
    PeriodAmount: contract.amount,
    amount: trade.amount,
    gwsr: Number(card.gwsr),
    process_date: slashDateTime(card.at),
    auth_code: card.authCode,
    card4no: card.card4no,
    card6no: card.card6no,
    TotalSuccessTimes: successes,
    TotalSuccessAmount: successes * contract.amount,
    ExecStatus: contract.status,
    ExecLog: contract.log.map(runDetails),
  }
}

function runDetails(run: Run): Record<string, unknown> {
  return {
    RtnCode: run.rtnCode,
    amount: run.amount,
    gwsr: Number(run.gwsr),
    process_date: slashDateTime(run.at),
    auth_code: run.authCode,
    TradeNo: run.tradeNo,
  }
}

/** As recorded from the stage for an unknown order. */
const NOT_FOUND: Record<string, unknown> = {
  MerchantID: "0",
  MerchantTradeNo: null,
  TradeNo: null,
  RtnCode: 10_200_047,
  PeriodType: null,
  Frequency: 0,
  ExecTimes: 0,
  PeriodAmount: 0,
  amount: 0,
  gwsr: 0,
  process_date: null,
  auth_code: null,
  card4no: null,
  card6no: null,
  TotalSuccessTimes: 0,
  TotalSuccessAmount: 0,
  ExecStatus: null,
  ExecLog: null,
}
