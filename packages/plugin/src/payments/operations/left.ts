import type { Attempt } from "../../modules/ledger/records"
import type { PaymentContext } from "../context"
import { alone } from "./operation"

/** TWD of an attempt that can still pay for something: not what went back, nor what may be on its way back. */
export async function leftOf(context: PaymentContext, { id, state, amount }: Attempt): Promise<number> {
  if (state === "issued") return amount
  return alone(context, id, async () => {
    const [refunds, voids] = await Promise.all([
      context.ledger.operationsOf(id, "refund"),
      context.ledger.operationsOf(id, "void"),
    ])
    const gone = [...refunds, ...voids].filter((each) => each.state !== "refused" && each.state !== "failed")
    return gone.reduce((left, each) => left - each.amount, Number(amount))
  })
}
