import { toBig5 } from "../../../core/big5.js"
import type { Movement, StatementWriter } from "../../../core/statement.js"
import { digitsOf } from "../../../core/taipei.js"

const TITLES = ["序號", "授權單號", "授權碼", "訂單編號", "交易日期", "請款日期", "交易金額", "服務費", "撥款金額"]

/** 信用卡撥款對帳資料檔 (p=2898): what was closed and refunded, refunds negative. A chargeback has no mark of its own. */
export function fundingText(movements: readonly Movement[]): string {
  const rows = movements.map(({ reference, gross, fee, tradedAt, at, marks }, place) => {
    const [traded, closed] = [tradedAt, at].map((instant) => digitsOf(instant).slice(0, 8))
    return [place + 1, marks?.gwsr, marks?.authCode, reference, traded, closed, gross, fee, gross - fee].map(String)
  })
  return [TITLES, ...rows].map((row) => `${row.join(",")}\r\n`).join("")
}

/** As the back office gives it: in Big5, its default. */
export const FUNDING: StatementWriter = {
  id: "funding",
  name: "信用卡撥款對帳資料檔 (Big5)",
  lists: ({ isCard }) => isCard,
  write: (movements) => ({
    name: "FundingReconDetail.csv",
    type: "text/csv; charset=big5",
    bytes: toBig5(fundingText(movements)),
  }),
}
