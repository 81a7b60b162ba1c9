import { asValue } from "@medusajs/framework/awilix"
import type { MedusaContainer } from "@medusajs/framework/types"
import { describeError } from "../../toolkit/payment-error"
import type { PaymentContext } from "../context"
import { chargeOf } from "../session-rules"
import type { ReadyToStart } from "./start"

const NAME = "taiwanPaymentsMayCharge"

/** A charge that is about to be made, for the shop's own judgement. */
export interface ProposedCharge {
  readonly gateway: string
  readonly method: string
  /** TWD whole dollars. */
  readonly amount: number
  readonly session_id: string
  readonly payment_collection_id: string
  /** Whose cart or order it is; null for a guest's. */
  readonly customer_id: string | null
  /** The buyer's network address as Express knows it (`trust proxy`); null where it is unknown. */
  readonly address: string | null
}

/** The shop's own word on a charge, beside the limits of this package: a captcha, a score, a list. `false` refuses it. */
export type MayCharge = (charge: ProposedCharge) => boolean | Promise<boolean>

export function setChargeGuard(container: MedusaContainer, guard: MayCharge | null): void {
  container.register(NAME, asValue(guard))
}

/** Nothing is charged on a guard's error either: a check that is out of order is none. */
export async function isAllowedByShop(
  container: MedusaContainer,
  { context, methodAccount, session, customerId }: ReadyToStart,
  address: string | null,
): Promise<boolean> {
  const guard = container.resolve<MayCharge | null>(NAME, { allowUnregistered: true })
  if (!guard) return true
  const { account, method } = methodAccount
  const owner = { payment_collection_id: session.payment_collection_id, customer_id: customerId, address }
  const amount = chargeOf(session, methodAccount.shop)
  const charge = { gateway: account.id, method: method.id, amount, session_id: session.id, ...owner }
  return hear(context, guard, charge)
}

async function hear({ logger }: PaymentContext, guard: MayCharge, charge: ProposedCharge): Promise<boolean> {
  try {
    return (await guard(charge)) === true
  } catch (error) {
    logger.error(`Taiwan payments: the shop's mayCharge failed, so nothing was charged: ${describeError(error)}`)
    return false
  }
}
