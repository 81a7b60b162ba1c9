import type { Payuni } from "../model/payuni.js"
import { readQuery, unseal } from "../wire/codec.js"
import { tradeNoNamed } from "./calls.js"

/** The trade that an encrypted call refers to. */
export function subjectOf(payuni: Payuni, sent: string): string | null {
  const { MerID = "", EncryptInfo = "" } = readQuery(sent)
  const account = payuni.accounts.get(MerID)
  return tradeNoNamed(payuni, MerID, readQuery((account && unseal(EncryptInfo, account)) ?? ""))
}
