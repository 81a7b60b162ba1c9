import type { Trade } from "../toolkit/contract/gateway"
import type { Voucher } from "../toolkit/contract/voucher"

/**
 * A trade as a database takes it. A number with a character that no text has is none: read as it stands, it would fail the
 * statement that it is in, and with it what was asked for at the same time.
 */
export function plainTrade(trade: Trade): Trade {
  const { tradeNo, merchant, voucher, state, alsoPaid } = trade
  const isVoucher = voucher === null || isPlainVoucher(voucher)
  return {
    ...trade,
    tradeNo: isPlain(tradeNo) ? tradeNo : "",
    merchant: isPlain(merchant) ? merchant : "",
    reference: plainNumber(trade.reference),
    ...(alsoPaid ? { alsoPaid: alsoPaid.map((each) => ({ ...each, reference: plainNumber(each.reference) })) } : {}),
    voucher: isVoucher ? voucher : null,
    // A number that cannot be read is no number.
    state: state === "issued" && !isVoucher ? "unknown" : state,
  }
}

/** A gateway's own number of a payment or of a movement. */
export function plainNumber(number: string | null): string | null {
  return number !== null && isPlain(number) ? number : null
}

function isPlainVoucher(voucher: Voucher): boolean {
  return Object.values(voucher)
    .flat()
    .every((value) => typeof value !== "string" || isPlain(value))
}

/** Neither a control character nor half a surrogate pair. */
function isPlain(text: string): boolean {
  return !/[\p{Cc}\p{Cs}]/u.test(text)
}
