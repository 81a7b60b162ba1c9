import type { LocalText } from "../text"
import type { Twd } from "../twd"

interface VoucherTerms {
  /** TWD whole dollars. */
  readonly amount: Twd
  /** The last instant at which the voucher can be paid, ISO 8601 in UTC. */
  readonly expires_at: string
}

/** A virtual bank account to transfer to. */
export interface AtmVoucher extends VoucherTerms {
  readonly kind: "atm"
  readonly bank_code: string
  readonly bank_name: LocalText
  readonly account: string
}

/** A code to key in at a convenience store's machine. */
export interface CvsVoucher extends VoucherTerms {
  readonly kind: "cvs"
  readonly code: string
  readonly chain: StoreChain
}

/** Three Code 39 barcodes to show at the counter of a convenience store. */
export interface BarcodeVoucher extends VoucherTerms {
  readonly kind: "barcode"
  readonly barcodes: readonly [string, string, string]
}

export type StoreChain = "any" | "7-eleven" | "familymart" | "hilife" | "okmart"

/** What a buyer needs to pay later. Snake case, for it travels as JSON through Medusa. */
export type Voucher = AtmVoucher | CvsVoucher | BarcodeVoucher
