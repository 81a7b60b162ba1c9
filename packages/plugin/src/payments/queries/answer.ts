import type { Attempt } from "../../modules/ledger/records"
import type { Conversation } from "../../toolkit/contract/conversation"
import type { Trade } from "../../toolkit/contract/gateway"
import { sha256Hex } from "../../toolkit/digest"
import { PaymentError } from "../../toolkit/payment-error"
import type { PaymentContext } from "../context"
import { type MethodAccount, momentOf, paidTrade } from "../method-account"
import { recordMessage } from "../record-message"

export interface Answered {
  readonly attempt: Attempt
  /** What the gateway said just now; null when it was not asked or did not answer. */
  readonly trade: Trade | null
  /** Why it did not answer; null also when it was not asked. */
  readonly problem: PaymentError | null
}

export async function commitAnswer(
  context: PaymentContext,
  methodAccount: MethodAccount,
  asked: Attempt,
  trade: Trade,
): Promise<Answered> {
  const digest = sha256Hex(JSON.stringify(trade.fields))
  const { verdict, attempt } = await recordMessage(context, methodAccount, trade, "answer", digest)
  if (verdict === "foreign") return { attempt: asked, trade: null, problem: aboutAnotherAccount(asked) }
  return { attempt: attempt ?? asked, trade, problem: null }
}

export async function question(
  methodAccount: MethodAccount,
  attempt: Attempt,
  kind: "query" | "confirm",
): Promise<Conversation<Trade>> {
  const ask = methodAccount.account[kind]
  if (!ask)
    throw new PaymentError("unsupported", `${methodAccount.gateway.name.en} has no ${kind}.`, {
      gateway: attempt.gateway,
    })
  return ask(paidTrade(methodAccount, attempt), await momentOf(methodAccount))
}

function aboutAnotherAccount({ gateway, trade_no }: Attempt): PaymentError {
  return new PaymentError("unreadable", `The gateway answered about ${trade_no} of another account.`, { gateway })
}

/** An answer about another trade is no answer. */
export async function about(attempt: Attempt, answer: Promise<Trade>): Promise<Trade> {
  const trade = await answer
  if (trade.tradeNo !== attempt.trade_no && trade.state !== "absent") {
    throw new PaymentError("unreadable", "The gateway answered about another trade.", { gateway: attempt.gateway })
  }
  return { ...trade, tradeNo: attempt.trade_no }
}
