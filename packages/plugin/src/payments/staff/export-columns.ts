import { formatTaipei } from "../../toolkit/taipei-time"
import type { LocalText } from "../../toolkit/text"
import { STATE_NAMES } from "../operation-names"
import type { AttemptView } from "./views"

type Language = keyof LocalText

interface Column {
  readonly title: LocalText
  readonly cell: (attempt: AttemptView, language: Language) => string | number | null
}

const column = (en: string, zh: string, cell: Column["cell"]): Column => ({ title: { en, "zh-TW": zh }, cell })

const at = (instant: Date | null) => (instant ? formatTaipei(instant) : null)
const dollars = (text: string | undefined) => (text === undefined || Number.isNaN(Number(text)) ? null : Number(text))

/** What a bookkeeper wants of a payment. Amounts in whole dollars, times of Taipei. */
export const COLUMNS: readonly Column[] = [
  column("Trade number", "特店交易編號", ({ trade_no }) => trade_no),
  column("Gateway", "金流", ({ gateway_name }, language) => gateway_name[language]),
  column("Method", "付款方式", ({ method_name }, language) => method_name[language]),
  column("Account", "商店代號", ({ merchant }) => merchant),
  column("Environment", "環境", ({ environment }) => environment),
  column("State", "狀態", ({ state }, language) => STATE_NAMES[state][language]),
  column("Amount", "交易金額", ({ amount }) => amount),
  column("Captured", "收款金額", ({ captured_amount }) => captured_amount),
  column("Refunded", "已退款金額", ({ refunded_amount }) => refunded_amount),
  column("Gateway fee", "金流手續費", ({ details }) => dollars(details.fee)),
  column("Order", "訂單", ({ order }) => order?.display_id ?? null),
  column("Buyer", "買家", ({ buyer }) => buyer?.name ?? null),
  column("E-mail", "電子郵件", ({ buyer }) => buyer?.email ?? null),
  column("Phone", "電話", ({ buyer }) => buyer?.phone ?? null),
  column("Gateway's number", "金流交易編號", ({ reference }) => reference),
  column("Card, last four", "卡號末四碼", ({ details }) => details.card_last4 ?? null),
  column("Payer's account, last five", "付款人帳號末五碼", ({ details }) => details.payer_account_last5 ?? null),
  column("Open alarms", "待處理警示", ({ open_alarms }) => open_alarms),
  column("Started", "開始時間", ({ created_at }) => at(created_at)),
  column("Paid", "付款時間", ({ paid_at }) => at(paid_at)),
]
