import type { LocalText } from "../toolkit/text"

/** What is wrong with an installation, and what to do about it: one sentence. */
export interface Finding {
  /** The check that found it, such as `keys`: for monitoring, which knows findings by it. */
  readonly check: string
  /** Which account, provider or table it is about; null where there is only one. */
  readonly subject: string | null
  readonly text: LocalText
  /** True where the check could not look at all. */
  readonly cannotLook?: true
}

export function finding(check: string, subject: string | null, en: string, zhTW: string): Finding {
  return { check, subject, text: { en, "zh-TW": zhTW } }
}
