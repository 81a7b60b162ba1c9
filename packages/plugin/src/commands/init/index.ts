import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs"
import path from "node:path"
import { missingMigrations } from "../../payments/missing-migrations"
import { describeError } from "../../toolkit/payment-error"
import type { LocalText } from "../../toolkit/text"
import { openStore } from "../open-store"
import { hasEntries, SNIPPET, withEntries } from "./config-file"
import { enableMethods } from "./enable-methods"
import { withVariables } from "./environment"
import { gatewaysNamed } from "./first-accounts"
import { entryOf, withProviders } from "./providers-file"
import { SENTENCES } from "./sentences"

const CONFIG = "medusa-config.ts"
const PROVIDERS = "src/payment-providers.ts"

/**
 * Brings a store to its first payment in the sandbox: entries, environment, methods of the regions in TWD. What is there stays, and
 * what cannot be changed safely is printed. Without words it writes nothing new, and enables what is configured.
 * @returns the exit code: 0 ready, 1 where something is left to do by hand
 * @throws Error for a word that names no gateway, and outside of a Medusa project
 */
export async function runInit(directory: string, words: readonly string[], language: keyof LocalText): Promise<number> {
  const say = (text: LocalText) => void process.stdout.write(`${text[language]}\n`)
  const gateways = gatewaysNamed(words)
  if (!existsSync(path.join(directory, "package.json"))) throw new Error(SENTENCES.noProject[language])
  if (gateways.length > 0) {
    writeEnvironment(directory, gateways, say)
    const isWritten = [writeProviders(directory, gateways, say), writeConfig(directory, say)].every(Boolean)
    if (!isWritten) return 1
  }
  return (await isReady(directory, say)) ? enableMethods(directory, words) : 1
}

type Say = (text: LocalText) => void

function writeEnvironment(directory: string, gateways: readonly string[], say: Say): void {
  const before = textOf(directory, ".env") ?? ""
  write(directory, ".env", before, withVariables(before, gateways), say)
}

function writeProviders(directory: string, gateways: readonly string[], say: Say): boolean {
  const config = textOf(directory, CONFIG) ?? ""
  const before = textOf(directory, PROVIDERS)
  // Entries that somebody else has made, by hand or from another file, are theirs to go on with.
  const isElsewhere = hasEntries(config) && before === null
  const after = isElsewhere ? null : withProviders(before, gateways)
  if (after !== null) return write(directory, PROVIDERS, before ?? "", after, say)
  const missing = isElsewhere ? gateways.filter((id) => !config.includes(`providers/${id}`)) : gateways
  if (missing.length > 0) say(SENTENCES.addProviders(isElsewhere ? CONFIG : PROVIDERS, missing.map(entryOf).join("")))
  return missing.length === 0
}

function writeConfig(directory: string, say: Say): boolean {
  const before = textOf(directory, CONFIG)
  if (before !== null && hasEntries(before)) return write(directory, CONFIG, before, before, say)
  const after = before === null ? null : withEntries(before)
  if (before !== null && after !== null) return write(directory, CONFIG, before, after, say)
  say(SENTENCES.addEntries(SNIPPET))
  return false
}

/** Whether methods can be enabled: Medusa does not start without its tables. */
async function isReady(directory: string, say: Say): Promise<boolean> {
  const store = await openStore(directory)
  try {
    const missing = await missingMigrations(store.db)
    if (missing.length > 0) say(SENTENCES.migrate)
    return missing.length === 0
  } catch (error) {
    say(SENTENCES.noDatabase(describeError(error)))
    return false
  } finally {
    await store.db.destroy()
  }
}

function textOf(directory: string, file: string): string | null {
  const place = path.join(directory, file)
  return existsSync(place) ? readFileSync(place, "utf8") : null
}

function write(directory: string, file: string, before: string, after: string, say: Say): true {
  const place = path.join(directory, file)
  if (after !== before) {
    mkdirSync(path.dirname(place), { recursive: true })
    writeFileSync(place, after)
  }
  say(after === before ? SENTENCES.unchanged(file) : SENTENCES.written(file))
  return true
}
