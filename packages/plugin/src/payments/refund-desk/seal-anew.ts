import type { RefundRequest } from "../../modules/ledger/refund-desk/request-records"
import { describeError } from "../../toolkit/payment-error"
import type { SealingKey } from "../../toolkit/sealed-secret"
import type { PaymentContext } from "../context"
import { openAccount, sealedAccount } from "./sealed-account"

/** Of one reading. */
const AT_ONCE = 50

/**
 * Seals under the first key what an earlier one has sealed, so that the earlier one can be taken out of the options. Nothing else of
 * a request changes, and nobody is shown anything.
 */
export async function sealUnderFirstKey(context: PaymentContext, keys: readonly SealingKey[]): Promise<void> {
  const earlier = keys.slice(1).map(({ id }) => id)
  const { refundRequests } = context.ledger
  let last = ""
  while (earlier.length > 0) {
    const requests = await refundRequests.sealedBy(earlier, last, AT_ONCE)
    for (const request of requests) await sealAnew(context, keys, request)
    last = requests.at(-1)?.id ?? last
    if (requests.length < AT_ONCE) return
  }
}

/** One that was tampered with stays as it is, and is told of. */
async function sealAnew(context: PaymentContext, keys: readonly SealingKey[], request: RefundRequest): Promise<void> {
  try {
    const { account_sealed } = sealedAccount(keys, request, openAccount(keys, request))
    if (account_sealed) await context.ledger.refundRequests.reseal(request, account_sealed)
  } catch (error) {
    context.logger.warn(
      `Taiwan payments cannot open the account of refund request ${request.id}: ${describeError(error)}`,
    )
  }
}
