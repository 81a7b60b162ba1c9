import { randomBytes } from "node:crypto"
import type { MedusaContainer } from "@medusajs/framework/types"
import type { NewAttempt } from "../../../src/modules/ledger/records"
import type { RefundRequest } from "../../../src/modules/ledger/refund-desk/request-records"
import type { BankAccount } from "../../../src/payments/refund-desk/bank-account"
import { deskReaderOf, requestRefund } from "../../../src/payments/refund-desk/begin-request"
import { giveAccount } from "../../../src/payments/refund-desk/give-account"
import type { RefundDeskOptions } from "../../../src/payments/refund-desk-options"
import { containerOf } from "../../shop-container"
import type { Shop } from "../../shop-database"
import { type Paid, paidTrade } from "../paid-trade"

export const LIN = { id: "user_lin", name: "Lin" }
export const WANG = { id: "user_wang", name: "Wang" }
export const KEYS = [{ id: "key1", bytes: randomBytes(32) }]
export const DESK: RefundDeskOptions = { keys: KEYS, secondPerson: false, linkDays: 14, keepDays: 30 }

/** The post office, so that the length that it has alone is there. */
export const WRITTEN = { bank: "700", other: "", branch: "0021", number: "00012345678901", holder: "王小明" }
export const ACCOUNT: BankAccount = { bank: "700", branch: "0021", number: "00012345678901", holder: "王小明" }

export interface RefundDesk extends Paid {
  readonly container: MedusaContainer
  /** A request of staff for so much. */
  readonly request: (amount: number) => Promise<RefundRequest>
  /** The same with the buyer's account. */
  readonly given: (amount: number) => Promise<RefundRequest>
  readonly read: (id: string) => Promise<RefundRequest>
}

/** A trade of 1000 TWD that no API refunds and no order carries, at a shop with a refund desk. */
export async function openRefundDesk(
  shop: Shop,
  options: Partial<RefundDeskOptions> = {},
  more: Partial<NewAttempt> = {},
): Promise<RefundDesk> {
  const trade = await paidTrade(shop, {}, { method: "code", ...more })
  const container = withDesk(containerOf(shop, trade.attempt.provider_id, trade.methodAccount), { ...DESK, ...options })
  const request = (amount: number) => requestRefund(container, trade.attempt.id, { amount, reason: null }, LIN)
  const read = async (id: string) => {
    const row = await deskReaderOf(container).request(id)
    if (!row) throw new Error("there is no such request")
    return row
  }
  const given = async (amount: number) => {
    const begun = await request(amount)
    await giveAccount(container, begun, WRITTEN, null)
    return read(begun.id)
  }
  return { ...trade, container, request, given, read }
}

export function withDesk(container: MedusaContainer, desk: RefundDeskOptions | null): MedusaContainer {
  const own: Readonly<Record<string, unknown>> = {
    taiwanPaymentsRefundDesk: desk,
    configModule: { projectConfig: { http: { jwtSecret: "secret" } } },
  }
  return { resolve: (name: string) => (name in own ? own[name] : container.resolve(name)) } as MedusaContainer
}
