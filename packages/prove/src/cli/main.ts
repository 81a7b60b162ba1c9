import { cases } from "../cases/index.js"
import { messageOf } from "../finding.js"
import type { ExitCode } from "../verdict.js"
import { type Arguments, readArguments, USAGE } from "./arguments.js"
import { judge, type Write } from "./judge.js"

function list(write: Write): ExitCode {
  for (const { id, tier, loss } of cases) write(`${tier.padEnd(9)} ${id.padEnd(34)} ${loss}\n`)
  return 0
}

async function dispatch(args: Arguments, folder: string, write: Write): Promise<ExitCode> {
  if (args.help) {
    write(USAGE)
    return 0
  }
  if (args.list) return list(write)
  return judge(args, folder, write)
}

/** @returns how the process should end; what went wrong with the call itself is "not judged" */
export async function main(args: readonly string[], folder: string, write: Write): Promise<ExitCode> {
  try {
    return await dispatch(readArguments(args), folder, write)
  } catch (error) {
    write(`prove: ${messageOf(error)}\n`)
    return 2
  }
}
