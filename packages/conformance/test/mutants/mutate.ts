import { checkMacValue } from "@taiwan-payments/medusa/gateways/ecpay"
import type {
  BalanceRequest,
  Conversation,
  Gateway,
  MerchantAccount,
  Outcome,
  RawMessage,
  Redaction,
  SignedNotice,
  Trade,
  Twd,
  Verified,
} from "@taiwan-payments/medusa/toolkit"
import { markVerified, PaymentError } from "@taiwan-payments/medusa/toolkit"
import type { GatewayUnderTest } from "../../src/index.js"
import { accountAt } from "../gateways/ecpay-fixtures.js"

/** A gateway with one fault that real plugins had, and the scenario that must catch it. */
export interface GatewayMutant {
  /** Whose gateway it is made of. Default ECPay's. */
  readonly of?: "payuni"
  readonly fault: string
  readonly caughtBy: string
  /** What the scenario must say, so that it fails for this and for nothing else. */
  readonly says: RegExp
  readonly subject: (sound: GatewayUnderTest) => GatewayUnderTest
}

export type Fields = Readonly<Record<string, string>>

/** The same subject over another gateway. */
export function withGateway(change: (sound: MerchantAccount) => MerchantAccount): GatewayMutant["subject"] {
  return withKind((kind) => ({
    ...kind,
    openAccount: (options) => {
      const opened = kind.openAccount(options)
      return { ...opened, account: change(opened.account) }
    },
  }))
}

export function withKind(change: (sound: Gateway) => Gateway): GatewayMutant["subject"] {
  return (subject) => ({ ...subject, kind: change(subject.kind) })
}

export function withNotice(change: (sound: SignedNotice) => Partial<SignedNotice>): GatewayMutant["subject"] {
  return withGateway((gateway) => {
    const sound = soundNotice(gateway)
    return { ...gateway, notice: { ...sound, ...change(sound) } }
  })
}

/** Reads notices and answers otherwise than the gateway. */
export function withReading(change: (trade: Trade) => Partial<Trade>): GatewayMutant["subject"] {
  const read = (trade: Trade): Trade => ({ ...trade, ...change(trade) })
  return withGateway((gateway) => ({
    ...gateway,
    notice: { ...soundNotice(gateway), read: (verified: Verified) => read(soundNotice(gateway).read(verified)) },
    *query(key, moment): Conversation<Trade> {
      return read(yield* gateway.query(key, moment))
    },
  }))
}

export function soundNotice({ notice }: MerchantAccount): SignedNotice {
  if (notice?.kind !== "signed") throw new Error("The notices are signed.")
  return notice
}

/** Verifies in a way of its own: with the fields as the last of each name says. */
export function withVerify(isGenuine: (fields: Fields) => boolean): GatewayMutant["subject"] {
  return withNotice(() => ({
    verify: ({ body }: RawMessage) => {
      const fields = Object.fromEntries(new URLSearchParams(body.toString("utf8")))
      if (!isGenuine(fields)) throw new PaymentError("signature", "It does not match.")
      return markVerified(fields)
    },
  }))
}

export function expected(fields: Fields): string {
  const { hashKey, hashIV } = accountAt(0)
  return checkMacValue(fields, { hashKey, hashIv: hashIV })
}

export function received(fields: Fields): string {
  return (fields.CheckMacValue ?? "").toUpperCase()
}

/** Nothing is asked, and everything is said to be done. */
// biome-ignore lint/correctness/useYield: an operation that asks nobody is the fault
export function* pretend(): Conversation<Outcome> {
  return { state: "done", code: "1", message: "OK", reference: null, steps: [] }
}

/** Nothing is asked, and nothing is told. */
// biome-ignore lint/correctness/useYield: books that nobody opens are the fault
export function* untold(): Conversation<Twd | null> {
  return null
}

/** Nothing is asked, and nothing has ever gone back. */
// biome-ignore lint/correctness/useYield: books that nobody opens are the fault
export function* allOfIt({ captured }: BalanceRequest): Conversation<Twd | null> {
  return captured
}

/** Asks once, and does not listen. */
export function* carelessly(conversation: Conversation<Outcome>): Conversation<Outcome> {
  const turn = conversation.next()
  if (!turn.done) yield turn.value
  return yield* pretend()
}

export function withForm(change: (fields: Fields) => Fields): GatewayMutant["subject"] {
  return withGateway((gateway) => {
    const { start } = gateway
    if (start.kind !== "form") throw new Error("ECPay starts by a form.")
    return {
      ...gateway,
      start: {
        kind: "form",
        form: (departure) => {
          const form = start.form(departure)
          return { ...form, fields: change(form.fields) }
        },
      },
    }
  })
}

/** A trade that nobody told of. */
export function madeUp({ merchant }: MerchantAccount, said: Pick<Trade, "tradeNo" | "amount" | "state">): Trade {
  const nothing = { code: "", message: "", reference: null, paidAt: null, voucher: null }
  return { merchant, currency: "TWD", simulated: false, details: {}, fields: {}, ...nothing, ...said }
}

/** What keeps of a person what its gateway names, as it comes. */
export function keepingPersons({ kept, personal, secret }: Redaction): Redaction {
  return { kept: [...kept, ...personal], personal: [], secret }
}

/** What keeps everything that its gateway names, as it comes. */
export function keepingAll({ kept, personal, secret }: Redaction): Redaction {
  return { kept: [...kept, ...personal, ...secret], personal: [], secret: [] }
}
