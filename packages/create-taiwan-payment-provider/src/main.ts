import path from "node:path"
import { createInterface } from "node:readline/promises"
import type { Answers } from "./answers.js"
import { type Ask, askAt, completeAnswers } from "./ask.js"
import { readFlags, USAGE } from "./flags.js"
import { namesOf } from "./names.js"
import { packageFiles } from "./package-files.js"
import { writeFiles } from "./write-files.js"

export interface World {
  readonly folder: string
  readonly write: (text: string) => void
  /** Null where nobody can answer. */
  readonly ask: Ask | null
}

const told = (folder: string, count: number) => `
${count} files in ${folder}. Next:

  cd ${folder}
  npm install
  npm test        # lists what to write, in order
`

/** @returns how the process ends */
export async function main(args: readonly string[], { folder, write, ask }: World): Promise<number> {
  try {
    const flags = readFlags(args, folder)
    if (flags.help) {
      write(USAGE)
      return 0
    }
    const answers = await completeAnswers(flags.given, flags.yes ? null : ask)
    write(generate(answers, flags.folder ?? namesOf(answers.name).id, folder))
    return 0
  } catch (error) {
    write(`${error instanceof Error ? error.message : String(error)}\n`)
    return 1
  }
}

function generate(answers: Answers, target: string, folder: string): string {
  const files = packageFiles(answers)
  writeFiles(path.resolve(folder, target), files)
  return told(target, files.size)
}

/** As a person or a script calls it. */
export async function run(args: readonly string[]): Promise<number> {
  const world = { folder: process.cwd(), write: (text: string) => void process.stdout.write(text) }
  if (!process.stdin.isTTY) return main(args, { ...world, ask: null })
  const reader = createInterface({ input: process.stdin, output: process.stdout })
  try {
    return await main(args, { ...world, ask: askAt(reader) })
  } finally {
    reader.close()
  }
}
