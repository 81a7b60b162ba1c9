import { asValue } from "@medusajs/framework/awilix"
import type { MedusaContainer } from "@medusajs/framework/types"
import type { BuyerMessageKind } from "../../modules/ledger/messages"
import { alike } from "../../toolkit/did-you-mean"
import { isRecord, OptionReader } from "../../toolkit/options"
import { TEMPLATES, type Templates } from "./templates"
import type { Locale } from "./templates/letter"

const NAME = "taiwanPaymentsMessages"
const OWNER = "@taiwan-payments/medusa (in plugins), messages"

/** Of Medusa's notification module. */
export const CHANNEL = "email"

export const BUYER_MESSAGES: readonly BuyerMessageKind[] = [
  ...(["voucher_issued", "voucher_expiring", "paid", "expired"] as const),
  ...(["refunded", "refund_account_wanted"] as const),
]

/** Templates of the shop's own, in place of ours. */
export type OwnTemplates = { readonly [Kind in keyof Templates]?: Templates[Kind] }

/** The option `messages` of the plugin's entry, as it is written. Nothing is sent that it does not switch on. */
export interface MessagesOption {
  /** Which messages buyers get; `true`: all of them. Default none. */
  readonly buyers?: true | readonly BuyerMessageKind[]
  readonly staff?: {
    readonly to: readonly string[]
    /** Each alarm at once. Default true. */
    readonly alarms?: boolean
    /** Every morning at eight, Taipei time. Default true. */
    readonly digest?: boolean
    /** Default `"zh-TW"`. */
    readonly locale?: Locale
  }
  /** The sender's address, where the provider's own is not to be used. */
  readonly from?: string
  readonly templates?: OwnTemplates
}

export interface StaffMessages {
  readonly to: readonly string[]
  readonly alarms: boolean
  readonly digest: boolean
  readonly locale: Locale
}

export interface MessageOptions {
  readonly buyers: readonly BuyerMessageKind[]
  readonly staff: StaffMessages | null
  readonly from: string | null
  readonly templates: OwnTemplates
}

const OFF: MessageOptions = { buyers: [], staff: null, from: null, templates: {} }

/** One address, and nothing that a mail server would take for a second one or another header. */
const ADDRESS = /^[^\s@,;:<>"()]{1,64}@[^\s@,;:<>"()]{1,255}$/
/** The same, or a name before it in angle brackets. */
const SENDER =
  /^(?:[^\p{C}<>@,;:"]{1,80} <[^\s@,;:<>"()]{1,64}@[^\s@,;:<>"()]{1,255}>|[^\s@,;:<>"()]{1,64}@[^\s@,;:<>"()]{1,255})$/u

export function isAddress(text: string): boolean {
  return ADDRESS.test(text)
}

export function isOn({ buyers, staff }: MessageOptions): boolean {
  return buyers.length > 0 || staff !== null
}

export function readMessageOptions(reader: OptionReader): MessageOptions {
  const value = reader.raw("messages")
  if (value === undefined) return OFF
  if (!isRecord(value)) {
    reader.problem('messages must be an object such as { buyers: true, staff: { to: ["shop@example.tw"] } }')
    return OFF
  }
  const own = new OptionReader(OWNER, value)
  const buyers = readBuyers(own)
  const staff = readStaff(own)
  const from = own.optionalText("from", SENDER, 'an address, or "Name <address>"') ?? null
  const templates = readTemplates(own)
  own.finish()
  return { buyers, staff, from, templates }
}

function readBuyers(reader: OptionReader): BuyerMessageKind[] {
  const value = reader.raw("buyers")
  if (value === undefined || value === false) return []
  if (value === true) return [...BUYER_MESSAGES]
  const named = Array.isArray(value) ? value.map(String) : []
  if (!Array.isArray(value)) reader.problem(`buyers must be true, or a list out of ${BUYER_MESSAGES.join(", ")}`)
  const isKind = (name: string) => BUYER_MESSAGES.some((kind) => kind === name)
  for (const name of named.filter((each) => !isKind(each)))
    reader.problem(`buyers: there is no message ${name}${guess(name, BUYER_MESSAGES)}`)
  return BUYER_MESSAGES.filter((kind) => named.includes(kind))
}

function readStaff(reader: OptionReader): StaffMessages | null {
  const value = reader.raw("staff")
  if (value === undefined) return null
  const own = new OptionReader(`${OWNER}.staff`, value)
  const to = own.raw("to")
  const addresses = Array.isArray(to) ? to.filter((each) => typeof each === "string") : []
  if (!Array.isArray(to) || to.length === 0 || addresses.length < to.length || !addresses.every(isAddress))
    own.problem('to must be a list of e-mail addresses such as ["shop@example.tw"]')
  const staff = {
    ...{ to: [...new Set(addresses)], alarms: own.flag("alarms", true), digest: own.flag("digest", true) },
    locale: own.choice<Locale>("locale", ["zh-TW", "en"], "zh-TW"),
  }
  own.finish()
  return staff
}

function readTemplates(reader: OptionReader): OwnTemplates {
  const value = reader.raw("templates")
  if (value === undefined) return {}
  const kinds = Object.keys(TEMPLATES)
  if (isTemplates(value, kinds)) return value
  const strangers = isRecord(value) ? Object.keys(value).filter((name) => !kinds.includes(name)) : []
  for (const name of strangers) reader.problem(`templates.${name}: there is no such message${guess(name, kinds)}`)
  if (strangers.length === 0) reader.problem("templates must be an object of functions")
  return {}
}

function isTemplates(value: unknown, kinds: readonly string[]): value is OwnTemplates {
  return (
    isRecord(value) && Object.entries(value).every(([name, own]) => kinds.includes(name) && typeof own === "function")
  )
}

function guess(name: string, known: readonly string[]): string {
  const meant = alike(name, known)
  return meant ? `; did you mean ${meant}?` : ""
}

export function setMessageOptions(container: MedusaContainer, options: MessageOptions): void {
  container.register(NAME, asValue(options))
}

export function messageOptions(container: MedusaContainer): MessageOptions {
  return container.resolve<MessageOptions | undefined>(NAME, { allowUnregistered: true }) ?? OFF
}
