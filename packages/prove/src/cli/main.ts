import { titles } from "../cases/index.js"
import { messageOf } from "../finding.js"
import type { ExitCode } from "../verdict.js"
import { type Arguments, readArguments, USAGE } from "./arguments.js"
import { replay, runFuzz } from "./fuzzing.js"
import { judge, type Write } from "./judge.js"
import { runZero } from "./zero.js"

function list(write: Write): ExitCode {
  for (const { id, tier, loss } of titles) write(`${tier.padEnd(9)} ${id.padEnd(34)} ${loss}\n`)
  return 0
}

async function dispatch(args: Arguments, folder: string, write: Write, complain: Write): Promise<ExitCode> {
  if (args.help) {
    write(USAGE)
    return 0
  }
  if (args.list) return list(write)
  if (args.zero) return runZero(args, folder, write)
  if (args.replay) return replay(args, folder, write)
  const verdict = await judge(args, folder, write)
  // What is not judged, or unsound, is not worth a fuzz run.
  if (!args.fuzz || verdict === 2 || verdict === 4) return verdict
  // The report on standard output is JSON and nothing else.
  return (await runFuzz(args, folder, args.json === "-" ? complain : write)) || verdict
}

/** @returns how the process should end; what went wrong with the call itself is "not judged" */
export async function main(
  args: readonly string[],
  folder: string,
  write: Write,
  complain: Write = write,
): Promise<ExitCode> {
  try {
    return await dispatch(readArguments(args), folder, write, complain)
  } catch (error) {
    complain(`prove: ${messageOf(error)}\n`)
    return 2
  }
}
