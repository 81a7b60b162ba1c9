import type { ConfigModule, MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import type { Message, MessageKind } from "../../modules/ledger/messages"
import type { Alarm, Attempt } from "../../modules/ledger/records"
import { tidyText } from "../../toolkit/text"
import { ALARM_TITLES } from "../alarm-titles"
import { contextOf, type PaymentContext } from "../context"
import { shopLook } from "../links/shop-look"
import { type Addressee, addresseeOf } from "../medusa/addressee"
import { methodAccountsOf } from "../method-accounts"
import { linkInEvent } from "../payment-link"
import { digestFacts } from "./digest-facts"
import { isAddress, messageOptions } from "./message-options"
import { TEMPLATES, type Tellings, type Template } from "./templates"
import type { Content, Locale, Told } from "./templates/letter"
import type { VoucherTold } from "./templates/voucher"

/** A message as it is handed over. */
export interface Composed {
  readonly to: string
  readonly content: Content
}

/** All that letters are made of. */
interface Matter {
  readonly container: MedusaContainer
  readonly context: PaymentContext
  readonly message: Message
  readonly attempt: Attempt | null
  readonly told: Told
}

/** Null where there is nothing to tell. */
type Tell<Kind extends MessageKind> = (matter: Matter) => Promise<Tellings[Kind] | null>

const TELL: { readonly [Kind in MessageKind]: Tell<Kind> } = {
  voucher_issued: tellVoucher,
  voucher_expiring: tellVoucher,
  paid: async ({ attempt, told }) => {
    return attempt && { ...told, amount: attempt.amount, paidAt: attempt.paid_at?.toISOString() ?? null }
  },
  expired: async ({ container, message, attempt, told }) =>
    attempt && {
      ...{ ...told, amount: attempt.amount, orderCanceled: message.data.order_canceled === true },
      paymentLink: await linkInEvent(container, orderIdOf(message, attempt)),
    },
  refunded: async ({ context, message, attempt, told }) => {
    const refunds = attempt ? await context.ledger.operationsOf(attempt.id, "refund") : []
    const refund = refunds.find(({ id }) => id === message.subject.split("#")[0])
    return refund ? { ...told, amount: refund.amount } : null
  },
  refund_account_wanted: async ({ message: { data }, told }) => {
    const { amount, refund_link, expires_at } = data
    return { ...told, amount: Number(amount), refundLink: String(refund_link), expiresAt: String(expires_at) }
  },
  alarm: async ({ container, context, message, told }) => {
    const [id] = message.subject.split("#")
    const alarm = await context.db<Alarm>("taiwan_payment_alarm").where({ id }).first()
    if (!alarm) return null
    const { kind, amount, detail: en, detail_zh } = alarm
    const detail = { en, "zh-TW": detail_zh ?? en }
    return { ...told, title: ALARM_TITLES[kind], amount, detail, adminLink: `${await pageOf(container)}?alarms=open` }
  },
  digest: async ({ container, told }) => {
    const facts = await digestFacts(container)
    return facts && { ...told, ...facts, adminLink: await pageOf(container) }
  },
}

/** Why a message is none, in words for the row. */
export type NoMessage = "nothing to tell" | "no address"

/** Writes a message for the one who is to get it. Whose address it is is asked of Medusa now, and kept nowhere. */
export async function compose(container: MedusaContainer, message: Message): Promise<Composed | NoMessage> {
  const context = contextOf(container)
  const attempt = (await attemptOf(context, message)) ?? null
  const addressee = await addresseeFor(container, context, message, attempt)
  const told = toldOf(container, message, attempt, addressee)
  const content = await contentOf(message.kind, { container, context, message, attempt, told })
  if (!content) return "nothing to tell"
  const to = addressee?.email?.trim() ?? ""
  return isAddress(to) ? { to, content } : "no address"
}

async function contentOf<Kind extends MessageKind>(kind: Kind, matter: Matter): Promise<Content | null> {
  const told = await TELL[kind](matter)
  if (told === null) return null
  const own: Template<Kind> | undefined = messageOptions(matter.container).templates[kind]
  const { subject, html, text } = (own ?? TEMPLATES[kind])(told)
  // A template of the shop's own may not have thought of it: a subject is one line.
  return { subject: tidyText(subject), html, text }
}

async function tellVoucher({ container, message, attempt, told }: Matter): Promise<VoucherTold | null> {
  if (!attempt?.voucher) return null
  const paymentLink = await linkInEvent(container, orderIdOf(message, attempt))
  return { ...told, voucher: attempt.voucher, paymentLink }
}

/** That which a message is about; for its language, one of the order's. */
async function attemptOf({ ledger, db }: PaymentContext, message: Message): Promise<Attempt | undefined> {
  if (message.attempt_id) return ledger.attempt(message.attempt_id)
  if (!message.order_id) return undefined
  return db<Attempt>("taiwan_payment_attempt")
    .where({ order_id: message.order_id })
    .orderBy("created_at", "desc")
    .first()
}

function orderIdOf(message: Message, attempt: Attempt | null): string | null {
  return message.order_id ?? attempt?.order_id ?? null
}

async function addresseeFor(
  container: MedusaContainer,
  { db }: PaymentContext,
  message: Message,
  attempt: Attempt | null,
): Promise<Addressee | null> {
  const { cart_id, recipient } = message.data
  const bought = {
    order_id: orderIdOf(message, attempt),
    cart_id: typeof cart_id === "string" ? cart_id : null,
    payment_collection_id: attempt?.payment_collection_id ?? null,
  }
  const buyer = await addresseeOf(db, bought)
  if (!isForStaff(message)) return buyer
  const email = messageOptions(container).staff?.to[Number(recipient)] ?? null
  return { email, display_id: buyer?.display_id ?? null }
}

function isForStaff({ kind }: Message): boolean {
  return kind === "alarm" || kind === "digest"
}

function toldOf(
  container: MedusaContainer,
  message: Message,
  attempt: Attempt | null,
  addressee: Addressee | null,
): Told {
  const { name, logo, color } = shopLook(container)
  const staffLocale: Locale = messageOptions(container).staff?.locale ?? "zh-TW"
  return {
    locale: isForStaff(message) ? staffLocale : (attempt?.locale ?? "zh-TW"),
    shop: { name, logo: logo?.href ?? null, color },
    orderNumber: addressee?.display_id ?? null,
  }
}

/** The page Taiwan payments of the dashboard. */
async function pageOf(container: MedusaContainer): Promise<string> {
  const [account] = (await methodAccountsOf(container)).values()
  const config = container.resolve<ConfigModule | undefined>(ContainerRegistrationKeys.CONFIG_MODULE, {
    allowUnregistered: true,
  })
  return `${account?.shop.backendUrl ?? ""}${config?.admin?.path ?? "/app"}/taiwan-payments`
}
