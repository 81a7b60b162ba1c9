import { type Facts, isSeen } from "../facts"
import { finding } from "../finding"
import { nameOf } from "../names"
import type { Check } from "./check"

/** NewebPay refuses what is two minutes old, ECPay what is three; a `Date` header tells whole seconds. */
const TOLD_MS = 30_000

export const clocks: Check = (facts) => [...gatewayClocks(facts), ...databaseClock(facts)]

function gatewayClocks({ accounts }: Facts) {
  return accounts
    .filter(({ skewMs }) => isFar(skewMs))
    .map((account) => {
      const { en, "zh-TW": zhTW } = nameOf(account)
      const { seconds, side, chinese } = inWords(account.skewMs ?? 0)
      return finding(
        "clocks",
        en,
        `This machine's clock is ${seconds} seconds ${side} that of ${en}, which refuses orders whose time is wrong; set it by NTP.`,
        `本機時鐘比 ${zhTW}${chinese} ${seconds} 秒，金流會拒絕時間不正確的訂單；請用 NTP 校時。`,
      )
    })
}

function databaseClock({ database }: Facts) {
  if (!isSeen(database) || !isFar(database.skewMs)) return []
  const { seconds, side, chinese } = inWords(database.skewMs)
  return [
    finding(
      "clocks",
      "database",
      `This machine's clock is ${seconds} seconds ${side} the database's; set both by NTP.`,
      `本機時鐘比資料庫${chinese} ${seconds} 秒，請兩邊都用 NTP 校時。`,
    ),
  ]
}

function isFar(skewMs: number | null): boolean {
  return skewMs !== null && Math.abs(skewMs) >= TOLD_MS
}

function inWords(skewMs: number) {
  const seconds = Math.round(Math.abs(skewMs) / 1000)
  return skewMs > 0 ? { seconds, side: "behind", chinese: "慢" } : { seconds, side: "ahead of", chinese: "快" }
}
