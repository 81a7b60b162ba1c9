import type { Attempt, Operation } from "../../modules/ledger/records"
import type { PaymentError } from "../../toolkit/payment-error"
import type { LocalText } from "../../toolkit/text"
import type { Twd } from "../../toolkit/twd"
import type { PaymentContext } from "../context"
import { accountOf, type MethodAccount, methodOf } from "../method-account"
import { stateAsReason } from "../operation-names"
import { adopt, findAdoptable, refuseBesideOlder, refuseReleaseDuringChange, replaceDeadRow } from "./in-medusa"
import { endUnresolved } from "./look-up"
import {
  alone,
  carryOut,
  commit,
  conversationFor,
  isDone,
  isUnresolved,
  noteRefusal,
  ownOf,
  type RequestedOperation,
} from "./operation"
import { wholeDollars } from "./refundable"
import { refusal } from "./refusals"

/** Captures an authorised payment, all or a part, at the account that authorised it. A payment that is captured already stays as it is. */
export async function capture(
  context: PaymentContext,
  methodAccount: MethodAccount,
  attemptId: string,
  requested: RequestedOperation,
): Promise<Attempt> {
  return alone(context, attemptId, (attempt) =>
    captureAlone(context, accountOf(methodAccount, attempt), attempt, requested),
  )
}

async function captureAlone(
  context: PaymentContext,
  methodAccount: MethodAccount,
  attempt: Attempt,
  requested: RequestedOperation,
): Promise<Attempt> {
  const captures = await context.ledger.operationsOf(attempt.id, "capture")
  const own = ownOf(captures, requested)
  if (own && isDone(own))
    return attempt.state === "authorized" ? context.ledger.together((ledger) => commit(ledger, attempt, own)) : attempt
  const adoptable = requested.inMedusa
    ? await findAdoptable(context, attempt, "capture", captures, requested)
    : undefined
  if (adoptable) return adopt(context, attempt, adoptable, requested)
  if (attempt.state === "captured" && attempt.captured_amount === attempt.amount) return attempt
  if (requested.inMedusa && !own) await refuseBesideOlder(context, attempt, requested)
  const open = captures.find((each) => isUnresolved(each) && each.id !== own?.id)
  const isTold = attempt.state === "captured" && attempt.captured_amount === (own ?? open)?.amount
  const isAsked = isTold && wholeDollars(methodAccount, attempt, requested, "captured") === attempt.captured_amount
  const amount = isAsked ? attempt.captured_amount : captureAmount(methodAccount, attempt, requested)
  if (open && open.amount !== amount) {
    await endUnresolved(context, methodAccount, attempt, open)
    return captureAlone(context, methodAccount, (await context.ledger.attempt(attempt.id)) ?? attempt, requested)
  }
  conversationFor(methodAccount, "capture")
  const resumes = own ?? open
  if (requested.inMedusa) await replaceDeadRow(context, "capture", attempt, requested, resumes)
  return carryOut(context, methodAccount, attempt, await begin(context, attempt, requested, amount, resumes))
}

function captureAmount(methodAccount: MethodAccount, attempt: Attempt, requested: RequestedOperation): Twd {
  const amount = wholeDollars(methodAccount, attempt, requested, "captured")
  if (attempt.state !== "authorized" || amount > attempt.amount) throw notCaptured(attempt, amount)
  if (amount === attempt.amount || methodOf(methodAccount, attempt.method).capture === "partial") return amount
  const { name } = methodAccount.gateway
  const en = `${name.en} captures this method only in full: ${attempt.amount} TWD.`
  throw refusal(
    attempt,
    { en, "zh-TW": `${name["zh-TW"]}的這個付款方式只能全額請款：NT$${attempt.amount}。` },
    "unsupported",
  )
}

function notCaptured(attempt: Attempt, wanted: Twd): PaymentError {
  const why = whyNotCaptured(attempt)
  const zh = `無法請款 NT$${wanted}：${why["zh-TW"]}。`
  return refusal(attempt, { en: `${wanted} TWD cannot be captured: ${why.en}.`, "zh-TW": zh })
}

function whyNotCaptured(attempt: Attempt): LocalText {
  const { state, amount, captured_amount: captured } = attempt
  if (state === "authorized")
    return { en: `${amount} TWD of this payment are authorised`, "zh-TW": `這筆付款授權了 NT$${amount}` }
  if (state !== "captured") return stateAsReason(attempt)
  return {
    en: `${captured} of ${amount} TWD are captured already, and a payment is captured once`,
    "zh-TW": `NT$${amount} 中已請款 NT$${captured}，每筆付款只能請款一次`,
  }
}

async function begin(
  { ledger }: PaymentContext,
  attempt: Attempt,
  requested: RequestedOperation,
  amount: Twd,
  resumes: Operation | undefined,
) {
  if (resumes) return ledger.operations.restart(resumes)
  const medusa = requested.inMedusa ? { medusa_id: requested.key } : {}
  const facts = { attempt_id: attempt.id, kind: "capture", idempotency_key: requested.key, amount } as const
  return ledger.begin({ ...facts, requested: requested.amount, ...medusa })
}

/** Releases an authorised payment. Where money was captured nothing is done: a refund is what gives it back. */
export async function voidAuthorization(
  context: PaymentContext,
  methodAccount: MethodAccount,
  attemptId: string,
  key: string,
): Promise<Attempt> {
  return alone(context, attemptId, async (attempt) => {
    if (attempt.state !== "authorized") return attempt
    const { id, amount } = attempt
    const facts = { attempt_id: id, kind: "void", idempotency_key: key, amount, requested: String(amount) } as const
    try {
      const own = accountOf(methodAccount, attempt)
      conversationFor(own, "void")
      await refuseReleaseDuringChange(context, attempt)
      const open = (await context.ledger.operationsOf(id, "void")).find(isUnresolved)
      const begun = open ? await context.ledger.operations.restart(open) : await context.ledger.begin(facts)
      return await carryOut(context, own, attempt, begun)
    } catch (error) {
      await noteRefusal(context, { ...facts, medusa_id: null }, error)
      throw error
    }
  })
}
