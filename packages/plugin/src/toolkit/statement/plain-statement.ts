import type { PayoutLineKind, StatementLayout, StatementRow } from "../contract/statement"
import { lookUp } from "../look-up"

const REFERENCE = ["reference", "特店交易編號"]
const KIND = ["kind", "類別"]
const GROSS = ["gross", "交易金額"]
const FEE = ["fee", "手續費"]
const NET = ["net", "撥款金額"]
const PAID_OUT_ON = ["paid_out_on", "撥款日期"]
const PAYOUT_NO = ["payout", "撥款編號"]
const TRADED_ON = ["traded_on", "交易日期"]
const LINE_NO = ["line", "明細編號"]

const KINDS: Readonly<Record<string, PayoutLineKind>> = {
  payment: "payment",
  refund: "refund",
  chargeback: "chargeback",
  fee: "fee",
  adjustment: "adjustment",
  付款: "payment",
  退款: "refund",
  爭議扣款: "chargeback",
  手續費: "fee",
  調整: "adjustment",
}

/** About no trade, so that a reference may be missing. */
const WITHOUT_TRADE: ReadonlySet<PayoutLineKind> = new Set(["fee", "adjustment"])

/**
 * A table of our own, for gateways whose statements no public document describes: the merchant brings what the back office shows
 * into these columns (docs/payouts.md). Of no vendor, and no vendor's is claimed.
 */
export const PLAIN_STATEMENT: StatementLayout = {
  id: "plain",
  name: { en: "the plain table of payouts", "zh-TW": "通用撥款明細" },
  titles: [REFERENCE, KIND, GROSS, FEE, NET, PAID_OUT_ON],
  read: (row) => {
    const kind = kindOf(row)
    return {
      reference: WITHOUT_TRADE.has(kind) ? row.optional(...REFERENCE) : row.text(...REFERENCE),
      kind,
      gross: grossOf(row, kind),
      fee: row.money(...FEE),
      net: row.money(...NET),
      paidOutOn: row.day(...PAID_OUT_ON),
      payoutNo: row.optional(...PAYOUT_NO),
      tradedOn: row.optionalDay(...TRADED_ON),
      lineNo: row.optional(...LINE_NO),
    }
  },
}

/** With the wrong sign it would be added up the wrong way. */
function grossOf(row: StatementRow, kind: PayoutLineKind): number {
  const gross = row.money(...GROSS)
  if (kind === "payment" && gross < 0)
    row.refuse(GROSS[0] ?? "", { en: "what goes back is no payment", "zh-TW": "付款金額不可為負數" })
  if (kind === "refund" && gross > 0)
    row.refuse(GROSS[0] ?? "", { en: "what goes back is negative", "zh-TW": "退款金額須為負數" })
  return gross
}

function kindOf(row: StatementRow): PayoutLineKind {
  const text = row.text(...KIND)
  const list = Object.keys(KINDS).join(", ")
  const why = { en: `"${text}" is none of ${list}`, "zh-TW": `「${text}」不是 ${list} 之一` }
  return lookUp(KINDS, text) ?? row.refuse(KIND[0] ?? "", why)
}
