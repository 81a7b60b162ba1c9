import { examine } from "../doctor/examine"
import { finding } from "../doctor/finding"
import { exitCode, type Report } from "../doctor/report"
import { describeError } from "../toolkit/payment-error"
import type { LocalText } from "../toolkit/text"
import { openStore } from "./open-store"

export interface DoctorOptions {
  readonly language: keyof LocalText
  readonly isJson: boolean
}

/** @returns the exit code: 0 fine, 1 findings, 2 where it could not look */
export async function runDoctor(directory: string, { language, isJson }: DoctorOptions): Promise<number> {
  const report = await examineStore(directory)
  process.stdout.write(isJson ? asJson(report) : asText(report, language))
  return exitCode(report)
}

async function examineStore(directory: string): Promise<Report> {
  try {
    const store = await openStore(directory)
    return await examine(store).finally(() => store.db.destroy())
  } catch (error) {
    return { findings: [{ ...noStore(describeError(error)), cannotLook: true }], notes: [] }
  }
}

function noStore(why: string) {
  return finding(
    "config",
    null,
    `medusa-config cannot be loaded (${why}); run this in the Medusa project's folder, or mend what it says.`,
    `無法載入 medusa-config（${why}），請在 Medusa 專案的資料夾執行，或依訊息修正。`,
  )
}

function asJson(report: Report): string {
  return `${JSON.stringify({ exit_code: exitCode(report), ...report }, null, 2)}\n`
}

const FINE: LocalText = { en: "Nothing to mend.", "zh-TW": "沒有需要修正的地方。" }

function asText({ findings, notes }: Report, language: keyof LocalText): string {
  const lines = [...findings.map(({ text }) => `✗ ${text[language]}`), ...notes.map((note) => `· ${note[language]}`)]
  const end = findings.length === 0 ? [`✓ ${FINE[language]}`] : []
  return [...lines, ...end, ""].join("\n")
}
