import type { Choices } from "../../../core/settings.js"

/** Behaviour that LINE Pay does not document, or documents in two ways. Can be changed at run time. */
export interface Settings {
  /** Minutes that the buyer has to authenticate. Unpublished. */
  authenticationMinutes: number
  /** Minutes from authentication until an unconfirmed payment expires. Unpublished. */
  confirmationMinutes: number
  /** Days until an authorisation lapses. Unpublished; examples show about 31 and 5. */
  authorizationDays: number
  /** Days in which a payment can be refunded. By contract. */
  refundDays: number
  /** A confirm before authentication invalidates the reservation. */
  earlyConfirmKills: boolean
  /** The code for packages and products that do not add up. */
  sumMismatchCode: "1124" | "2101"
  /** Whether the sums must agree for PREAPPROVED, where the official example does not. */
  preapprovedSums: boolean
  /** Products with a price below 0, as shops write discounts. */
  negativePrices: "refused" | "accepted"
  /** Fields that the document does not name. */
  unknownFields: "refused" | "ignored"
  /** An orderId that was used before: refused at once, or only when it was paid. */
  reusedOrderId: "refused" | "refused-when-paid"
  /** The code for a confirm or capture of another amount. */
  wrongAmountCode: "1153" | "1124"
  /** The code for an unknown transaction. */
  unknownTransactionCode: "1150" | "1155"
  /** What a POST without a body signs: nothing, the word null, or either. */
  emptyBodySigns: "either" | "nothing" | "null"
  /** The transactionId in the answer to a capture. */
  captureTransactionId: "same" | "new"
  /** The sign of refundAmount in details. */
  refundSign: "negative" | "positive"
  /** Whether cancelUrl is called with orderId and transactionId. */
  cancelCarriesIds: boolean
  /** An unknown channel gets the old payload with a numeric resultCode. */
  legacyMerchantError: boolean
  /** confirmUrl and cancelUrl must be https, as in production. */
  httpsRule: boolean
}

export const DEFAULTS: Settings = {
  authenticationMinutes: 20,
  confirmationMinutes: 30,
  authorizationDays: 31,
  refundDays: 60,
  earlyConfirmKills: true,
  sumMismatchCode: "1124",
  preapprovedSums: false,
  negativePrices: "refused",
  unknownFields: "refused",
  reusedOrderId: "refused",
  wrongAmountCode: "1153",
  unknownTransactionCode: "1150",
  emptyBodySigns: "either",
  captureTransactionId: "same",
  refundSign: "negative",
  cancelCarriesIds: true,
  legacyMerchantError: false,
  httpsRule: false,
}

export const CHOICES: Choices<Settings> = {
  sumMismatchCode: ["1124", "2101"],
  negativePrices: ["refused", "accepted"],
  unknownFields: ["refused", "ignored"],
  reusedOrderId: ["refused", "refused-when-paid"],
  wrongAmountCode: ["1153", "1124"],
  unknownTransactionCode: ["1150", "1155"],
  emptyBodySigns: ["either", "nothing", "null"],
  captureTransactionId: ["same", "new"],
  refundSign: ["negative", "positive"],
}
