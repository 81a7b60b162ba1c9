import { instantOf } from "../../../../core/taipei.js"
import { resultOf } from "../../messages/result.js"
import type { Payuni } from "../../model/payuni.js"
import type { CardToken } from "../../model/tokens.js"
import { toolOf } from "../../model/tools.js"
import type { Trade } from "../../model/trade.js"
import { fail, leavePending, openTrade, succeed } from "../../payments.js"
import { type Fields, resultRows } from "../../wire/codec.js"
import { PayuniRefusal } from "../../wire/codes.js"
import { ENDPOINTS } from "../../wire/paths.js"
import type { Call, Done } from "../calls.js"
import { checkCharge, refuseRepeated } from "../order.js"

const ANSWER_VERSION = "1.2"

/** 信用卡幕後 Token 交易 (#164): charges a saved card. The answer is the result; only UNKNOWN is notified later. */
export function chargeToken(payuni: Payuni, { account, inner, version }: Call): Done {
  if (!account.tokens) throw new PayuniRefusal("UPP02087")
  checkCharge(inner)
  const saved = usableToken(payuni, account.merId, inner.CreditHash)
  refuseRepeated(payuni, account, inner.MerTradeNo ?? "", "CREDIT04001")
  const fields: Fields = { ...inner, CreditToken: "" }
  const trade = openTrade(payuni, { account, version, gateway: "1", fields, amount: Number(inner.TradeAmt) })
  trade.tool = toolOf(inner.CardInst && inner.CardInst !== "1" ? "CreditInst" : "Credit") ?? null
  trade.entered = enteredFrom(saved, inner.CardInst || "1")
  return answerOf(chargeNow(payuni, trade))
}

function usableToken(payuni: Payuni, merId: string, hash: string | undefined): CardToken {
  if (!hash) throw new PayuniRefusal("CREDIT02011", "未有信用卡資料")
  const saved = payuni.tokens.byHash(merId, hash)
  if (!saved || statusOf(payuni, saved) !== "1") throw new PayuniRefusal("CREDIT02025", "約定信用卡不存在或已失效")
  return saved
}

function enteredFrom({ card6, card4, cardExpiry }: CardToken, period: string): Trade["entered"] {
  return { number: `${card6}000000${card4}`, expiry: `${cardExpiry.slice(0, 2)}/${cardExpiry.slice(2)}`, period }
}

/** Pays, unless an armed fault says otherwise. */
function chargeNow(payuni: Payuni, trade: Trade): Trade {
  const fault = payuni.core.faults.take(["token-decline", "token-unknown"], "payuni", ENDPOINTS.credit.path)
  if (fault?.kind === "token-decline") fail(payuni, trade, "05")
  else if (fault) leavePending(payuni, trade, "unknown")
  else succeed(payuni, trade)
  trade.answering = false
  return trade
}

function answerOf(trade: Trade): Done {
  const { status, message } = trade.outcome ?? { status: "UNKNOWN", message: "" }
  return { status, message, fields: resultOf(trade, { status, message }), version: ANSWER_VERSION }
}

/** CreditTokenStatus: 1 usable, 3 deleted, 4 expired. */
function statusOf({ core }: Payuni, { status, expires }: CardToken): "1" | "3" | "4" {
  const [month, year] = [Number(expires.slice(0, 2)), 2000 + Number(expires.slice(2))]
  const end = instantOf({ year, month: month + 1, day: 1 })
  return status === "1" && end <= core.clock.now() ? "4" : status
}

/** 信用卡 Token 查詢 (#41): by the merchant's name for the buyer, or by the card's hash. */
export function queryTokens(payuni: Payuni, { account, inner }: Call): Done {
  const { CreditToken = "", CreditHash = "", CreditTokenType = "1" } = inner
  if ((CreditToken === "") === (CreditHash === "")) throw new PayuniRefusal("QUERY02001", "綁定Token|Hash，請擇一送入")
  const found = payuni.tokens
    .of(account.merId)
    .filter(({ hash, token, type }) => hash === CreditHash || (token === CreditToken && type === CreditTokenType))
  if (found.length === 0) throw new PayuniRefusal("QUERY03001", "查無符合綁定資料")
  return { message: "查詢成功", fields: resultRows(found.map((token) => rowOf(payuni, token))) }
}

function rowOf(payuni: Payuni, token: CardToken): Fields {
  return {
    CreditHash: token.hash,
    CreditToken: token.token,
    CreditTokenType: token.type,
    CreditTokenExpired: token.expires,
    CreditTokenStatus: statusOf(payuni, token),
    Card6No: token.card6,
    Card4No: token.card4,
    CardExpiredDT: token.cardExpiry,
  }
}

/** 信用卡 Token 取消 (#100): an agreement by its hash, a saved card by the merchant's name for the buyer. */
export function cancelToken({ tokens }: Payuni, { account, inner }: Call): Done {
  const { UseTokenType = "", BindVal = "" } = inner
  if (UseTokenType === "") throw new PayuniRefusal("CANCEL02005", "未有綁定類型")
  if (UseTokenType !== "1" && UseTokenType !== "2") throw new PayuniRefusal("CANCEL02006", "綁定類型，格式錯誤")
  if (BindVal === "") throw new PayuniRefusal("CANCEL02007", "未有綁定值")
  const isMeant = ({ hash, token, status }: CardToken) =>
    status === "1" && (UseTokenType === "1" ? hash : token) === BindVal
  const found = tokens.of(account.merId).filter(isMeant)
  if (found.length === 0) throw new PayuniRefusal("CANCEL03001", "取消失敗，查無符合約定資料")
  for (const token of found) token.status = "3"
  return { message: "取消成功", fields: { MerID: account.merId } }
}
