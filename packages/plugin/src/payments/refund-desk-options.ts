import { asValue } from "@medusajs/framework/awilix"
import type { MedusaContainer } from "@medusajs/framework/types"
import { isRecord, OptionReader } from "../toolkit/options"
import { readSealingKeys, type SealingKey } from "../toolkit/sealed-secret"

const NAME = "taiwanPaymentsRefundDesk"
const LINK_DAYS = 14
const KEEP_DAYS = 30

/** How money goes back that no gateway's API gives back. */
export interface RefundDeskOptions {
  /** What bank accounts are sealed with, as `cardKeys` seal cards. */
  readonly keys: readonly SealingKey[]
  /** Whether a second person has to approve before money is sent. Default false. */
  readonly secondPerson: boolean
  /** Days for which a buyer's link opens. Default 14. */
  readonly linkDays: number
  /** Days for which an account is kept after its refund is done. Default 30. */
  readonly keepDays: number
}

/** The option `refundDesk` of the plugin's entry; null, and no desk, without it. */
export function readRefundDesk(reader: OptionReader): RefundDeskOptions | null {
  const value = reader.raw("refundDesk")
  if (value === undefined) return null
  if (!isRecord(value)) {
    reader.problem("refundDesk must be an object such as { keys: process.env.REFUND_DESK_KEYS }")
    return null
  }
  const own = new OptionReader("@taiwan-payments/medusa (in plugins), refundDesk", value)
  const keys = readSealingKeys(own, "keys")
  if (value.keys === undefined) own.problem("keys is missing (32 random bytes that seal bank accounts)")
  const secondPerson = own.flag("secondPerson", false)
  const linkDays = own.integer("linkDays", 1, 90, "days") ?? LINK_DAYS
  const keepDays = own.integer("keepDays", 1, 365, "days") ?? KEEP_DAYS
  own.finish()
  return { keys, secondPerson, linkDays, keepDays }
}

export function setRefundDesk(container: MedusaContainer, options: RefundDeskOptions | null): void {
  container.register(NAME, asValue(options))
}

/** Null where the shop has none. */
export function refundDeskOf(container: MedusaContainer): RefundDeskOptions | null {
  return container.resolve<RefundDeskOptions | null | undefined>(NAME, { allowUnregistered: true }) ?? null
}
