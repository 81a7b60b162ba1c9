import type { RefundRequest, RefundRequestChange } from "../../modules/ledger/refund-desk/request-records"
import { PaymentError } from "../../toolkit/payment-error"
import { type SealingKey, seal, unseal } from "../../toolkit/sealed-secret"
import type { BankAccount } from "./bank-account"

/** What of a request's row tells of the account. It opens as this request's alone. */
export function sealedAccount(
  keys: readonly SealingKey[],
  { id }: Pick<RefundRequest, "id">,
  account: BankAccount,
): RefundRequestChange {
  const account_sealed = seal(keys, JSON.stringify(account), ownerOf(id))
  return { account_sealed, bank_code: account.bank, account_last4: account.number.slice(-4) }
}

/**
 * Whoever calls this has written down who reads it.
 * @throws PaymentError `refused` where there is none, or none any more
 */
export function openAccount(keys: readonly SealingKey[], request: RefundRequest): BankAccount {
  if (request.account_sealed === null)
    throw new PaymentError("refused", {
      en: "The account has not been given yet, or is erased.",
      "zh-TW": "帳號尚未提供，或已刪除。",
    })
  return JSON.parse(unseal(keys, request.account_sealed, ownerOf(request.id))) as BankAccount
}

function ownerOf(requestId: string): string {
  return `refund request ${requestId}`
}
