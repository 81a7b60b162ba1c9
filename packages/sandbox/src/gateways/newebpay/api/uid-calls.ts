import type { Context } from "hono"
import type { Account } from "../model/accounts.js"
import { isTimely, type Newebpay } from "../model/newebpay.js"
import type { Trade } from "../model/trade.js"
import {
  type Fields,
  isSum,
  openCbc,
  phpJson,
  phpQuery,
  type Result,
  readBody,
  sealCbc,
  tradeSha,
} from "../wire/codec.js"
import { messageOf, NewebpayRefusal } from "../wire/codes.js"
import { isBlocked } from "./calls.js"

/** A call whose envelope carries UID_ (§5.5, §5.6). */
export interface UidCall {
  versions: readonly string[]
  /** Status of a success: e-wallets say 1000. */
  success: "1000" | "SUCCESS"
  respondTypes: readonly string[]
  /** The decrypted fields, or null if they cannot be read. */
  read(text: string): Fields | null
  operate(newebpay: Newebpay, account: Account, fields: Fields): Result
}

/** Answers the call: the envelope is always JSON, the result is encrypted in EncryptData. */
export async function answerUid(newebpay: Newebpay, context: Context, call: UidCall): Promise<Response> {
  if (isBlocked(newebpay, context)) return context.html("<h1>Access Denied</h1>", 403)
  const envelope = readBody(await context.req.text())
  return context.html(phpJson(respond(newebpay, envelope, call)))
}

function respond(newebpay: Newebpay, envelope: Fields, call: UidCall): Fields {
  const head = { UID: envelope.UID_ ?? "", Version: envelope.Version_ ?? "", Encoding: "" }
  try {
    const { account, fields } = opened(newebpay, envelope, call)
    const result = call.operate(newebpay, account, fields)
    const text = envelope.RespondType_ === "String" ? phpQuery(result) : phpJson(result)
    const EncryptData = sealCbc(text, account, newebpay.settings.padding)
    const said = { Status: call.success, Message: messageOf("1000") }
    return { ...said, EncryptData, HashData: tradeSha(EncryptData, account), ...head }
  } catch (error) {
    if (!(error instanceof NewebpayRefusal)) throw error
    return { Status: error.code, Message: error.message, EncryptData: "", HashData: "", ...head }
  }
}

/** 4101 to 4106, in the order of the fields: which code means which field is assumed. */
function opened(newebpay: Newebpay, envelope: Fields, call: UidCall): { account: Account; fields: Fields } {
  const { UID_ = "", Version_ = "", EncryptData_ = "", RespondType_ = "", HashData_ = "" } = envelope
  if (UID_ === "") throw new NewebpayRefusal("4101")
  const account = newebpay.accounts.get(UID_)
  if (!account) throw new NewebpayRefusal("1102")
  if (!call.versions.includes(Version_)) throw new NewebpayRefusal("4102")
  if (EncryptData_ === "") throw new NewebpayRefusal("4103")
  if (!call.respondTypes.includes(RespondType_)) throw new NewebpayRefusal("4104")
  if (!isSum(HashData_, tradeSha(EncryptData_, account))) throw new NewebpayRefusal("4105")
  const text = openCbc(EncryptData_, account)
  const fields = text === null ? null : call.read(text)
  if (!fields || !isTimely(newebpay, fields.TimeStamp ?? "")) throw new NewebpayRefusal("4106")
  return { account, fields }
}

/** The trade that a call refers to, if it was paid by the method named. */
export function namedTrade({ book }: Newebpay, account: Account, { MerchantOrderNo = "", PaymentType }: Fields): Trade {
  const trade = book.byOrderNo(account.merchantId, MerchantOrderNo)
  if (!trade) throw new NewebpayRefusal("1103")
  if (trade.method?.paymentType !== PaymentType) throw new NewebpayRefusal("1106")
  if (trade.state !== "paid") throw new NewebpayRefusal("1104")
  return trade
}
