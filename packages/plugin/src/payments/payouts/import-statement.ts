import { createHash } from "node:crypto"
import type { MedusaContainer } from "@medusajs/framework/types"
import type { Period, Statement } from "../../modules/ledger/payouts/payout-records"
import { type Imported, StatementImport } from "../../modules/ledger/payouts/statement-import"
import type { AccountKey, Actor } from "../../modules/ledger/records"
import { broken } from "../../toolkit/statement/broken"
import { openStatement, type ReadLine } from "../../toolkit/statement/open-statement"
import { contextOf } from "../context"
import { accountKey } from "../method-account"
import { checkStatements } from "./check-statements"
import { layoutsOf, statementAccount } from "./statement-accounts"

/** A statement as somebody brings it. */
export interface Brought extends Partial<Period> {
  readonly account: AccountKey
  readonly name: string
  readonly source: Statement["source"]
  readonly actor: Actor | null
  /** The day of payout, for files that do not say. */
  readonly paidOutOn?: string | null
  readonly bytes: AsyncIterable<Uint8Array>
}

/**
 * Takes a statement in, whole or not at all, compares its lines with the ledger and tells staff what differs. Moves no money, and
 * no payment of the ledger.
 * @throws PaymentError `unsupported` that names line and column
 */
export async function importStatement(container: MedusaContainer, brought: Brought): Promise<Imported> {
  const methodAccount = await statementAccount(container, brought.account)
  const digest = createHash("sha256")
  if (brought.source === "api") digest.update(`${brought.paidOutOn}\n`)
  const { layout, lines } = await openStatement(digested(brought.bytes, digest), layoutsOf(methodAccount))
  const paidOutOn = brought.paidOutOn ?? null
  let hex: string | null = null
  const facts = {
    ...accountKey(methodAccount.account),
    ...{ source: brought.source, name: brought.name, actor: brought.actor, paidOutOn },
    ...{ layout: layout.id, methods: layout.methods ?? null },
    ...{ first_on: brought.first_on ?? null, last_on: brought.last_on ?? null },
    digest: () => (hex ??= digest.digest("hex")),
  }
  const imported = await new StatementImport(contextOf(container).db).take(facts, dated(lines, paidOutOn))
  await checkStatements(container)
  return imported
}

async function* digested(
  bytes: AsyncIterable<Uint8Array>,
  digest: { update(piece: Uint8Array): unknown },
): AsyncGenerator<Uint8Array> {
  for await (const piece of bytes) {
    digest.update(piece)
    yield piece
  }
}

/** A line without a day of payout belongs to none, and nothing is paid out before it was traded. */
async function* dated(lines: AsyncIterable<ReadLine>, paidOutOn: string | null): AsyncGenerator<ReadLine> {
  for await (const line of lines) {
    if (line.paidOutOn === null && paidOutOn === null)
      throw broken(line.line, null, {
        en: "this file does not say when it was paid out; enter that day as well",
        "zh-TW": "檔案沒有撥款日期，請一併填寫撥款日期",
      })
    const day = line.paidOutOn ?? paidOutOn ?? ""
    if (line.tradedOn !== null && line.tradedOn > day)
      throw broken(line.line, null, {
        en: `it was traded on ${line.tradedOn}, and cannot be paid out on ${day} already`,
        "zh-TW": `交易日期 ${line.tradedOn} 晚於撥款日期 ${day}`,
      })
    yield line
  }
}
