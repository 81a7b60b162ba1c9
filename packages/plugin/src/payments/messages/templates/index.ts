import type { MessageKind } from "../../../modules/ledger/messages"
import { type ExpiredTold, expired } from "./expired"
import type { Content } from "./letter"
import { type PaidTold, paid } from "./paid"
import { type RefundAccountTold, type RefundedTold, refundAccountWanted, refunded } from "./refund"
import { type AlarmTold, alarm, type DigestTold, digest } from "./staff"
import { type VoucherTold, voucherExpiring, voucherIssued } from "./voucher"

/** What each template is told. */
export interface Tellings extends Readonly<Record<MessageKind, object>> {
  readonly voucher_issued: VoucherTold
  readonly voucher_expiring: VoucherTold
  readonly paid: PaidTold
  readonly expired: ExpiredTold
  readonly refunded: RefundedTold
  readonly refund_account_wanted: RefundAccountTold
  readonly alarm: AlarmTold
  readonly digest: DigestTold
}

/** A pure function: of the same words it makes the same letter. */
export type Template<Kind extends MessageKind> = (told: Tellings[Kind]) => Content

export type Templates = { readonly [Kind in MessageKind]: Template<Kind> }

/** Ours, for each kind of message. */
export const TEMPLATES: Templates = {
  voucher_issued: voucherIssued,
  voucher_expiring: voucherExpiring,
  paid,
  expired,
  refunded,
  refund_account_wanted: refundAccountWanted,
  alarm,
  digest,
}
