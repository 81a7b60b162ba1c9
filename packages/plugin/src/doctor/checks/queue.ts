import { isSeen, type LedgerFacts } from "../facts"
import { type Finding, finding } from "../finding"
import type { Check } from "./check"

const DEEP = 100
const OLD_SECONDS = 600

/** What is here already, and has not got through to Medusa or to the shop's own code. */
export const queue: Check = ({ database }) => {
  if (!isSeen(database) || database.ledger === null) return []
  return [...due(database.ledger), ...unapplied(database.ledger), ...events(database.ledger)]
}

function due({ due: count }: LedgerFacts): Finding[] {
  if (count <= DEEP) return []
  return [
    finding(
      "queue",
      "due",
      `${count} payments wait to be applied to their orders; look into the server's log, and whether its database and Redis keep up.`,
      `有 ${count} 筆付款等著套用到訂單；請查看伺服器記錄檔，並確認資料庫與 Redis 跟得上。`,
    ),
  ]
}

function unapplied({ oldestUnapplied: oldest }: LedgerFacts): Finding[] {
  if (oldest === null || oldest.age < OLD_SECONDS) return []
  const minutes = Math.floor(oldest.age / 60)
  return [
    finding(
      "queue",
      oldest.tradeNo,
      `Payment ${oldest.tradeNo} was paid ${minutes} minutes ago, and no order has it yet; look at it on the page Taiwan payments, and into the server's log.`,
      `付款 ${oldest.tradeNo} 在 ${minutes} 分鐘前已付清，但還沒有訂單；請到「台灣金流」頁面查看，並查看伺服器記錄檔。`,
    ),
  ]
}

function events({ waitingEvents: { count, age } }: LedgerFacts): Finding[] {
  if (count === 0 || age < OLD_SECONDS) return []
  return [
    finding(
      "queue",
      "events",
      `${count} events wait to be emitted, the oldest for ${Math.floor(age / 60)} minutes; mend the event bus (Redis), and they go out by themselves.`,
      `有 ${count} 個事件等著發出，最久的已等了 ${Math.floor(age / 60)} 分鐘；請修復 event bus（Redis），之後會自動發出。`,
    ),
  ]
}
