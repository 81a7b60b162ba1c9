import { parseArgs } from "node:util"
import type { SandboxOptions } from "./index.js"

const USAGE = `taiwan-payments-sandbox: Taiwan's payment gateways in miniature. No real money.

  --port <n>     port to listen on, 0 for any free one (default 4090)
  --host <name>  address to listen on (default 127.0.0.1)
  --allow-host <name>  a machine that may call, send buyers and be sent notices; may be
                 given several times (default: this machine only)
  --page-host <name>  host of the buyers' pages, such as localhost, where orders are posted to 127.0.0.1
  --stage        behave like the vendor's stage instead of production
  --help         this text
`

interface Place {
  readonly port: number
  readonly host: string
}

export type Command =
  | { readonly kind: "help"; readonly text: string }
  | { readonly kind: "problem"; readonly text: string }
  | { readonly kind: "start"; readonly options: SandboxOptions & Place }

/** What the words of a command line ask for, or what is wrong with them, in a sentence. */
export function readCommand(words: readonly string[]): Command {
  try {
    const values = parse(words)
    if (values.help) return { kind: "help", text: USAGE }
    const problem = problemOf(values)
    return problem === null ? { kind: "start", options: optionsOf(values) } : wrong(problem)
  } catch (error) {
    if (!isParseError(error)) throw error
    return wrong(error.message.split(". ")[0] ?? error.message)
  }
}

type Values = ReturnType<typeof parse>

function parse(words: readonly string[]) {
  return parseArgs({
    args: [...words],
    options: {
      port: { type: "string", default: "4090" },
      host: { type: "string", default: "127.0.0.1" },
      "allow-host": { type: "string", multiple: true, default: [] },
      "page-host": { type: "string" },
      stage: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  }).values
}

function isParseError(error: unknown): error is Error {
  return error instanceof Error && codeOf(error).startsWith("ERR_PARSE_ARGS_")
}

function wrong(problem: string): Command {
  return { kind: "problem", text: `${problem}. --help lists the options.` }
}

function problemOf({ port, host, ...hosts }: Values): string | null {
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) return "--port must be a number from 0 to 65535"
  const names = { host: [host], "allow-host": hosts["allow-host"], "page-host": [hosts["page-host"] ?? "localhost"] }
  const [name] = Object.entries(names).find(([, given]) => !given.every(isHostName)) ?? []
  return name ? `--${name} must be a host's name or address, such as localhost` : null
}

function isHostName(text: string): boolean {
  return /^[\w.:[\]-]+$/.test(text)
}

function optionsOf(values: Values): SandboxOptions & Place {
  const pageHost = values["page-host"]
  return {
    port: Number(values.port),
    host: values.host,
    allowHosts: values["allow-host"],
    ...(pageHost === undefined ? {} : { pageHost }),
    ecpay: { behaviour: values.stage ? "stage" : "production" },
  }
}

/** What keeps a sandbox from listening, and what to do about it; null for what nobody foresaw. */
export function whyNotStarted(error: unknown, { port, host }: Place): string | null {
  const reasons: Readonly<Record<string, string>> = {
    EADDRINUSE:
      `Port ${port} of ${host} is taken, perhaps by a sandbox that runs already: ` +
      `look at http://${host}:${port}/_sandbox/, or choose another port with --port.`,
    EACCES: `This user may not listen on port ${port}: choose one above 1023 with --port.`,
    ENOTFOUND: `There is no host ${host}: name an address of this machine with --host.`,
    EADDRNOTAVAIL: `This machine has no address ${host}: name one of its own with --host.`,
  }
  return reasons[codeOf(error)] ?? null
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : ""
}
