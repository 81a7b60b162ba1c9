const providers = "packages/plugin/src/providers"

const ANOTHER_TEXT = '"" → "Stryker was here!"'

/** Of what gateways read, ask and say; equivalent.mjs says what these are. @type {import("./equivalent.mjs").Equivalent[]} */
export const equivalentInGateways = [
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
]
