import type { Attempt, Operation } from "../../modules/ledger/records"
import type { Method } from "../../toolkit/contract/gateway"
import { PaymentError, type PaymentErrorFacts } from "../../toolkit/payment-error"
import { canBeToldApart } from "../../toolkit/queued-refunds"
import type { LocalText } from "../../toolkit/text"
import { type Twd, toWholeDollars, twd } from "../../toolkit/twd"
import type { MethodAccount } from "../method-account"
import { isDone, type RequestedOperation, refundedTotal } from "./operation"
import { refusal } from "./refusals"

/**
 * The whole dollars to give back for what Medusa asks, so that partial refunds of a rounded charge add up to
 * exactly what was charged.
 */
export function refundAmount(
  methodAccount: MethodAccount,
  attempt: Attempt,
  refunds: readonly Operation[],
  requested: RequestedOperation,
): Twd {
  if (methodAccount.shop.rounding === "refuse")
    return withinRest(attempt, refunds, wholeDollars(methodAccount, attempt, requested, "refunded"))
  const before = refunds.filter(isDone).reduce((sum, { requested }) => sum + cents(requested), 0)
  const wanted = before + cents(requested.amount)
  const whole =
    wanted >= cents(attempt.session_amount) ? attempt.captured_amount : toWholeDollars(String(wanted / 100), "nearest")
  const due = Math.min(whole, attempt.captured_amount) - refundedTotal(refunds)
  return withinRest(attempt, refunds, twd(Math.max(due, 0)))
}

/** Prices may be asked to be whole dollars by the shop's rule; of a part that staff named, the amounts beside it are said. */
export function wholeDollars(
  { gateway, shop }: MethodAccount,
  attempt: Attempt,
  { amount }: Pick<RequestedOperation, "amount">,
  done: "refunded" | "captured",
): Twd {
  if (shop.rounding === "nearest" || Number.isInteger(Number(amount))) return toWholeDollars(amount, shop.rounding)
  const [below, above] = [Math.floor, Math.ceil].map((round) => round(Number(amount)))
  const { name } = gateway
  throw refusal(attempt, {
    en: `${amount} TWD cannot be ${done}: ${name.en} moves whole dollars, such as ${below} or ${above} TWD.`,
    "zh-TW": `無法${done === "refunded" ? "退款" : "請款"} NT$${amount}：${name["zh-TW"]}只處理整數金額，例如 NT$${below} 或 NT$${above}。`,
  })
}

export function withinRest(attempt: Attempt, refunds: readonly Operation[], amount: Twd): Twd {
  const rest = attempt.captured_amount - refundedTotal(refunds)
  if (amount >= 1 && amount <= rest) return amount
  throw refusal(attempt, {
    en: `${amount} TWD cannot be refunded: ${rest} TWD of this payment are left.`,
    "zh-TW": `無法退款 NT$${amount}：這筆付款只剩 NT$${rest} 可退。`,
  })
}

/** What staff gave back by hand is gone, whether or not Medusa has a refund for it yet. */
export function asDone<Refund extends Pick<Operation, "state">>(operation: Refund): Refund {
  return operation.state === "recorded" ? { ...operation, state: "done" } : operation
}

export function cents(decimal: string): number {
  return Math.round(Number(decimal) * 100)
}

/** No API gives this back. */
export class NoRefundApi extends PaymentError {
  /** `amount`: what was to go back. */
  constructor(
    readonly amount: Twd,
    words: LocalText,
    facts: PaymentErrorFacts,
  ) {
    super("unsupported", words, facts)
  }
}

function whereToRecord({ name, refundAdvice }: Method): LocalText {
  const en = refundAdvice?.en ?? `${name.en} has no refund API.`
  const zh = refundAdvice?.["zh-TW"] ?? `${name["zh-TW"]}沒有退款 API。`
  return {
    en: `${en} (In the order: Taiwan payments › Record refund.)`,
    "zh-TW": `${zh}（訂單頁「台灣金流」›「登記退款」）`,
  }
}

export function refuseWhatNoApiDoes(method: Method, attempt: Attempt, amount: Twd): void {
  if (method.refund === "manual") {
    throw new NoRefundApi(amount, whereToRecord(method), { gateway: attempt.gateway })
  }
  if (method.refund === "full" && amount !== attempt.amount) {
    const { name } = method
    const en = `${name.en} can only be refunded in full: ${attempt.amount} TWD.`
    throw refusal(attempt, { en, "zh-TW": `${name["zh-TW"]}只能全額退款：NT$${attempt.amount}。` }, "unsupported")
  }
}

/**
 * Where the gateway tells the fate of its latest refund alone, the others are told by the balance: what would make two of them
 * look the same there has to wait.
 */
export function refuseBesideQueued(
  { account, gateway }: MethodAccount,
  attempt: Attempt,
  refunds: readonly Operation[],
  amount: Twd,
) {
  const waiting = refunds.filter(({ state }) => state === "queued").map((refund) => refund.amount)
  if (!account.onlyLatestRefundTold || waiting.length === 0 || canBeToldApart([...waiting, amount])) return
  const { name } = gateway
  throw refusal(attempt, {
    en: `${name.en} tells only of the latest refund, and a refund of ${waiting.join(" and ")} TWD is still on its way: refund again once it is done.`,
    "zh-TW": `${name["zh-TW"]}只回覆最近一筆退款的結果，而 NT$${waiting.join("、NT$")} 的退款仍在處理：請待其完成後再退款。`,
  })
}
