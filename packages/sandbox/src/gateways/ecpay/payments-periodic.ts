import { instantOf, wallClock } from "../../core/taipei.js"
import { notify } from "./messages/notices.js"
import { periodResult } from "./messages/period-result.js"
import type { CardPayment } from "./model/card-ledger.js"
import type { Contract, Run } from "./model/contract.js"
import type { Ecpay } from "./model/ecpay.js"
import type { Trade } from "./model/trade.js"

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

/** Stops the contract for good, or retries its last failed authorisation. Returns RtnCode and RtnMsg. */
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
