import type { Context } from "hono"
import type { Account } from "../model/accounts.js"
import { isTimely, type Newebpay } from "../model/newebpay.js"
import type { Trade } from "../model/trade.js"
import { type Fields, openCbc, phpJson, plainQuery, type Result, readBody } from "../wire/codec.js"
import { messageOf, NewebpayRefusal } from "../wire/codes.js"

/** The answer to a call; JSON shows `[]` if there is no result. */
export interface Answer {
  status: string
  message?: string
  result: Result | null
}

/** A refusal that still reports the trade or the request. */
export class CallRefused extends NewebpayRefusal {
  constructor(
    code: string,
    readonly result: Result | null = null,
  ) {
    super(code)
  }
}

/** A call: its shop and its decrypted fields. */
export interface Call {
  account: Account
  fields: Fields
}

/** Finds the shop and decrypts its fields. Throws the refusal of an invalid call. */
export type Reader = (newebpay: Newebpay, envelope: Fields) => Call
export type Operation = (newebpay: Newebpay, call: Call) => Answer

/** Answers a call: always HTTP 200 and text/html, as JSON or as one query string, by its RespondType. */
export async function answer(newebpay: Newebpay, context: Context, read: Reader, operate: Operation) {
  if (isBlocked(newebpay, context)) return context.html("<h1>Access Denied</h1>", 403)
  const envelope = readBody(await context.req.text())
  const { respondType, reply } = respond(newebpay, envelope, read, operate)
  return context.html(written(reply, respondType))
}

function respond(newebpay: Newebpay, envelope: Fields, read: Reader, operate: Operation) {
  let respondType = envelope.RespondType
  try {
    const call = read(newebpay, envelope)
    respondType = call.fields.RespondType
    return { respondType, reply: operate(newebpay, call) }
  } catch (error) {
    if (!(error instanceof NewebpayRefusal)) throw error
    const result = error instanceof CallRefused ? error.result : null
    return { respondType, reply: { status: error.code, message: error.message, result } }
  }
}

function written({ status, message = messageOf(status), result }: Answer, respondType: string | undefined): string {
  const head = { Status: status, Message: message }
  return respondType === "String" ? plainQuery({ ...head, ...result }) : phpJson({ ...head, Result: result ?? [] })
}

/** Akamai in front of NewebPay refuses axios by its User-Agent. Off by default. */
export function isBlocked({ core, settings }: Newebpay, context: Context): boolean {
  const axios = settings.refuseAxios && /^axios\//.test(context.req.header("user-agent") ?? "")
  return axios || core.faults.take(["access-denied"], "newebpay", context.req.path) !== null
}

/** MerchantID_ and PostData_ (§5.3, §5.4). */
export const readPostData: Reader = (newebpay, envelope) => {
  const account = newebpay.accounts.get(envelope.MerchantID_ ?? "")
  if (!account) throw new NewebpayRefusal("TRA10009")
  const text = openCbc(envelope.PostData_ ?? "", account)
  if (text === null) throw new NewebpayRefusal("TRA10008")
  return { account, fields: readBody(text) }
}

/** Checks the inner fields that both card APIs share. */
export function checkCall(newebpay: Newebpay, { fields }: Call, versions: readonly string[]): void {
  if (!["JSON", "String"].includes(fields.RespondType ?? "")) throw new NewebpayRefusal("TRA10036", "RespondType 錯誤")
  if (!versions.includes(fields.Version ?? "")) throw new NewebpayRefusal("TRA10018")
  if (!isTimely(newebpay, fields.TimeStamp ?? "")) throw new NewebpayRefusal("TRA40014")
  if (!/^[1-9]\d*$/.test(fields.Amt ?? "")) throw new NewebpayRefusal("TRA10003")
  if (!["1", "2"].includes(fields.IndexType ?? "")) throw new NewebpayRefusal("TRA10032")
  if (!indexOf(fields)) throw new NewebpayRefusal("TRA10018")
}

/** IndexType 1 names an order by MerchantOrderNo, 2 by TradeNo. */
function indexOf({ IndexType, MerchantOrderNo, TradeNo }: Fields): string {
  return (IndexType === "1" ? MerchantOrderNo : TradeNo) ?? ""
}

/** The shop's card trade that a call names, if it has been submitted. */
export function cardTradeOf({ book }: Newebpay, { account, fields }: Call): Trade | undefined {
  const named = indexOf(fields)
  const trade = fields.IndexType === "1" ? book.byOrderNo(account.merchantId, named) : book.byTradeNo(named)
  const isOurs = trade?.account === account && trade.submittedAt !== null
  return isOurs && trade.method?.paymentType === "CREDIT" ? trade : undefined
}
