import { ActionRefused } from "../../../core/gateway.js"
import type { OfficeAction } from "../../../core/office-actions.js"
import { fieldsOf, notify, payInfo } from "../messages/notices.js"
import type { Tappay } from "../model/tappay.js"
import { remaining, type Trade } from "../model/trade.js"
import { arrangeCapture, capture, complete, recordRefund } from "../payments.js"
import { wholeNumber } from "../wire/checks.js"
import { MESSAGES, say } from "../wire/codes.js"

const isPending = ({ state }: Trade) => state === "pending"

/** What staff can do in the Portal, what the buyer can do elsewhere, and what anyone can forge. */
export const ACTIONS: readonly OfficeAction<Tappay, Trade>[] = [
  {
    name: "approve",
    label: "Approve, as the buyer on another device",
    possible: isPending,
    run: (tappay, trade) => {
      if (trade.method.kind === "wallet") trade.payInfo = payInfo("CREDIT_CARD")
      complete(tappay, trade, null)
    },
  },
  {
    name: "decline",
    label: "Decline (10003)",
    danger: true,
    possible: isPending,
    run: (tappay, trade) => complete(tappay, trade, 10003),
  },
  {
    name: "cancel",
    label: "Cancel, as the buyer",
    danger: true,
    possible: isPending,
    run: (tappay, trade) => complete(tappay, trade, "cancelled"),
  },
  {
    name: "forge-notice",
    label: "Send a forged notice of success",
    danger: true,
    possible: (trade) => trade.state !== "captured" && (trade.resultUrl?.notify ?? "") !== "",
    run: (tappay, trade) => notify(tappay, trade, { ...fieldsOf(tappay, trade), ...say(0), auth_code: "000000" }),
  },
  {
    name: "resend",
    label: "Send the notice again",
    possible: (trade) => !isPending(trade) && (trade.resultUrl?.notify ?? "") !== "",
    run: (tappay, trade) => notify(tappay, trade),
  },
  {
    name: "capture",
    label: "Capture now",
    possible: ({ state }) => state === "authorised" || state === "capturing",
    run: capture,
  },
  {
    name: "arrange-capture",
    label: "Put into today's batch",
    possible: ({ state }) => state === "authorised",
    run: (tappay, trade) => arrangeCapture(tappay, trade, 0),
  },
  {
    name: "refund",
    label: "Refund in the Portal",
    input: { name: "amount", label: "Amount", value: "1" },
    possible: ({ state }) => ["authorised", "captured", "partly-refunded"].includes(state),
    run: refundInPortal,
  },
]

function refundInPortal(tappay: Tappay, trade: Trade, input: Record<string, string>): void {
  const left = remaining(trade)
  const amount = wholeNumber(input.amount ?? "") ?? left
  if (amount < 1 || amount > left) throw new ActionRefused(`Between 1 and ${left}, please.`)
  if (trade.state === "authorised" && amount < left) throw new ActionRefused(MESSAGES[10024])
  recordRefund(tappay, trade, amount)
}
