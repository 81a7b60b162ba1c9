import type { MayCharge } from "../../payments/checkout/charge-guard"
import { readShopLook, type ShopLook } from "../../payments/links/shop-look"
import { type MessageOptions, readMessageOptions } from "../../payments/messages/message-options"
import { type RefundDeskOptions, readRefundDesk } from "../../payments/refund-desk-options"
import { isRecord, OptionReader } from "../../toolkit/options"

/** Options of the plugin's entry in `plugins`. Accounts and keys belong to the payment module's providers. */
export interface PluginOptions {
  /** Seconds between two runs of each background job; what buyers wait for is asked about every five seconds. Default 60. */
  readonly jobSeconds: number
  /** The workflow that places the order of a paid cart, by its id; its input is `{ id }`, the cart's. Default Medusa's own, `complete-cart`. */
  readonly completeCart: string
  /**
   * Days for which the ledger keeps what tells of a person (card digits, accounts, messages). After that digest and decision stay.
   * Default 730, which outlasts refunds and disputed payments.
   */
  readonly retentionDays: number
  /**
   * The shop's own word before a card is charged (TapPay), beside the limits of this package: answers `true` or `false`, or a promise of
   * it. Given gateway, method, amount, session, cart, customer and address. Default: none.
   */
  readonly mayCharge: MayCharge | null
  /**
   * Whether a guest finds an order again by its number and e-mail address (`POST /store/taiwan-payments/orders/find`): ten tries in
   * ten minutes. Default false.
   */
  readonly guestOrders: boolean
  /** How the page of a payment link looks like the shop: `{ name, logo, color }`; the logo by its address, the colour as `#0f7a5f`. */
  readonly paymentPage: ShopLook
  /** Messages by Medusa's notification module to buyers and staff, in the look of `paymentPage`. Default none. */
  readonly messages: MessageOptions
  /** How many hours before a number runs out `taiwan_payments.voucher_expiring` is emitted; not for one that lives less than twice as long. Default 24. */
  readonly expiringHours: number
  /**
   * The refund desk, for money that no gateway's API gives back: `{ keys, secondPerson, linkDays, keepDays }`; the keys seal bank accounts,
   * 32 random bytes each in base64. Default: none, and staff record such refunds by hand.
   */
  readonly refundDesk: RefundDeskOptions | null
}

const RETENTION_DAYS = 730

/** @throws PaymentError `config`; above all for an account's options, which have no effect here. */
export function readPluginOptions(options: unknown): PluginOptions {
  // Medusa adds its connection to the options of every module that has none of its own (2.21.2).
  const { database: _database, ...own } = isRecord(options) ? options : {}
  const reader = new OptionReader("@taiwan-payments/medusa (in plugins)", own)
  const jobSeconds = reader.integer("jobSeconds", 1, 3600, "seconds") ?? 60
  const completeCart =
    reader.optionalText("completeCart", /^[\w.:-]{1,200}$/, "the id of a workflow") ?? "complete-cart"
  const retentionDays = reader.integer("retentionDays", 30, 36_500, "days") ?? RETENTION_DAYS
  const mayCharge = readGuard(reader)
  const guestOrders = reader.flag("guestOrders", false)
  const paymentPage = readShopLook(reader)
  const messages = readMessageOptions(reader)
  const expiringHours = reader.integer("expiringHours", 1, 720, "hours") ?? 24
  const refundDesk = readRefundDesk(reader)
  reader.finish()
  const atWork = { jobSeconds, completeCart, retentionDays, mayCharge }
  return { ...atWork, guestOrders, paymentPage, messages, expiringHours, refundDesk }
}

function readGuard(reader: OptionReader): MayCharge | null {
  const value = reader.raw("mayCharge")
  if (value === undefined) return null
  if (isGuard(value)) return value
  reader.problem("mayCharge must be a function")
  return null
}

function isGuard(value: unknown): value is MayCharge {
  return typeof value === "function"
}
