import type { LocalText } from "../toolkit/text"
import { type AccountFacts, type Facts, isOf, isSeen, type NoticeFacts } from "./facts"
import { nameOf } from "./names"

/** What was looked at and is no fault: versions, each account, and when its last notice came. */
export function notesOn(facts: Facts): LocalText[] {
  return [versionNote(facts), ...facts.accounts.map((account) => accountNote(account, facts))]
}

function versionNote({ versions: { node, medusa } }: Facts): LocalText {
  const version = Object.values(medusa).find((each) => each !== null) ?? "?"
  return { en: `Medusa ${version}, Node ${node}.`, "zh-TW": `Medusa ${version}，Node ${node}。` }
}

const KEYS = {
  right: { en: "keys are right", "zh-TW": "金鑰正確" },
  wrong: { en: "keys are wrong", "zh-TW": "金鑰不正確" },
  refused: { en: "refused the question", "zh-TW": "拒絕查詢" },
  unreachable: { en: "not reached", "zh-TW": "連不上" },
  unclear: { en: "unclear answer", "zh-TW": "回應不明" },
  spared: { en: "keys not tried, since its budget of questions is used", "zh-TW": "查詢額度已用完，未測試金鑰" },
} as const

function accountNote(account: AccountFacts, facts: Facts): LocalText {
  const name = nameOf(account)
  const keys = KEYS[account.keys.verdict]
  const notice = lastNotice(account, noticesOf(account, facts))
  return {
    en: `${name.en}: ${counted(account.providerIds.length, "method")}; ${keys.en}; ${notice.en}.`,
    "zh-TW": `${name["zh-TW"]}：${account.providerIds.length} 種付款方式；${keys["zh-TW"]}；${notice["zh-TW"]}。`,
  }
}

function noticesOf(account: AccountFacts, { database }: Facts): NoticeFacts | undefined {
  if (!isSeen(database)) return undefined
  return database.ledger?.notices.find((told) => isOf(account, told))
}

function lastNotice({ notices }: AccountFacts, told: NoticeFacts | undefined): LocalText {
  if (notices === "none") return { en: "it sends no notices", "zh-TW": "不發送通知" }
  if (notices === "hint") return { en: "its notices are hints, which are not kept", "zh-TW": "通知僅為提示，不予保存" }
  const ago = told?.lastAgo ?? null
  if (ago === null) return { en: "no notice yet", "zh-TW": "尚未收到通知" }
  const [en, chinese] = spanOf(ago)
  return { en: `last notice ${en} ago`, "zh-TW": `最近一次通知在 ${chinese}前` }
}

function spanOf(seconds: number): readonly [en: string, chinese: string] {
  const minutes = Math.max(0, Math.floor(seconds / 60))
  if (minutes < 120) return [counted(minutes, "minute"), `${minutes} 分鐘`]
  const hours = Math.floor(minutes / 60)
  return hours < 48
    ? [`${hours} hours`, `${hours} 小時`]
    : [`${Math.floor(hours / 24)} days`, `${Math.floor(hours / 24)} 天`]
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`
}
