import { servicesOf } from "../house/provider-class.js"
import { loadProvider } from "../load.js"
import type { ExitCode } from "../verdict.js"
import { zero } from "../zero/zero.js"
import type { Arguments } from "./arguments.js"
import type { Write } from "./judge.js"

async function providerOf(args: Arguments, folder: string): Promise<unknown> {
  if (args.demo) return (await import("../demo/naive.js")).NaiveProvider
  if (!args.target) throw new Error("Say which provider: a class file or an entry of a package. See --help.")
  return (await loadProvider(args.target, folder)).provider
}

function optionsOf({ options }: Arguments): Record<string, unknown> {
  try {
    return Object.assign({}, JSON.parse(options))
  } catch {
    throw new Error(`--options must be an object in JSON, such as '{"apiKey":"x"}'; ${options} is none.`)
  }
}

/** --zero: no bank, no database. */
export async function runZero(args: Arguments, folder: string, write: Write): Promise<ExitCode> {
  const options = optionsOf(args)
  let exit: ExitCode = 0
  for (const service of servicesOf(await providerOf(args, folder))) {
    const { identifier, findings, notes, hosts } = await zero(service, options)
    write(`\n${identifier}: speaks to ${hosts.join(", ") || "nobody"}; ${findings.length} findings\n`)
    for (const finding of findings) write(`  FAIL ${finding}\n`)
    for (const note of notes) write(`  note ${note}\n`)
    if (findings.length > 0) exit = 1
  }
  return exit
}
