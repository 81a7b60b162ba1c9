import type { Choices } from "../../../core/settings.js"

/** What can be set while it runs. Each stands for something that no public source settles. */
export interface Settings {
  /** How long a prime can be used. 90 is documented. */
  primeSeconds: number
  /** What a prime answers that was used before: 91 or 121. */
  usedPrimeStatus: 91 | 121
  /** What a bank_transaction_id answers that was used before: 6001 or 10013. LINE Pay always says 921. */
  usedTransactionStatus: 6001 | 10013
  /** Only https and port 443 in result_url, as in production. */
  urlRule: boolean
  /** The hour, Taipei, of the daily capture. */
  captureHour: number
  /** How long the capture takes; nothing can be refunded meanwhile. */
  captureMinutes: number
  /** Whether payments by wallet are captured as they are made, or in the daily batch. */
  walletCapture: "at-once" | "batch"
  /** Whether a notice tells of payments that were cancelled or refused, too. */
  failureNotices: boolean
  /** Whether a refused payment leaves a record of -1 and answers its rec_trade_id. */
  refusedLeaveRecords: boolean
  /** Where card_secret of a payment with 3-D Secure is told. */
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
