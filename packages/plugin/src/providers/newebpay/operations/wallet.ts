import { ask, type Conversation } from "../../../toolkit/contract/conversation"
import type { OperationRequest, Outcome } from "../../../toolkit/contract/gateway"
import { lookUp } from "../../../toolkit/look-up"
import type { Fields } from "../../../toolkit/redact"
import { call, readReply, timeStamp, unreadable } from "../client"
import type { Books } from "../record"
import { decodeInside, encrypt, encryptFields, openWith, tradeSha } from "../wire"
import { declined, type Errand, never, notNow, outcome } from "./requests"

/** What a wallet or a lender gives back, and when (電子錢包退款 NPA-B06, 先買後付退款 NPA-B07). */
export interface Giver {
  readonly path: "/API/EWallet/refund" | "/API/Bnpl/refund"
  readonly days: number
  readonly waitMinutes: number
  readonly inPart: boolean
}

const WALLET = { path: "/API/EWallet/refund", days: 89, waitMinutes: 0, inPart: true } as const
const LENDER = { path: "/API/Bnpl/refund", days: 365, waitMinutes: 0, inPart: true } as const

/** By `PaymentType`. */
const GIVERS: Readonly<Record<string, Giver>> = {
  ESUNWALLET: { ...WALLET, waitMinutes: 10 },
  TAIWANPAY: { ...WALLET, days: 29, waitMinutes: 10, inPart: false },
  LINEPAY: { ...WALLET, days: 60 },
  TWQR: WALLET,
  EZPALIPAY: WALLET,
  EZPWECHAT: WALLET,
  AFTEE: LENDER,
  OPPAY: LENDER,
}

export function giverOf(type: string): Giver | undefined {
  return lookUp(GIVERS, type)
}

/** Asks the wallet or the lender to give money back. They take it on, and may still fail to do it. */
export function* refundByGiver(errand: Errand, books: Books, giver: Giver): Conversation<Outcome> {
  const { amount, resumed } = errand.request
  if (resumed && wasTaken(errand.request, books)) return queued("The earlier request had been taken.", [])
  refuseOutsideOfWindow(errand, books, giver)
  if (!giver.inPart && amount !== errand.request.trade.amount)
    throw never(`NewebPay refunds this wallet only in full: ${errand.request.trade.amount} TWD.`)
  if (books.refund === "waiting" || books.refund === "processing")
    throw notNow("an earlier refund of this payment is not done yet; ask again when it is")
  const told = yield* askGiver(errand, books.type, giver)
  return { ...queued(told.BankMessage ?? "", [`refund ${amount}`]), reference: told.TradeNo || null }
}

/** LINE Pay's books have no balance: then only a first refund can be told from its state. */
function wasTaken({ captured, refunded, amount }: OperationRequest, { kept, refund }: Books): boolean {
  if (refund === "none" || refund === "failed") return false
  if (kept !== null) return captured - kept >= refunded + amount
  if (refunded === 0) return true
  throw unreadable(
    "NewebPay does not tell whether an earlier refund of this payment went through: look into its back office.",
  )
}

function refuseOutsideOfWindow({ moment }: Errand, { trade }: Books, { days, waitMinutes }: Giver): void {
  const { paidAt } = trade
  if (paidAt === null) throw unreadable("NewebPay does not tell when this was paid.")
  const opens = new Date(paidAt.getTime() + waitMinutes * 60_000)
  if (moment.now < opens)
    throw notNow(`this wallet gives money back ${waitMinutes} minutes after the payment at the earliest`, opens)
  if (moment.now.getTime() > paidAt.getTime() + days * 86_400_000)
    throw never(
      `NewebPay refunds this method for ${days} days only: transfer the money to the buyer yourself, then record it.`,
    )
}

function* askGiver(errand: Errand, type: string, giver: Giver): Conversation<Fields> {
  const { account, moment, request } = errand
  const [keys] = account.keys
  const encrypted = giver.path === WALLET.path ? walletWords(errand, type) : lenderWords(errand, type)
  const fields = {
    UID_: account.merchantId,
    Version_: "1.1",
    EncryptData_: encrypted,
    RespondType_: "JSON",
    HashData_: tradeSha(encrypted, keys),
  }
  const sent = { ...call(account, giver.path, fields, 30_000), moves: true }
  const answer = yield* ask(sent, (response) => readReply(response, moment))
  if (answer.code !== (giver.path === WALLET.path ? "1000" : "SUCCESS")) throw declined(answer)
  const { EncryptData: sealed = "", HashData: received = "" } = answer.envelope
  const told = decodeInside(openWith(sealed, received, account.keys))
  if (told.MerchantOrderNo !== request.trade.tradeNo || Number(told.RefundAmount) !== request.amount)
    throw unreadable("NewebPay answered about another refund.")
  return told
}

/** The wallets' text is JSON. */
function walletWords({ account, moment, request }: Errand, type: string): string {
  const { tradeNo } = request.trade
  const words = { MerchantOrderNo: tradeNo, Amount: String(request.amount), TimeStamp: timeStamp(moment) }
  return encrypt(JSON.stringify({ ...words, PaymentType: type }), account.keys[0])
}

function lenderWords({ account, moment, request }: Errand, type: string): string {
  const { tradeNo } = request.trade
  const words = { MerchantOrderNo: tradeNo, Amt: String(request.amount), TimeStamp: timeStamp(moment) }
  return encryptFields({ ...words, PaymentType: type, Reason: "Refund" }, account.keys[0])
}

function queued(message: string, steps: readonly string[]): Outcome {
  return { ...outcome(message, steps), state: "queued" }
}
