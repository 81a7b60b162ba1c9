import { writeFileSync } from "node:fs"
import { loadAdapter, loadProvider } from "../load.js"
import { prove, type Question } from "../prove.js"
import { badge } from "../report/badge.js"
import { Narrator, summaryOf } from "../report/human.js"
import { junit } from "../report/junit.js"
import type { ExitCode, Report } from "../verdict.js"
import type { Arguments } from "./arguments.js"

export type Write = (text: string) => void

/** What is judged by the arguments: a provider and its bank, or the demonstration. */
export async function questionOf(args: Arguments, folder: string): Promise<Question> {
  const { only, tiers, service, strict } = args
  const common = { only, tiers, service, strict, folder }
  if (args.demo) {
    const [adapter, { NaiveProvider }] = await Promise.all([import("../demo/bank.js"), import("../demo/naive.js")])
    return { ...common, adapter, provider: NaiveProvider }
  }
  if (!args.target) throw new Error("Say which provider: a class file or an entry of a package. See --help.")
  if (!args.bank) throw new Error("Say which bank: --bank ./bank.prove.mjs, or --zero to do without. See --help.")
  const { adapter, bank } = await loadAdapter(args.bank, folder)
  return { ...common, ...(await loadProvider(args.target, folder)), adapter, bankOrigin: bank }
}

/** How this run is called again. */
export function replayOf({ demo, target, bank, service }: Arguments): string {
  const services = service ? ` --service ${service}` : ""
  return demo ? "prove --demo" : `prove ${target} --bank ${bank}${services}`
}

/** Runs the cases and writes what is asked for. */
export async function judge(args: Arguments, folder: string, write: Write): Promise<ExitCode> {
  const narrate: Write = args.json === "-" ? () => undefined : write
  const narrator = new Narrator(narrate, replayOf(args))
  const reports = await prove({
    ...(await questionOf(args, folder)),
    onService: (identifier) => narrator.service(identifier),
    onResult: (result) => narrator.result(result),
  })
  narrate(`\n${reports.map(summaryOf).join("\n")}\n`)
  writeReports(args, reports, write)
  return worst(reports)
}

function writeReports({ json, junit: xml, badge: svg }: Arguments, reports: readonly Report[], write: Write): void {
  const text = `${JSON.stringify(reports.length === 1 ? reports[0] : reports, null, 2)}\n`
  if (json === "-") write(text)
  else if (json) writeFileSync(json, text)
  if (xml) writeFileSync(xml, junit(reports))
  if (svg) writeFileSync(svg, badge(reports))
}

const SEVERITY: readonly ExitCode[] = [4, 2, 1, 3, 0]

/** Of several services the worst counts. */
export function worst(reports: readonly Pick<Report, "exit">[]): ExitCode {
  return SEVERITY.find((code) => reports.some(({ exit }) => exit === code)) ?? 2
}
