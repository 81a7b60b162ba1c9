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
    [
      "const ENCODED = Array.from({ length: 128 }, (_, code) => encodeForMac(String.fromCharCode(code)))",
      "{ length: 128 } → {}",
    ],
    ["if (encoded === character) return STAYS", "encoded === character → false"],
    [
      "return encoded === character.toLowerCase() ? IS_LOWERED : IS_ENCODED",
      "encoded === character.toLowerCase() → false",
      "character.toLowerCase() → character.toUpperCase()",
    ],
    [
      "for (let index = 0; index < text.length; index += 1) {",
      "index < text.length → index <= text.length",
      "index += 1 → index -= 1",
    ],
    ["if (of === undefined) return encodeForMac(text)", "of === undefined → true"],
    ["if (change === STAYS) return text", "change === STAYS → false"],
    ["return change === IS_LOWERED ? text.toLowerCase() : encodeAscii(text)", "change === IS_LOWERED → false"],
    ["if (known) return known", "known → false"],
  ].map(([line = "", ...changes]) => ({
    file: `${providers}/ecpay/wire.ts`,
    ...{ line, changes, why: "the slow way, by encodeForMac, writes the same as the quick one" },
  })),
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
  {
    file: `${providers}/ecpay/trade.ts`,
    line: 'const { ATMAccNo: account = "", WebATMAccNo: webAccount = "" } = fields',
    changes: [ANOTHER_TEXT],
    why: "only digits are shown as an account",
  },
  {
    file: `${providers}/ecpay/trade.ts`,
    line: 'function readCvs({ PaymentNo: code, PaymentType: type = "" }: Fields, terms: Terms): Voucher | null {',
    changes: [ANOTHER_TEXT],
    why: "no chain has such a name either",
  },
  {
    file: `${providers}/ecpay/operations.ts`,
    line: 'const { installments = "0", bonus_amount: bonus = "0" } = trade.details',
    changes: ['"0" → ""'],
    why: "as a number, no text is nought as well",
  },
  ...['const { installments = "0" } = record.trade.details', 'const { bonus_amount: bonus = "0" } = trade.details'].map(
    (line) => ({
      file: `${providers}/newebpay/operations/card.ts`,
      ...{ line, changes: ['"0" → ""'], why: "as a number, no text is nought as well" },
    }),
  ),
  {
    file: `${providers}/newebpay/operations/card.ts`,
    line: 'if (!/^(UNIONPAY|DCC)$/.test(trade.details.payment_method ?? "")) return',
    changes: [ANOTHER_TEXT],
    why: "no card is called so either",
  },
  {
    file: `${providers}/newebpay/operations/wallet.ts`,
    line: 'const { EncryptData: sealed = "", HashData: received = "" } = answer.envelope',
    changes: [ANOTHER_TEXT],
    why: "in the place of a missing sum no text fits; a missing sealed part is refused by the sum, then",
  },
  {
    file: `${providers}/newebpay/trade.ts`,
    line: 'const { ExpireDate: date = "", ExpireTime: time = "" } = fields',
    changes: [ANOTHER_TEXT],
    why: "in the place of a missing day no text is one; a missing hour has a test",
  },
  {
    file: `${providers}/newebpay/trade.ts`,
    line: 'function atm({ BankCode, CodeNo, PayInfo = "" }: Fields, terms: Terms): Voucher | null {',
    changes: [ANOTHER_TEXT],
    why: "neither text has a bank in brackets",
  },
  {
    file: `${providers}/newebpay/trade.ts`,
    line: "const [, bank = BankCode, account = CodeNo] = ",
    changes: ['[] → ["Stryker was here"]', "/^\\((\\d{3})\\)(.+)$/ → /^\\((\\d{3})\\)(.+)/"],
    why: "what was matched as a whole is not read; a line that is matched to its end has one either way",
  },
  ...[
    ["notice.ts", 'function noticeState({ Status: status = "SUCCESS", TradeStatus: code = "" }'],
    ["trade.ts", 'export function paymentType({ PaymentType: type = "" }'],
    ["trade.ts", 'simulated: /模擬/.test(fields.ResCodeMsg ?? ""),'],
    ["trade.ts", 'function isCaptured({ CloseStatus: close = "", CloseAmt: amount, TradeAmt: whole }'],
    ["trade.ts", 'return /^(SEVEN|7-?ELEVEN)$/i.test(Store ?? OffChannel ?? "")'],
  ].map(([file, line = ""]) => ({
    file: `${providers}/payuni/${file}`,
    ...{ line, changes: [ANOTHER_TEXT], why: "another text stands in no table either" },
  })),
  {
    file: `${providers}/payuni/trade.ts`,
    line: "const COMPACT = ",
    changes: [
      "/^(\\d{4})(\\d\\d)(\\d\\d) (\\d\\d)(\\d\\d)(\\d\\d)$/ → /^(\\d{4})(\\d\\d)(\\d\\d) (\\d\\d)(\\d\\d)(\\d\\d)/",
      "/^(\\d{4})(\\d\\d)(\\d\\d) (\\d\\d)(\\d\\d)(\\d\\d)$/ → /(\\d{4})(\\d\\d)(\\d\\d) (\\d\\d)(\\d\\d)(\\d\\d)$/",
    ],
    why: "with a figure too many before or after it, it is no hour to parseTaipei either",
  },
  {
    file: `${providers}/payuni/operations.ts`,
    line: "const isRefund = steps.at(-1)?.fields.CloseType === REFUND",
    changes: ["steps.at(-1)?.fields → steps.at(-1).fields"],
    why: "there is always a step",
  },
  ...["jkopay", "linepay"].map((gateway) => ({
    file: `${providers}/${gateway}/trade.ts`,
    line: '["card_last4", "last4", /^\\d{4}$/],',
    changes: ["/^\\d{4}$/ → /^\\d{4}/", "/^\\d{4}$/ → /\\d{4}$/"],
    why: "it is given four characters at most",
  })),
  {
    file: `${providers}/newebpay/notice.ts`,
    line: 'const { RespondCode: bankCode = "00" } = facts.fields',
    changes: ['"00" → ""'],
    why: "no word of the bank's and an empty one are no doubt of it",
  },
  {
    file: `${providers}/newebpay/trade.ts`,
    line: 'const expires = parseTaipei(date.includes(" ") ? date :',
    changes: ['"23:59:59" → ""'],
    why: "to parseTaipei a day alone means its last second",
  },
  {
    file: `${providers}/newebpay/trade.ts`,
    line: 'return time.replace(/^(\\d\\d)(\\d\\d)(\\d\\d)$/, "$1:$2:$3")',
    changes: [
      "/^(\\d\\d)(\\d\\d)(\\d\\d)$/ → /^(\\d\\d)(\\d\\d)(\\d\\d)/",
      "/^(\\d\\d)(\\d\\d)(\\d\\d)$/ → /(\\d\\d)(\\d\\d)(\\d\\d)$/",
    ],
    why: "with a character too many before or after it, it is no hour to parseTaipei either",
  },
  ...["jkopay", "tappay"].map((gateway) => ({
    file: `${providers}/${gateway}/notice.ts`,
    line: 'if (isPaymentError(error, "unreadable")) return null',
    changes: ['isPaymentError(error, "unreadable") → true'],
    why: "what reads the text throws nothing else",
  })),
  {
    file: `${providers}/tappay/notice.ts`,
    line: 'decodeObject(body.toString("utf8"), "TapPay\'s notice", "tappay")',
    changes: ['"TapPay\'s notice" → ""', '"tappay" → ""'],
    why: "the error is not told to anybody: such a notice names no trade",
  },
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
]
