import type { Payuni } from "../model/payuni.js"
import { readQuery, unseal } from "../wire/codec.js"
import { tradeNoNamed } from "./calls.js"

/** The trade that a sealed call is about. */
export function subjectOf(payuni: Payuni, sent: string): string | null {
  const { MerID = "", EncryptInfo = "" } = readQuery(sent)
  const account = payuni.accounts.get(MerID)
  return tradeNoNamed(payuni, MerID, readQuery((account && unseal(EncryptInfo, account)) ?? ""))
}
