import path from "node:path"
import { parseArgs } from "node:util"
import { type Answers, QUESTIONS, type Topic } from "./answers.js"

const choices = QUESTIONS.map(
  ({ topic, choices }) => `  --${topic.padEnd(10)} ${choices.map(([answer]) => answer).join(" | ")}`,
)

export const USAGE = `npm create taiwan-payment-provider@latest [folder]

Begins a Medusa payment provider. Asks what the bank is like; without a terminal, or with --yes, flags answer.

  --name       the package's name; the folder's, where it is left out
${choices.join("\n")}
  --yes        take the first of each where no flag says otherwise
  --help       this text
`

export interface Flags {
  readonly folder: string | undefined
  readonly given: Partial<Answers>
  readonly yes: boolean
  readonly help: boolean
}

const text = { type: "string" } as const
const flag = { type: "boolean", default: false } as const
const OPTIONS = {
  ...{ name: text, kind: text, start: text, notices: text, capture: text, refund: text, signature: text },
  ...{ yes: flag, help: flag },
}

/** The package is called as its folder, also where that is written `.` or `my-bank/`. */
const nameOf = (folder: string, from: string) => path.basename(path.resolve(from, folder))

/** @param from where a folder is written from. @throws on a flag, or an answer, that is not known */
export function readFlags(args: readonly string[], from = process.cwd()): Flags {
  const { values, positionals } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true })
  if (positionals.length > 1) throw new Error(`One folder at a time; ${positionals.slice(1).join(" ")} is too much.`)
  const { yes, help, ...rest } = values
  const [folder] = positionals
  return { folder, yes, help, given: checked({ name: folder && nameOf(folder, from), ...rest }) }
}

function checked(values: Readonly<Record<string, string | undefined>>): Partial<Answers> {
  for (const { topic, choices } of QUESTIONS) {
    const answers: readonly string[] = choices.map(([answer]) => answer)
    const value = values[topic]
    if (value !== undefined && !answers.includes(value))
      throw new Error(`--${topic} ${value}: there is ${answers.join(", ")}.`)
  }
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))
}

/** The first possible answer to everything that is not said. */
export function usual(topic: Topic, possible: readonly (readonly [string, string])[]): string {
  const [first] = possible
  if (first) return first[0]
  throw new Error(`No --${topic} goes with the other flags.`)
}
