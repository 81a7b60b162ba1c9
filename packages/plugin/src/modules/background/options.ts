import { isRecord, OptionReader } from "../../toolkit/options"

/** Options of the plugin's entry in `plugins`. Accounts and keys belong to the payment module's providers. */
export interface PluginOptions {
  /** Seconds between two runs of each background job. Default 60. */
  readonly jobSeconds: number
  /** The workflow that places the order of a paid cart, by its id; its input is `{ id }`, the cart's. Default Medusa's own, `complete-cart`. */
  readonly completeCart: string
  /**
   * Days for which the ledger keeps what tells of a person (card digits, accounts, messages). After that digest and decision stay.
   * Default 730, which outlasts refunds and disputed payments.
   */
  readonly retentionDays: number
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
  reader.finish()
  return { jobSeconds, completeCart, retentionDays }
}
