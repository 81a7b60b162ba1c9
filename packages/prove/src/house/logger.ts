import { format, inspect } from "node:util"
import type { Logger } from "@medusajs/framework/types"

const LEVELS = [
  "panic",
  "error",
  "warn",
  "info",
  "http",
  "verbose",
  "debug",
  "silly",
  "log",
  "success",
  "failure",
  "progress",
  "activity",
] as const

/** A logger whose every line is kept: secrets are looked for in them. */
export function recorder(lines: string[]): Logger {
  const write =
    (level: string) =>
    (...words: unknown[]) =>
      void lines.push(`${level} ${words.map((word) => (typeof word === "string" ? word : inspect(word))).join(" ")}`)
  const methods = Object.fromEntries(LEVELS.map((level) => [level, write(level)]))
  const settings = { shouldLog: () => false, setLogLevel: () => undefined, unsetLogLevel: () => undefined }
  return { ...methods, ...settings } as Partial<Logger> as Logger
}

const VOICES = ["log", "info", "warn", "error", "debug"] as const

/** What is said on the console during some work is kept, too, and not shown. */
export async function overheard<T>(lines: string[], work: () => Promise<T>): Promise<T> {
  const own = { ...console }
  for (const voice of VOICES) console[voice] = (...words) => void lines.push(format(...words))
  try {
    return await work()
  } finally {
    Object.assign(console, own)
  }
}
