import type { Context } from "hono"
import { type Movement, PAYOUT_DAYS, withFaults } from "../../../core/statement.js"
import { DAY } from "../../../core/taipei.js"
import { fundingText } from "../messages/funding.js"
import type { Ecpay } from "../model/ecpay.js"
import { movementsOf } from "../model/movements.js"
import { readCall } from "./calls.js"
import { csv, csvText, rangeOf, within } from "./csv-files.js"

/** 下載信用卡撥款對帳資料檔 (p=2898). */
export async function fundingDetail(ecpay: Ecpay, context: Context): Promise<Response> {
  const call = await readCall(ecpay, context, false)
  if (call instanceof Response) return call
  if (ecpay.settings.behaviour === "stage") return context.notFound()
  const { MerchantID, StartDate, EndDate, PayDateType = "" } = call.fields
  const range = rangeOf(StartDate, EndDate)
  if (call.refusal || !range) return csv(call, [[call.refusal ?? "10100050"]])
  const lines = ecpay.book
    .all()
    .flatMap(movementsOf)
    .filter(({ isCard, merchant }) => isCard && merchant === MerchantID)
    .filter((movement) => within(momentOf(PayDateType, movement), range))
  return csvText(call, fundingText(withFaults(ecpay.core.faults, "ecpay", lines)))
}

/**
 * fund: 結算, to the trust account, on the bank's next day after the closing; close: 關帳; enter: 撥款入帳, when the merchant's days of
 * payout have passed (p=2898, 查詢日期類別).
 */
function momentOf(dateType: string, { at }: Movement): Date | null {
  const later = (days: number) => new Date(at.getTime() + days * DAY)
  return { fund: later(1), close: at, enter: later(PAYOUT_DAYS) }[dateType] ?? null
}
