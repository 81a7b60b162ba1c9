import type { MedusaContainer } from "@medusajs/framework/types"
import { type LineFilter, PayoutReader } from "../../../src/modules/ledger/payouts/payout-reader"
import type { StoredLine } from "../../../src/modules/ledger/payouts/payout-records"
import type { Imported } from "../../../src/modules/ledger/payouts/statement-import"
import type { AccountKey, Alarm, Attempt, NewAttempt } from "../../../src/modules/ledger/records"
import { importStatement } from "../../../src/payments/payouts/import-statement"
import { twd } from "../../../src/toolkit/twd"
import { newAttempt, newId, type Shop } from "../../shop-database"

export const PLAIN_TITLES = "reference,kind,gross,fee,net,paid_out_on"

/** Somebody who brings statements of one account. */
export interface BroughtStatements {
  readonly account: AccountKey
  bring(file: string | Uint8Array, more?: object): Promise<Imported>
  /** Lines of the plain table under its titles. */
  bringLines(...lines: readonly string[]): Promise<Imported>
  /** An attempt of this account that was paid, on 3 November unless told otherwise. */
  paid(amount: number, change?: Partial<Attempt>, opened?: Partial<NewAttempt>): Promise<Attempt>
  lines(filter?: LineFilter): Promise<readonly StoredLine[]>
  alarms(): Promise<Alarm[]>
  now(id: string): Promise<Attempt>
}

export async function* inPieces(file: string | Uint8Array): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(file)
  for (let at = 0; at < bytes.length; at += 4096) yield bytes.subarray(at, at + 4096)
}

export function statementsOf(shop: Shop, container: MedusaContainer, account: AccountKey): BroughtStatements {
  const { ledger } = shop.context
  const bring: BroughtStatements["bring"] = (file, more = {}) =>
    importStatement(container, {
      ...{ account, name: "payouts.csv", source: "file", actor: { id: "user_1", name: "Ada" } },
      ...{ bytes: inPieces(file), ...more },
    })
  return {
    account,
    bring,
    bringLines: (...lines) => bring([PLAIN_TITLES, ...lines, ""].join("\n")),
    paid: async (amount, change = {}, opened = {}) => {
      const attempt = await ledger.open(newAttempt({ ...account, amount: twd(amount), ...opened }))
      const paid_at = new Date("2025-11-03T02:00:00Z")
      const paid = { state: "captured" as const, captured_amount: twd(amount), paid_at, ...change }
      return (await ledger.change(attempt, paid)) ?? attempt
    },
    lines: async (filter = {}) => {
      const all = { ...filter, merchant: account.merchant }
      return (await new PayoutReader(shop.db).lines(all, { limit: 100, offset: 0 })).rows
    },
    alarms: () =>
      shop.db("taiwan_payment_alarm").where("detail", "like", `%account ${account.merchant}%`).orderBy("created_at"),
    now: async (id) => (await ledger.attempt(id)) ?? Promise.reject(new Error(`There is no ${id}.`)),
  }
}

export function newAccount(): AccountKey {
  return { gateway: "fake", environment: "sandbox", merchant: newId("M") }
}
