import type { UntoldLine } from "../../modules/ledger/payouts/payout-alarms"
import type { NewAlarm } from "../../modules/ledger/records"

/** What staff are told about a line that did not agree. */
export function differenceAlarm(line: UntoldLine): NewAlarm {
  const { alarm, id, attempt_id, order_id, gross } = line
  return {
    kind: alarm,
    attempt_id,
    subject: id,
    amount: Math.round(Math.abs(gross)),
    detail: `${placeOf(line)}: ${wordsOf(line)}`,
    order_id,
  }
}

function placeOf({ gateway, merchant, paid_out_on, line, reference }: UntoldLine): string {
  return `Payout of ${gateway} account ${merchant} on ${paid_out_on}, line ${line}, trade ${reference ?? "(none)"}`
}

function wordsOf(line: UntoldLine): string {
  const { alarm, kind, gross, fee, net, captured, refunded, fee_told } = line
  if (alarm === "payout_unknown") return `${gross} TWD of a trade that this shop never opened at this account.`
  if (alarm === "chargeback")
    return gross > 0
      ? `${gross} TWD came back from the buyer's bank, which gave a chargeback up.`
      : `${-gross} TWD were taken back by the buyer's bank.`
  if (alarm === "payout_doubled") return `${gross} TWD stand in the statements once more than the ledger knows of.`
  if (alarm === "payout_fee_changed")
    return `the fee is ${fee} TWD, and was told to be ${fee_told} TWD with the payment.`
  if (net !== Math.round((gross - fee) * 100) / 100)
    return `${gross} less ${fee} TWD of fees is not the ${net} TWD that are paid out.`
  if (kind === "fee" || kind === "adjustment")
    return `${gross} TWD of this trade are moved by a line that is called ${kind}, which no movement of the ledger stands for.`
  if (gross === 0 || (kind === "payment" && (fee < 0 || fee > gross)))
    return `${gross} TWD with a fee of ${fee} TWD is no ${kind} that a gateway makes.`
  return kind === "refund"
    ? `${Math.abs(gross)} TWD went back to the buyer, and the ledger has ${refunded} TWD as given back by the gateway.`
    : `${gross} TWD, and the ledger has ${captured} TWD as captured.`
}
