import type { Scene } from "./cases/case.js"
import { titles } from "./cases/index.js"
import { type Adapter, type Facts, type ModuleBeside, readFacts } from "./facts.js"
import { messageOf } from "./finding.js"
import { type House, openHouse } from "./house/house.js"
import { type ProviderClass, servicesOf } from "./house/provider-class.js"
import { masked } from "./report/masked.js"
import { askedBy, booted, type Choice, chosen, chosenInStore, runCases, type Trial } from "./run.js"
import { checkAdapter, UnsoundBank } from "./self-check.js"
import { runStore } from "./store/judge.js"
import { type ExitCode, exitOf, type Report, type Result, withoutVerdict } from "./verdict.js"
import { Wire } from "./wire/wire.js"

/** Where a provider came from, as far as that is known. */
export interface Origin {
  readonly package: string | null
  readonly version: string | null
  readonly integrity: string | null
  readonly types: Scene["types"]
}

export interface Question extends Choice {
  /** A class, what ModuleProvider returns, or a module that exports either. */
  readonly provider: unknown
  /** What `bank.prove.mjs` exports. */
  readonly adapter: Adapter
  /** Where Medusa is looked for; the working directory by default. */
  readonly folder?: string | undefined
  /** The identifier of one of several services. */
  readonly service?: string | undefined
  readonly strict?: boolean | undefined
  readonly origin?: Origin | undefined
  /** The file that the provider came from: the tier `shop` loads it in a server of its own. */
  readonly file?: string | undefined
  readonly bankOrigin?: Report["bank"] | undefined
  /** Called as the work goes on. */
  readonly onService?: ((identifier: string) => void) | undefined
  readonly onResult?: ((result: Result) => void) | undefined
}

/** A trial that is ready, and how to end it. */
interface Court {
  readonly house: House
  readonly wire: Wire
  trialOf(service: ProviderClass): Trial
  close(): Promise<void>
}

const NOBODY: Origin = { package: null, version: null, integrity: null, types: null }

export function chosenServices(provider: unknown, identifier?: string): ProviderClass[] {
  const services = servicesOf(provider)
  const found = identifier ? services.filter((each) => each.identifier === identifier) : services
  if (found.length > 0) return found
  throw new Error(`There is no service ${identifier}; there are ${services.map((each) => each.identifier).join(", ")}.`)
}

/** PostgreSQL, Medusa's payment module with the provider in it, and the way to the bank. */
export async function openCourt(question: Question, facts: Facts): Promise<Court> {
  const services = chosenServices(question.provider, question.service)
  const wire = new Wire(facts.hosts)
  await wire.start()
  try {
    const house = await openHouse({ services, facts, folder: question.folder ?? process.cwd() })
    return courtOf(house, wire, facts, question)
  } catch (error) {
    await wire.stop()
    throw error
  }
}

function courtOf(house: House, wire: Wire, facts: Facts, { adapter, origin = NOBODY }: Question): Court {
  const common = { house, wire, facts, openBank: adapter.bank, types: origin.types }
  const close = async () => {
    await wire.stop()
    await house.close()
  }
  return { house, wire, close, trialOf: (service) => ({ ...common, service }) }
}

/** Judges a provider: one report for each of its services. */
export async function prove(question: Question): Promise<Report[]> {
  const facts = readFacts(question.adapter.facts)
  const picked = chosen(question)
  const services = chosenServices(question.provider, question.service)
  const trouble = adapterTrouble(question.adapter)
  if (trouble) return services.map((service) => reportOf(question, service, facts, { trouble, exit: 4 }))
  const { value: court, error } = await booted(() => openCourt(question, facts))
  if (!court) {
    const failure = { trouble: `does not start: ${messageOf(error)}`, exit: 2 as const }
    return services.map((service) => reportOf(question, service, facts, failure))
  }
  try {
    const reports: Report[] = []
    for (const service of services) reports.push(await tryService(question, court, service, facts, picked))
    return reports
  } finally {
    await court.close()
  }
}

function adapterTrouble(adapter: Adapter): string | null {
  try {
    checkAdapter(adapter)
    return null
  } catch (error) {
    return messageOf(error)
  }
}

async function tryService(
  question: Question,
  court: Court,
  service: ProviderClass,
  facts: Facts,
  picked: ReturnType<typeof chosen>,
): Promise<Report> {
  question.onService?.(service.identifier)
  const medusa = court.house.medusa.version
  try {
    const tell = question.onResult ?? (() => undefined)
    const inModule = await runCases(court.trialOf(service), picked, tell)
    const results = [...inModule, ...(await inStore(question, court, service, facts))]
    const gates = titles.filter(({ gate }) => gate === "everything")
    const isAsked = askedBy(question)
    const exit = exitOf(results, gates, { strict: question.strict ?? false, isAsked })
    const trouble = exit === 2 ? whyUnjudged(results, isAsked) : null
    return reportOf(question, service, facts, { results, exit, medusa, ...(trouble ? { trouble } : {}) })
  } catch (error) {
    if (!(error instanceof UnsoundBank)) throw error
    return reportOf(question, service, facts, { trouble: `the bank is unsound: ${error.message}`, exit: 4, medusa })
  }
}

/** A gate that failed says so itself. */
function whyUnjudged(results: readonly Result[], isAsked: ReturnType<typeof askedBy>): string | null {
  const [first] = results.some(({ verdict }) => verdict === "fail") ? [] : withoutVerdict(results, isAsked)
  if (!first) return null
  return `${first.id} ${first.verdict === "n/a" ? "does not apply" : "could not be judged"}: ${first.seen}`
}

/** The tier `shop`, where it is asked for. */
async function inStore(question: Question, { wire }: Court, { identifier }: ProviderClass, facts: Facts) {
  const wanted = chosenInStore(question)
  if (wanted.length === 0) return []
  const { folder = process.cwd(), file = null, adapter } = question
  const trial = { folder, file, identifiers: [identifier], facts, wire, openBank: adapter.bank }
  return runStore(trial, wanted, question.onResult ?? (() => undefined))
}

interface Outcome {
  readonly results?: readonly Result[]
  readonly trouble?: string
  readonly exit: ExitCode
  readonly medusa?: string
}

function reportOf({ origin, bankOrigin }: Question, service: ProviderClass, facts: Facts, outcome: Outcome): Report {
  const { types: _, ...from } = origin ?? NOBODY
  return {
    schema: 1,
    provider: { ...from, identifier: service.identifier },
    medusa: outcome.medusa ?? "unknown",
    node: process.version,
    bank: bankOrigin ?? { sha256: null, source: null },
    facts: withoutSecrets(facts),
    results: outcome.results ?? [],
    trouble: outcome.trouble === undefined ? null : masked(outcome.trouble, facts),
    exit: outcome.exit,
  }
}

const blank = (options: Readonly<Record<string, unknown>> = {}) =>
  Object.fromEntries(Object.keys(options).map((name) => [name, "…"]))

const withoutOptions = (beside: ModuleBeside): ModuleBeside => ({ ...beside, options: blank(beside.options) })

/** Reports are published. */
function withoutSecrets(facts: Facts): Facts {
  const modules = Object.entries(facts.modules ?? {}).map(([name, beside]) => [name, withoutOptions(beside)])
  return {
    ...facts,
    options: blank(facts.options),
    secrets: facts.secrets.map(() => "…"),
    modules: facts.modules && Object.fromEntries(modules),
    plugins: facts.plugins?.map(withoutOptions),
  }
}
