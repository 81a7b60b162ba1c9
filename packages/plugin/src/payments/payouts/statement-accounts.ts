import type { MedusaContainer } from "@medusajs/framework/types"
import type { AccountKey } from "../../modules/ledger/records"
import type { StatementLayout } from "../../toolkit/contract/statement"
import { PaymentError } from "../../toolkit/payment-error"
import { PLAIN_STATEMENT } from "../../toolkit/statement/plain-statement"
import { accountKey, isSameAccount, type MethodAccount } from "../method-account"
import { methodAccountsOf } from "../method-accounts"

/** Where neither the contract's own number is given nor the gateway says one: no gateway here takes longer. */
const CAREFUL_DAYS = 30

/** Each account that the options name, those of the past too, once. */
export async function statementAccounts(container: MedusaContainer): Promise<MethodAccount[]> {
  const all = [...(await methodAccountsOf(container)).values()].flatMap((each) => [each, ...each.previous])
  return [...new Map(all.map((each) => [Object.values(accountKey(each.account)).join(" "), each])).values()]
}

/** Whether an account only looks after what it opened before: it is paid out ever less, and at last no more. */
export async function isOfThePast(container: MedusaContainer, { account }: MethodAccount): Promise<boolean> {
  const today = [...(await methodAccountsOf(container)).values()]
  return !today.some((each) => isSameAccount(accountKey(each.account), accountKey(account)))
}

/** @throws PaymentError `unsupported` for an account that no options name */
export async function statementAccount(container: MedusaContainer, key: AccountKey): Promise<MethodAccount> {
  const found = (await statementAccounts(container)).find(({ account }) => isSameAccount(accountKey(account), key))
  if (found) return found
  const account = `${key.gateway} ${key.environment} ${key.merchant}`
  throw new PaymentError("unsupported", {
    en: `No options name the account ${account}, so that no statement of it can be read.`,
    "zh-TW": `選項中沒有帳號 ${account}，無法讀取它的撥款明細。`,
  })
}

/** The gateway's own layouts, and the plain one. */
export function layoutsOf({ account }: MethodAccount): readonly StatementLayout[] {
  return [...(account.statement?.layouts ?? []), PLAIN_STATEMENT]
}

export function payoutDaysOf({ shop }: MethodAccount): number {
  return shop.payoutDays ?? CAREFUL_DAYS
}
