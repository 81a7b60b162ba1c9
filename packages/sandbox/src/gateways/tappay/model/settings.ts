import type { Choices } from "../../../core/settings.js"

/** Can be changed at run time. Each covers a behaviour that no public source documents. */
export interface Settings {
  /** Seconds for which a prime can be used. 90 is documented. */
  primeSeconds: number
  /** The status for a used prime: 91 or 121. */
  usedPrimeStatus: 91 | 121
  /** The status for a used bank_transaction_id: 6001 or 10013. LINE Pay always says 921. */
  usedTransactionStatus: 6001 | 10013
  /** Only https and port 443 in result_url, as in production. */
  urlRule: boolean
  /** The hour, Taipei, of the daily capture. */
  captureHour: number
  /** Minutes that the capture takes, during which nothing can be refunded. */
  captureMinutes: number
  /** Whether wallet payments are captured immediately, or in the daily batch. */
  walletCapture: "at-once" | "batch"
  /** Whether cancelled and refused payments are notified, too. */
  failureNotices: boolean
  /** Whether a refused payment leaves a record of -1 and answers its rec_trade_id. */
  refusedLeaveRecords: boolean
  /** Where card_secret of a payment with 3-D Secure is returned. */
  cardSecretIn: "answer" | "notice" | "both"
}

export const DEFAULTS: Settings = {
  primeSeconds: 90,
  usedPrimeStatus: 91,
  usedTransactionStatus: 6001,
  urlRule: false,
  captureHour: 18,
  captureMinutes: 120,
  walletCapture: "at-once",
  failureNotices: true,
  refusedLeaveRecords: true,
  cardSecretIn: "answer",
}

export const CHOICES: Choices<Settings> = {
  usedPrimeStatus: [91, 121],
  usedTransactionStatus: [6001, 10013],
  walletCapture: ["at-once", "batch"],
  cardSecretIn: ["answer", "notice", "both"],
}
