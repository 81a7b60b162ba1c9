import type { AccountFacts, KeyFacts } from "../facts"
import { type Finding, finding } from "../finding"
import { nameOf } from "../names"
import type { Check } from "./check"

export const keys: Check = ({ accounts }) => accounts.flatMap(ofAccount)

function ofAccount(account: AccountFacts): Finding[] {
  const words = SENTENCES[account.keys.verdict]
  if (words === null) return []
  const { en, "zh-TW": zhTW } = nameOf(account)
  const [english, chinese] = words(en, zhTW, account.keys.detail)
  return [finding("keys", en, english, chinese)]
}

type Sentence = (en: string, zhTW: string, detail: string) => readonly [en: string, zhTW: string]

const SENTENCES: Readonly<Record<KeyFacts["verdict"], Sentence | null>> = {
  right: null,
  spared: null,
  wrong: (en, zhTW, detail) => [
    `The keys of ${en} are wrong (${detail}); copy them anew from the gateway's merchant portal, of the same environment.`,
    `${zhTW}的金鑰不正確（${detail}），請從金流後台重新複製同一環境的金鑰。`,
  ],
  refused: (en, zhTW, detail) => [
    `${en} refused a harmless question (${detail}); look whether merchant id, keys and environment belong together, and whether this server's address is allowed there.`,
    `${zhTW}拒絕了一個無害的查詢（${detail}），請確認商店代號、金鑰與環境是同一組，且允許本伺服器的位址連線。`,
  ],
  unreachable: (en, zhTW, detail) => [
    `${en} cannot be reached from this machine (${detail}); let it out to the gateway through the firewall, or start the sandbox.`,
    `本機連不上 ${zhTW}（${detail}），請讓防火牆放行，或啟動沙盒。`,
  ],
  unclear: (en, zhTW, detail) => [
    `${en} answered a harmless question in a way that is in no document (${detail}); compare merchant id and environment with the gateway's portal.`,
    `${zhTW}對一個無害的查詢給了文件裡沒有的回應（${detail}），請與金流後台核對商店代號與環境。`,
  ],
}
