import type { Payuni } from "../../model/payuni.js"
import { PayuniRefusal } from "../../wire/codes.js"
import type { Call, Done } from "../calls.js"
import { find } from "../query.js"

const MOST_NUMBERS = 100

const MONTHS_BACK_DAYS = 92

/** 多筆查詢 (#38): the answer is JSON inside. */
export function queryMany(payuni: Payuni, call: Call): Done {
  const { QueryType = "", QueryNo = "" } = call.inner
  if (QueryType === "") throw new PayuniRefusal("QUERY02010")
  if (QueryType !== "1" && QueryType !== "2") throw new PayuniRefusal("QUERY02011")
  const numbers = QueryNo.split(",")
  if (numbers.some((number) => number === "")) throw new PayuniRefusal("QUERY02012")
  if (numbers.length > MOST_NUMBERS) throw new PayuniRefusal("QUERY02013")
  const since = payuni.core.clock.now().getTime() - MONTHS_BACK_DAYS * 86_400_000
  const Result = numbers.flatMap((number) => find(payuni, call, QueryType, number, since))
  if (Result.length === 0) throw new PayuniRefusal("QUERY03001")
  const message = "查詢成功"
  return { message, text: JSON.stringify({ Status: "SUCCESS", Message: message, Result }) }
}
