import { MedusaError, PaymentActions, PaymentSessionStatus } from "@medusajs/framework/utils"
import type { AttemptState } from "../../modules/ledger/records"
import { inBothLanguages, isPaymentError } from "../../toolkit/payment-error"

/** An attempt's state as the status of Medusa's payment session. */
export const STATUS_OF: Readonly<Record<AttemptState, PaymentSessionStatus>> = {
  started: PaymentSessionStatus.PENDING,
  issued: PaymentSessionStatus.PENDING_AUTHORIZATION,
  failed: PaymentSessionStatus.PENDING,
  expired: PaymentSessionStatus.CANCELED,
  authorized: PaymentSessionStatus.AUTHORIZED,
  captured: PaymentSessionStatus.CAPTURED,
  voided: PaymentSessionStatus.CANCELED,
  refunded: PaymentSessionStatus.CANCELED,
}

/** And as the action of a webhook; no action where nothing is to be done. */
export const ACTION_OF: Readonly<Partial<Record<AttemptState, PaymentActions>>> = {
  issued: PaymentActions.PENDING_AUTHORIZATION,
  authorized: PaymentActions.AUTHORIZED,
  captured: PaymentActions.SUCCESSFUL,
}

/** Turns our errors into Medusa's, whose text reaches the caller with the right HTTP status. */
export async function inMedusaTerms<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    if (!isPaymentError(error)) throw error
    const type = ["refused", "unsupported"].includes(error.kind)
      ? MedusaError.Types.NOT_ALLOWED
      : MedusaError.Types.UNEXPECTED_STATE
    throw new MedusaError(type, inBothLanguages(error), error.facts.code)
  }
}
