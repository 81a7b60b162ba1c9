import { PaymentError } from "../payment-error"
import type { LocalText } from "../text"

const KEPT: LocalText = { en: "Nothing of the file was taken in.", "zh-TW": "檔案內容完全未匯入。" }

/** Why a file cannot be read, and where: for whoever brought it. */
export function broken(line: number, column: string | null, why: LocalText): PaymentError {
  const [en, zh] = column === null ? ["", ""] : [`, column ${column}`, `「${column}」欄`]
  return refused({ en: `Line ${line}${en}: ${why.en}.`, "zh-TW": `第 ${line} 行${zh}：${why["zh-TW"]}。` })
}

/** The same where the file as a whole is none. */
export function noStatement(why: LocalText): PaymentError {
  return refused({
    en: `This is no statement that can be read: ${why.en}.`,
    "zh-TW": `無法讀取這份撥款明細：${why["zh-TW"]}。`,
  })
}

function refused(words: LocalText): PaymentError {
  const both = { en: `${words.en} ${KEPT.en}`, "zh-TW": `${words["zh-TW"]}${KEPT["zh-TW"]}` }
  return new PaymentError("unsupported", both)
}
