import { ask, type Conversation } from "../../../toolkit/contract/conversation"
import type { OperationRequest, Outcome } from "../../../toolkit/contract/operation"
import { lookUp } from "../../../toolkit/look-up"
import type { Fields } from "../../../toolkit/redact"
import { readTwd } from "../../../toolkit/twd"
import { call, type Operation, readReply, timeStamp, unreadable } from "../client"
import type { PaymentRecord } from "../record"
import { decodeInside, encrypt, encryptFields, errors, openWith, tradeSha } from "../wire"
import { declined, queued, refusedUntil } from "./requests"

/** What a wallet or a lender gives back, and when (電子錢包退款 NPA-B06, 先買後付退款 NPA-B07). */
export interface RefundChannel {
  readonly path: "/API/EWallet/refund" | "/API/Bnpl/refund"
  readonly days: number
  readonly waitMinutes: number
  readonly inPart: boolean
}

const WALLET = { path: "/API/EWallet/refund", days: 89, waitMinutes: 0, inPart: true } as const

const LENDER = { path: "/API/Bnpl/refund", days: 365, waitMinutes: 0, inPart: true } as const

/** By `PaymentType`. */
const REFUND_CHANNELS: Readonly<Record<string, RefundChannel>> = {
  ESUNWALLET: { ...WALLET, waitMinutes: 10 },
  TAIWANPAY: { ...WALLET, days: 29, waitMinutes: 10, inPart: false },
  LINEPAY: { ...WALLET, days: 60 },
  TWQR: WALLET,
  EZPALIPAY: WALLET,
  EZPWECHAT: WALLET,
  AFTEE: LENDER,
  OPPAY: LENDER,
}

export function refundChannelOf(type: string): RefundChannel | undefined {
  return lookUp(REFUND_CHANNELS, type)
}

/** Asks the wallet or the lender to give money back. They take it on, and may still fail to do it. */
export function* refundThroughChannel(
  operation: Operation,
  record: PaymentRecord,
  channel: RefundChannel,
): Conversation<Outcome> {
  const { amount, resumed } = operation.request
  if (resumed && wasTaken(operation.request, record))
    return queued([], { message: "The earlier request had been taken." })
  refuseOutsideOfWindow(operation, record, channel)
  if (!channel.inPart && amount !== operation.request.trade.amount)
    throw errors.unsupported({
      en: `NewebPay refunds this wallet only in full: ${operation.request.trade.amount} TWD.`,
      "zh-TW": `藍新的這個電子錢包只能全額退款：NT$${operation.request.trade.amount}。`,
    })
  if (record.refund === "waiting" || record.refund === "processing")
    throw refusedUntil({
      en: "an earlier refund of this payment is not done yet; ask again when it is",
      "zh-TW": "這筆付款先前的退款尚未完成，請待完成後再試",
    })
  const answer = yield* requestRefund(operation, record.type, channel)
  return queued([`refund ${amount}`], { message: answer.BankMessage ?? "", reference: answer.TradeNo || null })
}

/** LINE Pay's record has no balance: there, only a first refund can be judged by its state. */
function wasTaken({ captured, refunded, amount }: OperationRequest, { kept, refund }: PaymentRecord): boolean {
  if (refund === "none" || refund === "failed") return false
  if (kept !== null) return captured - kept >= refunded + amount
  if (refunded === 0 && refund !== "untold") return true
  throw unreadable(
    "NewebPay does not tell whether an earlier refund of this payment went through: look into its back office.",
  )
}

function refuseOutsideOfWindow(
  { moment }: Operation,
  { trade }: PaymentRecord,
  { days, waitMinutes }: RefundChannel,
): void {
  const { paidAt } = trade
  if (paidAt === null) throw unreadable("NewebPay does not tell when this was paid.")
  const opens = new Date(paidAt.getTime() + waitMinutes * 60_000)
  if (moment.now < opens)
    throw refusedUntil(
      {
        en: `this wallet gives money back ${waitMinutes} minutes after the payment at the earliest`,
        "zh-TW": `這個電子錢包最快在付款 ${waitMinutes} 分鐘後才能退款`,
      },
      opens,
    )
  if (moment.now.getTime() > paidAt.getTime() + days * 86_400_000)
    throw errors.unsupported({
      en: `NewebPay refunds this method for ${days} days only: transfer the money to the buyer yourself, then record it.`,
      "zh-TW": `藍新的這個付款方式只能在 ${days} 天內退款：請自行匯款給買家，再登記退款。`,
    })
}

function* requestRefund(operation: Operation, type: string, channel: RefundChannel): Conversation<Fields> {
  const { config, moment, request } = operation
  const [keys] = config.keys
  const encrypted = channel.path === WALLET.path ? walletPayload(operation, type) : lenderPayload(operation, type)
  const fields = {
    UID_: config.merchantId,
    Version_: "1.1",
    EncryptData_: encrypted,
    RespondType_: "JSON",
    HashData_: tradeSha(encrypted, keys),
  }
  const sent = { ...call(config, channel.path, fields, 30_000), moves: true }
  const answer = yield* ask(sent, (response) => readReply(response, moment))
  if (answer.code !== (channel.path === WALLET.path ? "1000" : "SUCCESS")) throw declined(answer)
  const { EncryptData: sealed = "", HashData: received = "" } = answer.envelope
  const result = decodeInside(openWith(sealed, received, config.keys))
  if (result.MerchantOrderNo !== request.trade.tradeNo || readTwd(result.RefundAmount) !== request.amount)
    throw unreadable("NewebPay result about another refund.")
  return result
}

/** The wallets' text is JSON. */
function walletPayload({ config, moment, request }: Operation, type: string): string {
  const { tradeNo } = request.trade
  const words = { MerchantOrderNo: tradeNo, Amount: String(request.amount), TimeStamp: timeStamp(moment) }
  return encrypt(JSON.stringify({ ...words, PaymentType: type }), config.keys[0])
}

function lenderPayload({ config, moment, request }: Operation, type: string): string {
  const { tradeNo } = request.trade
  const words = { MerchantOrderNo: tradeNo, Amt: String(request.amount), TimeStamp: timeStamp(moment) }
  return encryptFields({ ...words, PaymentType: type, Reason: "Refund" }, config.keys[0])
}
