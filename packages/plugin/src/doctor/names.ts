import type { LocalText } from "../toolkit/text"
import type { AccountFacts } from "./facts"

/** An account as staff know it. */
export function nameOf({
  gateway,
  merchant,
  environment,
}: Pick<AccountFacts, "gateway" | "merchant" | "environment">): LocalText {
  return {
    en: `${gateway.en} ${merchant} (${environment})`,
    "zh-TW": `${gateway["zh-TW"]} ${merchant}（${ENVIRONMENTS[environment]}）`,
  }
}

const ENVIRONMENTS = { production: "正式環境", stage: "測試環境", sandbox: "沙盒" } as const
