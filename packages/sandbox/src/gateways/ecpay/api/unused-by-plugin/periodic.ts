import type { Context } from "hono"
import type { Ecpay } from "../../model/ecpay.js"
import { periodAction } from "../../payments-periodic.js"
import { readCall } from "../calls.js"
import { answer, tradeOf } from "../query.js"
import { contractDetails } from "./contract-details.js"

/** 查詢定期定額訂單 (p=2892): JSON, unsigned, served as text/html. */
export async function queryPeriodInfo(ecpay: Ecpay, context: Context): Promise<Response> {
  const call = await readCall(ecpay, context, true)
  if (call instanceof Response) return call
  return context.html(JSON.stringify(contractDetails(call.refusal ? undefined : tradeOf(ecpay, call))))
}

/** 定期定額訂單作業 (p=2900). An invalid call is answered with blank identifiers, as recorded. */
export async function actOnPeriod(ecpay: Ecpay, context: Context): Promise<Response> {
  const call = await readCall(ecpay, context, true)
  if (call instanceof Response) return call
  const trade = tradeOf(ecpay, call)
  if (call.refusal || !trade || !["ReAuth", "Cancel"].includes(call.fields.Action ?? "")) {
    return answer(context, call, { MerchantID: "", MerchantTradeNo: "", RtnCode: "10200083", RtnMsg: "" })
  }
  const [RtnCode, RtnMsg] = periodAction(ecpay, trade, call.fields.Action ?? "")
  const { MerchantID = "", MerchantTradeNo = "" } = call.fields
  return answer(context, call, { MerchantID, MerchantTradeNo, RtnCode, RtnMsg })
}
