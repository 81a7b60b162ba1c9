import type { MedusaContainer } from "@medusajs/framework/types"
import { LedgerReader } from "../modules/ledger/reader"
import type { Attempt } from "../modules/ledger/records"
import { contextOf, type PaymentContext, raiseAlarm } from "./context"
import { accountAmong, methodAccountsOf } from "./method-accounts"

/**
 * Raises the alarm for an account that the options name no more; once, however many of its attempts are open. Such attempts are
 * left as they are: no other account knows them, and what it says of them is no answer.
 */
export async function alarmGoneAccount(context: PaymentContext, attempt: Attempt): Promise<void> {
  const { gateway, environment, merchant } = attempt
  await raiseAlarm(context, {
    kind: "account_gone",
    attempt_id: attempt.id,
    subject: `${gateway} ${environment} ${merchant}`,
    amount: null,
    detail: {
      en: `Payments of ${gateway} account ${merchant} (${environment}) are open, but no payment provider is configured with it. Nothing is asked, cancelled or refunded there until an option previous names it.`,
      "zh-TW": `${gateway} 特店 ${merchant}（${environment}）仍有未結的付款，但設定中已沒有這個特店。在選項 previous 填入之前，不會查詢、取消或退款。`,
    },
    order_id: attempt.order_id,
  })
}

/** At boot: every account that has open payments and is configured no more. */
export async function alarmGoneAccounts(container: MedusaContainer): Promise<void> {
  const context = contextOf(container)
  const accounts = await methodAccountsOf(container)
  const open = await new LedgerReader(context.db).oneOpenAttemptOfEachAccount()
  for (const attempt of open) if (!accountAmong(accounts, attempt)) await alarmGoneAccount(context, attempt)
}
