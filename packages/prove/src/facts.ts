/** A trade as the author's bank keeps it. What else it holds is the bank's own affair. */
export interface Trade {
  amount: number
  [field: string]: unknown
}

/** What the bank holds of a trade, in the shop's unit. */
export interface Books {
  readonly asked: number
  readonly reserved: number
  readonly captured: number
  readonly refunded: number
}

export interface BankRequest {
  readonly method: string
  readonly host: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export interface BankAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** A message as the bank's server would send it to the shop. */
export interface Notice {
  readonly body: string
  readonly headers: Readonly<Record<string, string>>
}

/** A pure state machine written by the provider's author: no socket, no clock, no faults, no forging. */
export interface Bank {
  handle(request: BankRequest): BankAnswer | Promise<BankAnswer>
  /** In order of opening. */
  trades(): Trade[]
  /** What the buyer does. */
  pay(trade: Trade): void | Promise<void>
  decline(trade: Trade): void | Promise<void>
  books(trade: Trade): Books
  /** What the bank would send now, signed; null when it would send nothing. */
  notice(trade: Trade): Notice | null
  /** A voucher is issued. */
  release?(trade: Trade): void | Promise<void>
  /** A voucher is paid, days later. */
  later?(trade: Trade): void | Promise<void>
}

/** A session of Medusa's payment module. */
export interface Session {
  readonly id: string
  readonly data: Record<string, unknown>
  readonly status: string
}

/** What the author declares of the provider. Each lack is said aloud in the output. */
export interface Facts {
  readonly options: Readonly<Record<string, unknown>>
  /** Options without which the provider must refuse to start. */
  readonly required: readonly string[]
  /** Must never be seen in session data, logs or error messages. */
  readonly secrets: readonly string[]
  readonly hosts: readonly string[]
  readonly currency: string
  readonly digits: number
  readonly capture: "automatic" | "manual" | "both"
  readonly refund: "partial" | "full" | "none"
  readonly notices: "signed" | "unsigned" | "none"
  /** Vouchers: authorised later, `pending_authorization` until then. */
  readonly later: boolean
  /** False: the bank fixes the amount when the trade is opened. */
  readonly amountMayDiffer: boolean
  /** What becomes of a deleted session's trade: its bank closes it, or the provider's own books still take its money for an order. */
  readonly deleted: "closed" | "honoured"
  /** Must stay below 30 s, Medusa's cart lock. */
  readonly patienceMs: number
  /** What a session needs besides; a provider that cannot serve guests has a customer here. */
  readonly context: Readonly<Record<string, unknown>> | undefined
  /** For trades opened when the buyer leaves for the bank. */
  readonly depart: ((session: Session, http: typeof fetch, container: Container) => Promise<Trade> | Trade) | undefined
  /** Further settings of the payment module, such as `dependencies`. */
  readonly module: Readonly<Record<string, unknown>> | undefined
  /** Modules that stand beside the payment module, by their names, as in medusa-config. They are migrated, too. */
  readonly modules: Readonly<Record<string, ModuleBeside>> | undefined
  /** Medusa's plugins that the provider needs on a whole server (tier `shop`), as in medusa-config. */
  readonly plugins: readonly ModuleBeside[] | undefined
  /** `medusa`: for providers that look into tables of Medusa's other modules. */
  readonly tables: "payment" | "medusa"
}

export interface ModuleBeside {
  /** A package or a file; a relative one is looked for in the working directory. */
  readonly resolve: string
  readonly options?: Readonly<Record<string, unknown>>
}

/** What Medusa would give a route: its modules by name, `query`, the logger, the connection. */
export interface Container {
  /** Where the whole server answers, in the tier `shop`; its modules are in its own process then. */
  readonly server?: string
  resolve<T = unknown>(name: string, options?: { readonly allowUnregistered?: boolean }): T
}

/** What an author's `bank.prove.mjs` exports. */
export interface Adapter {
  readonly facts: Partial<Facts>
  readonly bank: () => Bank
}

const DEFAULTS: Facts = {
  options: {},
  required: [],
  secrets: [],
  hosts: [],
  currency: "twd",
  digits: 0,
  capture: "manual",
  refund: "partial",
  notices: "signed",
  later: false,
  amountMayDiffer: true,
  deleted: "closed",
  patienceMs: 20_000,
  context: undefined,
  depart: undefined,
  module: undefined,
  modules: undefined,
  plugins: undefined,
  tables: "payment",
}

const CHOICES: Readonly<Record<string, readonly string[]>> = {
  capture: ["automatic", "manual", "both"],
  refund: ["partial", "full", "none"],
  notices: ["signed", "unsigned", "none"],
  deleted: ["closed", "honoured"],
  tables: ["payment", "medusa"],
}

/** Fills in what is not declared. @throws with every problem in one message */
export function readFacts(declared: Partial<Facts>): Facts {
  const facts = { ...DEFAULTS, ...declared }
  const problems = [...wrongChoices(declared), ...wrongValues(facts)]
  if (problems.length > 0) throw new Error(`The facts cannot be used: ${problems.join("; ")}.`)
  return facts
}

function wrongChoices(declared: Partial<Facts>): string[] {
  const given = new Map<string, unknown>(Object.entries(declared))
  return Object.entries(CHOICES)
    .filter(([name, choices]) => given.has(name) && !choices.includes(String(given.get(name))))
    .map(([name, choices]) => `${name} is ${String(given.get(name))}, must be one of ${choices.join(", ")}`)
}

const isRecord = (value: unknown) => typeof value === "object" && value !== null && !Array.isArray(value)
const isFlag = (value: unknown) => typeof value === "boolean"
const isListOfTexts = (value: unknown) => Array.isArray(value) && value.every((each) => typeof each === "string")

const KINDS: readonly (readonly [keyof Facts, (value: unknown) => boolean, string])[] = [
  ["hosts", isListOfTexts, "a list of texts"],
  ["required", isListOfTexts, "a list of texts"],
  ["secrets", isListOfTexts, "a list of texts"],
  ["options", isRecord, "an object"],
  ["currency", (value) => /^[a-z]{3}$/i.test(String(value)), "three letters"],
  ["digits", Number.isInteger, "a whole number"],
  ["later", isFlag, "true or false"],
  ["amountMayDiffer", isFlag, "true or false"],
  ["patienceMs", Number.isFinite, "a number"],
  ["depart", (value) => value === undefined || typeof value === "function", "a function"],
]

const wrongKinds = (facts: Facts) =>
  KINDS.filter(([name, isRight]) => !isRight(facts[name])).map(([name, , kind]) => `${name} must be ${kind}`)

function wrongValues(facts: Facts): string[] {
  return [
    ...wrongKinds(facts),
    ...(facts.hosts.length === 0 ? ["hosts names no host of the bank"] : []),
    ...(facts.patienceMs > 0 && facts.patienceMs < 30_000
      ? []
      : ["patienceMs must be below 30000, Medusa's cart lock"]),
    ...Object.keys(facts)
      .filter((name) => !(name in DEFAULTS))
      .map((name) => `${name} is no fact that is known`),
  ]
}
