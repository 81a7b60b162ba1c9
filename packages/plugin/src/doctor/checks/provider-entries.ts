import type { EntryFacts } from "../facts"
import { type Finding, finding } from "../finding"
import type { Check } from "./check"

/** The entries of the payment module's `providers`, each judged by its gateway's own reader. */
export const providerEntries: Check = ({ config: { entries } }) => {
  if (entries.length === 0)
    return [
      finding(
        "provider-entries",
        null,
        `The payment module in medusa-config has no provider of Taiwan payments, so nobody can pay; add one, or run "npx taiwan-payments init ecpay".`,
        `medusa-config 的 payment 模組裡沒有任何台灣金流，沒有人能付款；請加上一項，或執行「npx taiwan-payments init ecpay」。`,
      ),
    ]
  return [...entries.flatMap(ofEntry), ...twice(entries)]
}

function ofEntry({ resolve, id, unloadable, problem }: EntryFacts): Finding[] {
  if (unloadable !== null)
    return [
      finding(
        "provider-entries",
        `${resolve} (${id})`,
        `Provider ${resolve} (id ${id}) cannot be loaded: ${unloadable} Mend its resolve in medusa-config, or install the package.`,
        `金流 ${resolve}（id ${id}）載入失敗：${unloadable} 請修正 medusa-config 裡的 resolve，或安裝該套件。`,
      ),
    ]
  if (problem === null) return []
  return [
    finding(
      "provider-entries",
      `${resolve} (${id})`,
      `Mend the options of provider ${resolve} (id ${id}): ${problem}`,
      `請修正金流 ${resolve}（id ${id}）的設定：${problem}`,
    ),
  ]
}

function twice(entries: readonly EntryFacts[]): Finding[] {
  const names = entries.map(({ resolve, id }) => `${resolve} (id ${id})`)
  const repeated = new Set(names.filter((name, place) => names.indexOf(name) !== place))
  return [...repeated].map((name) =>
    finding(
      "provider-entries",
      name,
      `Provider ${name} stands in medusa-config twice, and only one of them takes effect; give each account an id of its own.`,
      `金流 ${name} 在 medusa-config 裡出現兩次，只有一項有效；請給每個帳號不同的 id。`,
    ),
  )
}
