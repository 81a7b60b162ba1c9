const desk = "packages/plugin/src/modules/ledger/refund-desk"

/** Of the refund desk's tables; equivalent.mjs says what these are. @type {import("./equivalent.mjs").Equivalent[]} */
export const equivalentInRefundDesk = [
  ...[
    [
      'const JSON_COLUMNS = new Set(["requested_by", "given_by", "approved_by"])',
      '["requested_by", "given_by", "approved_by"] → []',
      '"requested_by" → ""',
      '"given_by" → ""',
      '"approved_by" → ""',
    ],
    [
      "JSON_COLUMNS.has(name) && value !== null ? JSON.stringify(value) : value,",
      "JSON_COLUMNS.has(name) && value !== null → false",
      "value !== null → true",
      "value !== null → value === null",
    ],
    [
      "const actor = this.actor && JSON.stringify(this.actor)",
      "this.actor && JSON.stringify(this.actor) → this.actor || JSON.stringify(this.actor)",
    ],
  ].map(([line = "", ...changes]) => ({
    file: `${desk}/refund-requests.ts`,
    ...{ line, changes, why: "PostgreSQL's driver writes an object as JSON by itself, and nobody is null" },
  })),
  {
    file: `${desk}/refund-requests.ts`,
    line: 'async left(attemptId: string, own = ""): Promise<number> {',
    changes: ['"" → "Stryker was here!"'],
    why: "no request has such an id either",
  },
  {
    file: `${desk}/refund-requests.ts`,
    line: 'if (!batch) throw new Error("The batch was not written.")',
    changes: ['"The batch was not written." → ""', "!batch → false"],
    why: "PostgreSQL returns the row that it wrote, or rejects; the question is for the types",
  },
  {
    file: `${desk}/refund-request-reader.ts`,
    line: 'const direction = states.includes("done") ? "desc" : "asc"',
    changes: ['"asc" → ""'],
    why: "what is said of no direction ascends",
  },
  ...["const [counted] = await found()", "const [counted] = await this.db(BATCH)"].map((line) => ({
    file: `${desk}/refund-request-reader.ts`,
    ...{ line, changes: ['"* as count" → ""'], why: "PostgreSQL calls a count `count` by itself" },
  })),
  {
    file: `${desk}/refund-request-reader.ts`,
    line: "return { rows, count: Number(counted?.count ?? 0) }",
    changes: ["counted?.count → counted.count"],
    why: "a count always is one row",
  },
]
