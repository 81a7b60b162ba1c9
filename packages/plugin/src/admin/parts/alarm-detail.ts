import type { LocalText } from "../../toolkit/text"
import type { AttemptAlarm } from "../server/payments"

/** What happened, in both languages; alarms of before Chinese was written have one. */
export function alarmDetail({ detail, detail_zh }: Pick<AttemptAlarm, "detail" | "detail_zh">): LocalText {
  return { en: detail, "zh-TW": detail_zh ?? detail }
}
