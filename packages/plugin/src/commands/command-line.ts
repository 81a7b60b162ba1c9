import { parseArgs } from "node:util"
import type { LocalText } from "../toolkit/text"
import { runDoctor } from "./doctor"
import { runInit } from "./init"

const USAGE = `taiwan-payments: looks after a Medusa store that takes payments of Taiwan. Run it in the project's folder.

  taiwan-payments doctor          says what is wrong with the installation, and what to do
      --json                      for monitoring; exit code 0 fine, 1 findings, 2 could not look
  taiwan-payments init [word …]   writes entries, .env and test keys, and enables methods in the regions
                                  in TWD; a word is a gateway (ecpay), a method (ecpay-atm) or a provider
                                  (pp_ecpay-atm_main). Run again, it changes nothing that is there.

  --lang <zh-TW|en>               language of what is said (default: that of LANG)
  --help                          this text
`

/** @returns the exit code */
export async function runCommand(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { json: { type: "boolean" }, lang: { type: "string" }, help: { type: "boolean" } },
  })
  const [command, ...words] = positionals
  const language = languageOf(values.lang)
  if (values.help) return say(USAGE, 0)
  if (command === "doctor") return runDoctor(process.cwd(), { language, isJson: values.json === true })
  if (command === "init") return runInit(process.cwd(), words, language)
  return say(USAGE, 2)
}

function say(text: string, code: number): number {
  process.stdout.write(text)
  return code
}

/** @throws Error for a language that is not spoken here */
function languageOf(wanted: string | undefined): keyof LocalText {
  if (wanted === "zh-TW" || wanted === "en") return wanted
  if (wanted !== undefined) throw new Error(`--lang must be zh-TW or en, not ${wanted}.`)
  return /^zh_(TW|HK)/.test(process.env.LANG ?? "") ? "zh-TW" : "en"
}
