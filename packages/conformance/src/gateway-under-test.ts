import type { Form, Gateway, RawMessage, WireRequest, WireResponse } from "@taiwan-payments/medusa/toolkit"
import type { AccountChoice } from "./account-choice.js"
import type { ModuleHarness } from "./module-harness.js"
import type { Sandbox } from "./sandbox.js"
import type { Shop } from "./shop.js"

/** What some gateways have and others lack. Whoever lacks one says why, and the matrix shows it. */
export const NEEDS = [
  "codec",
  "start by form",
  "notices",
  "signed notices",
  "signed answers",
  "confirm",
  "voucher",
  "undecided payments",
  "simulated payments",
  "late failures",
  "manual capture",
  "partial capture",
  "refund",
  "partial refund",
  "full refund only",
  "manual refund",
  "closed windows",
  "closing",
  "question limit",
  "timed requests",
  "published test keys",
] as const

/** What few gateways have: whoever says nothing of it lacks it, for this reason. */
export const SELDOM = {
  "unsigned notices": "every notice is signed, or there is none",
  "merchant confirmation": "what the buyer agreed to at the gateway is paid; the shop has no say after that",
  gate: "the gateway does not ask the shop before it takes the money",
  "one refund at a time": "refunds of one payment may follow each other at once",
  "refund ids": "the gateway knows a refund by no id of the shop's",
  books: "the gateway's books do not tell what is left of a payment",
  "movement codes": "the subject does not show how the gateway answers a movement in a code of no table",
  "start by token": "the buyer pays on the gateway's own page; the shop's page makes no token",
} as const

type Common = (typeof NEEDS)[number]
type Seldom = keyof typeof SELDOM
export type Need = Common | Seldom
type Answer = true | string

/** What the author of a gateway gives, in one short file. */
export interface GatewayUnderTest {
  /** As the matrix shows it: `ecpay`. */
  readonly name: string
  readonly kind: Gateway
  /** True, or the reason why the gateway has no such thing. */
  readonly has: Readonly<Record<Common, Answer> & Partial<Record<Seldom, Answer>>>
  readonly methods: GatewayMethods
  /** Complete options of an account, as a merchant would write them. */
  options(places: Places, wish: AccountChoice): Record<string, unknown>
  /** Options with the vendor's published test account, in production. */
  readonly publishedOptions?: (places: Places) => Record<string, unknown>
  /** Instants at which the gateway's books are shut. */
  readonly shutAt?: readonly Date[]
  /** How the gateway speaks, written without the gateway's own codec. */
  readonly wire: WireFixtures
  /** The vendor's truth about the codec. */
  readonly vectors: readonly Vector[]
  /** module: Medusa's payment module, with the provider in it. */
  readonly openModuleHarness?: () => Promise<ModuleHarness>
  /** server: a Medusa server. */
  readonly openShop?: () => Promise<Shop>
}

/** Method ids that stand for a kind of payment. */
export interface GatewayMethods {
  /** The plainest one, paid at once. */
  readonly main: string
  readonly voucher?: string
  readonly fullRefundOnly?: string
  readonly manualRefund?: string
}

export interface Places {
  readonly sandbox: string
  readonly backendUrl: string
  readonly storefrontUrl: string
}

export interface Vector {
  readonly id: string
  /** `self` vectors do not count. */
  readonly kind: "published" | "vendor-sdk" | "staging-capture" | "self"
  /** Whether the gateway's codec agrees. */
  holds(): boolean
}

/** What a message says, in the kit's words; `code` is one of the vendor's own. */
export type Meaning = "paid" | "declined" | "undecided" | "issued" | { readonly code: string }

export interface Facts {
  /** `payment` tells of money, `number` of an issued voucher. */
  readonly message: "payment" | "number"
  readonly meaning: Meaning
  readonly tradeNo: string
  /** TWD whole dollars. */
  readonly amount: number
  readonly method: string
  readonly merchant: string
  readonly at: Date
  readonly simulated?: boolean
}

export type Pair = readonly [name: string, value: string]

/** The gateway's side of the conversation. */
export interface WireFixtures {
  /** A notice, signed by the gateway for this account or by somebody who has other keys. */
  notice(facts: Facts, signer: "gateway" | "stranger"): RawMessage
  /** A notice taken apart, the signature among its fields, in their order. */
  fieldsOf(raw: RawMessage): readonly Pair[]
  /** Fields put together again, as they are: nothing is signed. */
  compose(fields: readonly Pair[]): RawMessage
  /** Where messages are sealed: what stands inside of a notice or a form, given what stands outside. */
  opened?(outer: readonly Pair[]): readonly Pair[]
  /** Where messages are sealed: fields outside that no signature reaches. They, and others beside them, must make no difference. */
  readonly outside?: readonly string[]
  /** The name of the field that carries the signature. */
  readonly signature: string
  /** The vendor's signature is the same for upper and lower case letters; binding must tell them apart. */
  readonly foldsCase: boolean
  /** The answer to a query. */
  answer(request: WireRequest, facts: Facts): WireResponse
  /** The answer to a request that moves money, in a code of the vendor's form that stands in none of its tables. */
  strangeAnswer?(request: WireRequest, facts: Facts): WireResponse
  /** A signed answer with one field changed after signing. */
  alteredAnswer?(request: WireRequest, facts: Facts): WireResponse
  /** Where notices are unsigned: one that anybody could have written. */
  hint?(facts: Facts): RawMessage
  /** Where the gateway asks before it takes the money: its question. */
  gateQuestion?(facts: Facts): RawMessage
  /** When the order was made, as the gateway reads it from the form. */
  orderedAt(form: Form): Date | null
  /** The charged amount, as the gateway reads it from the form. TWD whole dollars. */
  amountOf(form: Form): number | null
  /** The trade number, as the gateway reads it from the form. */
  tradeNoOf(form: Form): string | null
  /** Codes out of the kit's strange ones (`0`, `1`, `2` …) that do mean something to this vendor. */
  readonly codes: readonly string[]
  /** Values of the accounts that nobody may see. */
  readonly secrets: readonly string[]
  /** Values about the payer that a `paid` notice carries; must be masked wherever they are kept. */
  readonly personal: readonly string[]
}

export type { AccountChoice, ModuleHarness, Sandbox, Shop }
