import { type Facts, isOf, isSeen, type NoticeFacts } from "../facts"
import { type Finding, finding } from "../finding"
import { nameOf } from "../names"
import type { Check } from "./check"

/** Fewer payments than this prove nothing. */
const ENOUGH = 3

/** Whether notices come in, for the accounts whose gateway signs them: only those are kept. */
export const notices: Check = ({ accounts, addresses, database }) => {
  if (!isSeen(database) || database.ledger === null) return []
  return database.ledger.notices.flatMap((told) => ofAccount(told, { accounts, addresses }))
}

function ofAccount(told: NoticeFacts, { accounts, addresses }: Pick<Facts, "accounts" | "addresses">): Finding[] {
  const account = accounts.find((each) => isOf(each, told))
  if (account?.notices !== "signed") return []
  const { en, "zh-TW": zhTW } = nameOf(account)
  if (told.forged >= ENOUGH && told.paidByNotice === 0)
    return [
      finding(
        "notices",
        en,
        `${told.forged} notices for ${en} bore a wrong signature in the last day and none a right one; compare the keys with the gateway's portal.`,
        `過去一天有 ${told.forged} 則 ${zhTW}的通知簽章不符，沒有一則正確；請與金流後台核對金鑰。`,
      ),
    ]
  if (told.paid < ENOUGH || told.paidByNotice > 0) return []
  return [
    finding(
      "notices",
      en,
      `${told.paid} payments of ${en} came in within a week, and not one notice; let the gateway reach ${addressOf(addresses)} from outside.`,
      `${zhTW}一週內有 ${told.paid} 筆付款，卻沒有收到任何通知；請讓金流能從外部連到 ${addressOf(addresses)}。`,
    ),
  ]
}

function addressOf([first]: Facts["addresses"]): string {
  return first ? `${new URL(first.url).origin}/pay/*` : "/pay/*"
}
