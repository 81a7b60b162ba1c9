import { equivalentInGateways } from "./equivalent-in-gateways.mjs"
import { equivalentInRefundDesk } from "./equivalent-in-refund-desk.mjs"

/**
 * Changes that no test can notice, since the code does the same with them. Each with its reason; whoever changes such a line reads it again.
 * `line` is the whole line as it stands in the file, without its indentation; `changes` are `before → after`, or all of the line when left out.
 * @typedef {{ file: string, line: string, changes?: string[], why: string }} Equivalent
 */

const providers = "packages/plugin/src/providers"
const ledger = "packages/plugin/src/modules/ledger"
const payments = "packages/plugin/src/payments"
const toolkit = "packages/plugin/src/toolkit"

const ANOTHER_TEXT = '"" → "Stryker was here!"'

/** @type {Equivalent[]} */
export const equivalent = [
  ...[
    "const known = recent.find((order) => isSame(order.names, names))",
    "if (known) return known.sorted",
    "function isSame(some: readonly string[], others: readonly string[]): boolean {",
    "return some.length === others.length && some.every((name, index) => name === others[index])",
  ].map((line) => ({
    file: `${providers}/ecpay/wire.ts`,
    line,
    changes: [
      "(order) => isSame(order.names, names) → () => undefined",
      "known → false",
      "{ return some.length === others.length && some.every((name, index) => name === others[inde → {}",
      "some.length === others.length && some.every((name, index) => name === others[index]) → false",
      "(name, index) => name === others[index] → () => undefined",
      "name === others[index] → false",
    ],
    why: "an order that is not remembered is sorted again: slower, and the same",
  })),
  ...[
    ["const SINGLE = Uint8Array.from({ length: 128 }, (_, code) => {", "{ length: 128 } → {}"],
    ["if (end === null) this.add(Buffer.from(encodeForMac(text)))", "end === null → true"],
    [
      "for (let index = 0; index < text.length; index += 1) {",
      "index < text.length → index <= text.length",
      "index += 1 → index -= 1",
    ],
    ["if (single === undefined) return null", "single === undefined → true"],
    ["if (known) return known", "known → false"],
  ].map(([line = "", ...changes]) => ({
    file: `${providers}/ecpay/wire.ts`,
    ...{ line, changes, why: "the slow way, by encodeForMac, writes the same as the quick one" },
  })),
  {
    file: `${providers}/ecpay/wire.ts`,
    line: "if (needed > this.bytes.length) this.bytes = Buffer.concat([this.bytes], needed * 2)",
    changes: ["needed > this.bytes.length → true", "needed > this.bytes.length → needed >= this.bytes.length"],
    why: "more room than is needed holds the same text",
  },
  {
    file: `${providers}/ecpay/wire.ts`,
    line: "for (let index = 0; index < encoded.length; index += 1) bytes[length + index] = encoded[index] as number",
    changes: ["index < encoded.length → index <= encoded.length"],
    why: "what stands behind the end is not read, and is written over",
  },
  ...[
    ["ecpay/wire.ts", 'const received = fields.CheckMacValue?.toUpperCase() ?? ""'],
    ["newebpay/wire.ts", 'const received = fields.CheckCode?.toUpperCase() ?? ""'],
    ["newebpay/wire.ts", 'TradeSha: received = ""'],
    ["payuni/wire.ts", 'EncryptInfo: encrypted = "", HashInfo: received = ""'],
  ].map(([file, line = ""]) => ({
    file: `${providers}/${file}`,
    line,
    changes: [ANOTHER_TEXT],
    why: "a digest and a ciphertext are hexadecimal, and no text in the place of a missing one is",
  })),
  ...[
    [`${providers}/payuni/wire.ts`, 'const [text = "", tag = ""] ='],
    [`${toolkit}/sealed-secret.ts`, 'const [version, id, iv = "", text = "", tag = ""] = sealed.split(".")'],
  ].map(([file = "", line = ""]) => ({
    ...{ file, line, changes: [ANOTHER_TEXT] },
    why: "whatever stands in the place of a missing part, the cipher's tag does not fit it; the first part is never missing",
  })),
  ...equivalentInGateways,
  {
    file: `${providers}/tappay/wire.ts`,
    line: 'if (typeof status !== "number" || !Number.isInteger(status)) throw',
    changes: ['typeof status !== "number" → false'],
    why: "Number.isInteger says no to whatever is no number; the first question is for the types",
  },
  {
    file: `${toolkit}/sealed-secret.ts`,
    line: 'const bytes = typeof text === "string" ? keyBytes(text) : NO_KEY',
    changes: ['typeof text === "string" → true'],
    why: "of what is no text, a number, a list, an object, no key comes either; the question is for the types",
  },
  {
    file: `${toolkit}/wire-fields.ts`,
    line: "exchanged = []",
    changes: ['[] → ["Stryker was here"]'],
    why: "no field has such a name",
  },
  {
    file: `${toolkit}/wire-fields.ts`,
    line: "} catch {",
    changes: ["{ return undefined } → {}"],
    why: "a function that ends has returned undefined",
  },
  ...[
    ["const isWhole = beside > 0 && totalOf(attempt, money) - beside <", "totalOf(attempt, money) - beside"],
    ["return got > 0 && collection.amount - got <", "collection.amount - got"],
  ].map(([line = "", left]) => ({
    file: `${payments}/order-money.ts`,
    line,
    changes: [`${left} < Number(attempt.session_amount) - CENT → ${left} <= Number(attempt.session_amount) - CENT`],
    why: "no two amounts are half a cent apart",
  })),
  {
    file: `${payments}/order-money.ts`,
    line: "return Math.abs(one - other) < CENT",
    changes: ["Math.abs(one - other) < CENT → Math.abs(one - other) <= CENT"],
    why: "no two amounts are half a cent apart",
  },
  {
    file: `${payments}/balances/compare.ts`,
    line: "return gone > most ? gone - most : Math.min(gone - least, 0)",
    changes: ["gone > most → gone >= most"],
    why: "where they are the same, both sides are nought",
  },
  {
    file: `${ledger}/operations.ts`,
    line: "const check_at = checkInSeconds === null ? null : this.from(checkInSeconds)",
    changes: ["checkInSeconds === null → false"],
    why: "to PostgreSQL the clock and an interval of null seconds is null as well",
  },
  {
    file: `${ledger}/operations.ts`,
    line: "if (error?.code === UNIQUE_VIOLATION) return []",
    changes: ["error?.code → error.code"],
    why: "what the driver rejects with is an error",
  },
  ...[
    ["ledger.ts", 'if (!row) throw new Error("The attempt was not written.")', '"The attempt was not written." → ""'],
    [
      "completions.ts",
      'if (!row) throw new Error("The completion was not written.")',
      '"The completion was not written." → ""',
    ],
  ].map(([file, line = "", words = ""]) => ({
    file: `${ledger}/${file}`,
    line,
    changes: [words, "!row → false"],
    why: "PostgreSQL returns the row that it wrote, or rejects; the question is for the types",
  })),
  ...[
    ["ledger.ts", 'count<{ count: string }[]>("* as count")', '"* as count" → ""'],
    ["absences.ts", 'count<{ count: string }[]>("* as count")', '"* as count" → ""'],
    ["ledger.ts", "return Number(row[0]?.count ?? 0)", "row[0]?.count → row[0].count"],
    ["absences.ts", "if (Number(row?.count ?? 0) >= allowed) return null", "row?.count → row.count"],
    ["ledger.ts", "return rows[0]?.now ?? new Date()", "rows[0]?.now → rows[0].now"],
  ].map(([file, line = "", change = ""]) => ({
    file: `${ledger}/${file}`,
    line,
    changes: [change],
    why: "a count, and the clock, always are one row, and PostgreSQL calls a count `count` by itself",
  })),
  {
    file: `${payments}/operations/follow.ts`,
    line: "if (order_id === null) return",
    changes: ["order_id === null → false"],
    why: "who calls it has asked for the order; the question is for the types",
  },
  {
    file: `${payments}/operations/undone.ts`,
    line: 'if (row && !row.onOrder && (kind === "refund" || kind === "capture"))',
    changes: ['kind === "refund" || kind === "capture" → true'],
    why: "nothing else has a row; the question is for the types",
  },
  ...["refund", "capture"].map((kind) => ({
    file: `${payments}/operations/${kind}.ts`,
    line: `const open = ${kind}s.find((each) => isUnresolved(each) && each.id !== own?.id)`,
    changes: ["each.id !== own?.id → true"],
    why: "at most one of a payment is unresolved: where it is the request's own, it has its amount and is what goes on",
  })),
  {
    file: `${payments}/operations/in-medusa.ts`,
    line: "if (resumes.medusa_id !== null) await removeDeadRow(db, kind, resumes.medusa_id)",
    changes: ["resumes.medusa_id !== null → true"],
    why: "no row of Medusa's is without an id, so that none would be removed",
  },
  {
    file: `${payments}/operations/operation.ts`,
    line: 'const others = (await context.ledger.operationsOf(attempt.id, "refund")).filter((other) => other.id !== id)',
    changes: [
      '(await context.ledger.operationsOf(attempt.id, "refund")).filter((other) => other.id !== i → await context.ledger.operationsOf(attempt.id, "refund")',
      "other.id !== id → true",
    ],
    why: "what is carried out is started, which has given nothing back yet",
  },
  ...equivalentInRefundDesk,
]
