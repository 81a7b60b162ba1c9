import { lookUp } from "./look-up"
import type { LocalText } from "./text"

const NAMES: Readonly<Record<string, LocalText>> = {
  "004": { en: "Bank of Taiwan", "zh-TW": "臺灣銀行" },
  "005": { en: "Land Bank of Taiwan", "zh-TW": "土地銀行" },
  "006": { en: "Taiwan Cooperative Bank", "zh-TW": "合作金庫" },
  "007": { en: "First Bank", "zh-TW": "第一銀行" },
  "008": { en: "Hua Nan Bank", "zh-TW": "華南銀行" },
  "009": { en: "Chang Hwa Bank", "zh-TW": "彰化銀行" },
  "012": { en: "Taipei Fubon Bank", "zh-TW": "台北富邦銀行" },
  "013": { en: "Cathay United Bank", "zh-TW": "國泰世華銀行" },
  "017": { en: "Mega Bank", "zh-TW": "兆豐銀行" },
  "118": { en: "Bank of Panhsin", "zh-TW": "板信商業銀行" },
  "700": { en: "Chunghwa Post", "zh-TW": "中華郵政" },
  "803": { en: "Union Bank of Taiwan", "zh-TW": "聯邦銀行" },
  "807": { en: "SinoPac Bank", "zh-TW": "永豐銀行" },
  "808": { en: "E.SUN Bank", "zh-TW": "玉山銀行" },
  "809": { en: "KGI Bank", "zh-TW": "凱基銀行" },
  "812": { en: "Taishin Bank", "zh-TW": "台新銀行" },
  "822": { en: "CTBC Bank", "zh-TW": "中國信託銀行" },
}

/** The bank's name for its three-digit code; the code itself when it is not in the table. */
export function bankName(code: string): LocalText {
  const known = lookUp(NAMES, code)
  return known ?? { en: `Bank ${code}`, "zh-TW": `銀行代碼 ${code}` }
}
