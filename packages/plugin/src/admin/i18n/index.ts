import en from "./en.json"
import zhTW from "./zh-tw.json"

/** The dashboard's names of languages; one without an entry here falls back to English. */
export default {
  en: { taiwanPayments: en },
  zhTW: { taiwanPayments: zhTW },
}
