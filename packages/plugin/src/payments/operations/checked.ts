import type { MedusaContainer } from "@medusajs/framework/types"
import type { Attempt, Operation } from "../../modules/ledger/records"
import type { PaymentContext } from "../context"
import type { MoneyRow, PaymentSide } from "../medusa/operation-rows"
import type { MethodAccount } from "../method-account"

/** A gateway, or a Medusa, that fails for so many looks, over half an hour, is told to staff. */
export const ALARM_AFTER_CHECKS = 4

/** All that is needed to look after one operation: here, at its gateway and in Medusa. */
export interface Checked {
  readonly container: MedusaContainer
  readonly context: PaymentContext
  readonly methodAccount: MethodAccount
  readonly attempt: Attempt
  readonly operation: Operation
  /** Medusa's payment for the attempt, and the row that books the operation. */
  readonly side: PaymentSide | null
  readonly row: MoneyRow | null
}
