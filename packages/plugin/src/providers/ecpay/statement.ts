import { ask, type Conversation } from "../../toolkit/contract/conversation"
import type { Moment } from "../../toolkit/contract/moment"
import type { Statement, StatementLayout } from "../../toolkit/contract/statement"
import { call, textOf } from "./client"
import type { EcpayConfig } from "./config"

const AUTHORIZATION = "授權單號"
const REFERENCE = "訂單編號"
const TRADED_ON = "交易日期"
const CLOSED_ON = "請款日期"
const GROSS = "交易金額"
/** The document has it with its rate, and without. */
const FEE = ["服務費", "服務費(%數)"] as const
const NET = "撥款金額"

/**
 * 下載信用卡撥款對帳資料檔 (developers.ecpay.com.tw p=2898): 序號, 授權單號, 授權碼, 訂單編號, 交易日期, 請款日期, 交易金額, 服務費, 撥款金額;
 * Big5, or UTF-8 with CharSet=2. Cards only; refunds are negative, and a bank's taking back (chargeback) has no mark of its own. It
 * does not say when it is paid out: the day that was asked for does.
 */
const FUNDING: StatementLayout = {
  id: "ecpay-funding",
  name: { en: "ECPay's card payouts (FundingReconDetail)", "zh-TW": "綠界信用卡撥款對帳資料檔" },
  titles: [[AUTHORIZATION], [REFERENCE], [TRADED_ON], [CLOSED_ON], [GROSS], FEE, [NET]],
  methods: ["credit", "installment", "unionpay", "applepay"],
  read: (row) => {
    const gross = row.money(GROSS)
    return {
      reference: row.text(REFERENCE),
      kind: gross < 0 ? "refund" : "payment",
      gross,
      fee: row.money(...FEE),
      net: row.money(NET),
      tradedOn: row.day(TRADED_ON),
      paidOutOn: null,
      payoutNo: null,
      lineNo: `${row.text(AUTHORIZATION)} ${row.day(CLOSED_ON)}`,
    }
  },
}

/** The stage has no such API (p=2898). */
export function statement(config: EcpayConfig): Statement {
  const layouts = [FUNDING]
  const isFetched = config.fetchPayouts && config.environment !== "stage"
  return !isFetched ? { layouts } : { layouts, ofDay: (day, moment) => ofDay(config, day, moment) }
}

/**
 * `enter`: by the day on which the money reaches the merchant's account at ECPay (撥款至特店綠界帳戶日期). Answers on bank days after
 * 14:00, to addresses that the back office names, once a minute.
 */
function* ofDay(config: EcpayConfig, day: string, moment: Moment): Conversation<string> {
  const fields = { PayDateType: "enter", StartDate: day, EndDate: day, CharSet: "2" }
  return yield* ask(call(config, "/CreditDetail/FundingReconDetail", fields, 30_000), (reply) => textOf(reply, moment))
}
