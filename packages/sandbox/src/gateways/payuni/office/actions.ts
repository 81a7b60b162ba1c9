import { ActionRefused } from "../../../core/gateway.js"
import type { OfficeAction } from "../../../core/office-actions.js"
import { notify } from "../messages/notices.js"
import { resultOf } from "../messages/result.js"
import { type CardPayment, type CloseType, cancelRefusal, remaining } from "../model/card.js"
import type { Payuni } from "../model/payuni.js"
import type { Trade } from "../model/trade.js"
import { expire, fail, payVoucher, retrigger, succeed } from "../payments.js"
import { cancelAuthorisation, closeCard } from "../payments-card.js"
import { finishTransfer } from "../payments-transfer.js"
import { PayuniRefusal } from "../wire/codes.js"

const isWaiting = ({ state }: Trade) => state === "unknown" || state === "unapproved"

/** Whether a trade is paid by a card that satisfies `fits`. */
function paidBy(fits: (card: CardPayment) => boolean): (trade: Trade) => boolean {
  return ({ state, card }) => state === "paid" && card !== null && fits(card)
}

/** Turns a refusal by PAYUNi into one by the back office. */
function orRefuse(work: () => void): void {
  try {
    work()
  } catch (error) {
    if (error instanceof PayuniRefusal) throw new ActionRefused(`${error.code} ${error.message}`)
    throw error
  }
}

function amountIn(input: Record<string, string>): number | undefined {
  return input.amount ? Number(input.amount) : undefined
}

function ledger(
  type: CloseType,
  name: string,
  label: string,
  fits: (card: CardPayment) => boolean,
): OfficeAction<Payuni, Trade> {
  return {
    name,
    label,
    possible: paidBy(fits),
    run: (payuni, trade, input) => orRefuse(() => closeCard(payuni, trade, type, amountIn(input) ?? trade.amount)),
  }
}

/** Ends a refund by bank transfer before its due day. */
function transferAction(name: string, label: string, done: boolean): OfficeAction<Payuni, Trade> {
  return {
    name,
    label,
    possible: ({ nonCardRefunds }) => nonCardRefunds.at(-1)?.status === "1",
    run: (payuni, trade) => {
      const refund = trade.nonCardRefunds.at(-1)
      if (refund) finishTransfer(payuni, trade, refund, done)
    },
  }
}

/** What staff can do in PAYUNi's portal, and some events that otherwise happen by themselves. */
export const ACTIONS: readonly OfficeAction<Payuni, Trade>[] = [
  {
    name: "pay",
    label: "模擬繳費 Pay the code",
    possible: ({ state }) => state === "issued",
    run: (payuni, trade, input) => payVoucher(payuni, trade, amountIn(input)),
  },
  {
    name: "pay-late",
    label: "Pay after it ran out",
    possible: ({ state, voucher }) => state === "expired" && voucher !== null,
    run: (payuni, trade, input) => payVoucher(payuni, trade, amountIn(input)),
  },
  {
    name: "expire",
    label: "Let the code run out",
    possible: ({ state }) => state === "issued",
    run: expire,
  },
  { name: "confirm", label: "Mark as paid", possible: isWaiting, run: succeed },
  {
    name: "decline",
    label: "Mark as failed",
    danger: true,
    possible: isWaiting,
    run: (payuni, trade) => fail(payuni, trade),
  },
  {
    name: "retrigger",
    label: "補觸發 Send the notice again",
    possible: ({ outcome, order }) => outcome !== null && Boolean(order.NotifyURL),
    run: retrigger,
  },
  {
    name: "late-failure",
    label: "Send a late failure",
    danger: true,
    possible: ({ state }) => state === "paid",
    run: (payuni, trade) => {
      const outcome = { status: `${trade.tool?.family}03001`, message: "付款失敗" }
      notify(payuni, trade, { ...resultOf(trade, outcome), TradeStatus: "2" })
    },
  },
  ledger("1", "capture", "請款 Capture", ({ capture }) => capture.status === "9" || capture.status === "3"),
  ledger("-1", "cancel-capture", "Cancel the capture", ({ capture }) => capture.status === "1"),
  {
    ...ledger("2", "refund", "退款 Refund", (card) => remaining(card) > 0),
    input: { name: "amount", label: "Amount", value: "1" },
  },
  ledger("-2", "cancel-refund", "Cancel the last refund", ({ refunds }) => refunds.at(-1)?.status === "1"),
  transferAction("finish-transfer", "Transfer done", true),
  transferAction("fail-transfer", "Transfer failed", false),
  {
    name: "cancel-authorisation",
    label: "取消授權 Release",
    danger: true,
    possible: paidBy((card) => cancelRefusal(card) === null),
    run: (_payuni, trade) => orRefuse(() => cancelAuthorisation(trade)),
  },
]
