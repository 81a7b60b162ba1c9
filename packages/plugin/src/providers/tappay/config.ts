import { readCaptureMode } from "../../toolkit/capture-mode"
import type { CaptureMode } from "../../toolkit/contract/capture-mode"
import type { Method } from "../../toolkit/contract/method"
import type { ShopOptions } from "../../toolkit/contract/shop-options"
import { type Environment, hostFor } from "../../toolkit/environment"
import { lookUp } from "../../toolkit/look-up"
import {
  type CommonOptions,
  isRecord,
  noSuchMethod,
  OptionReader,
  readEnvironment,
  readShopOptions,
} from "../../toolkit/options"
import { readSealingKeys, type SealingKey } from "../../toolkit/sealed-secret"
import { METHODS } from "./methods"
import { errors } from "./wire"

export interface TapPayOptions extends CommonOptions {
  /** Partner Key from TapPay's Portal, secret. */
  partnerKey: string
  /** App ID from the Portal; the shop's page shows it. */
  appId: string | number
  /** App Key of that app; the shop's page shows it. */
  appKey: string
  /**
   * Merchant ID of each method, by its id: `{ card: "shop_CTBC", linepay: "shop_LINEPAY" }`. A method without one is not offered. Where it
   * has changed, a list, the newest first: the earlier ones look after what they took.
   */
  merchantIds: Record<string, string | string[]>
  /** Sends typed cards through 3-D Secure. Default `true`. */
  threeDomainSecure?: boolean
  /** `"manual"`: cards are authorised first and captured in the admin. Default `"automatic"`: TapPay captures them in its daily batch. */
  capture?: "automatic" | "manual"
  /** Number of instalments of `tappay-installment`. Default 3. */
  installment?: 3 | 6 | 12 | 18 | 24 | 30
  /** Lets customers keep their cards: 32 random bytes in base64 or hexadecimal that seal what is kept, or several such keys, the newest first. */
  cardKeys?: string | string[]
  /** Apple's merchant identifier, for the sheet of Apple Pay. */
  appleMerchantId?: string
  /** Google's merchant id, for the sheet of Google Pay. */
  googleMerchantId?: string
}

export interface TapPayConfig {
  readonly shop: ShopOptions
  readonly environment: Environment
  readonly host: string
  readonly scriptHost: string
  readonly partnerKey: string
  readonly appId: string
  readonly appKey: string
  /** The newest first. */
  readonly merchantIds: Readonly<Record<string, readonly string[]>>
  readonly threeDomainSecure: boolean
  readonly capture: CaptureMode
  readonly installment: number
  readonly cardKeys: readonly SealingKey[]
  readonly appleMerchantId: string | undefined
  readonly googleMerchantId: string | undefined
}

const HOSTS = { production: "https://prod.tappaysdk.com", stage: "https://sandbox.tappaysdk.com" }

const SCRIPT_HOSTS = { production: "https://js.tappaysdk.com", stage: "https://js.tappaysdk.com" }

/** Digests of the test account that TapPay's examples publish. */
const PUBLISHED = new Set(["e5cb57e307ef967e", "fcdd1ddf05518f7b"])

const INSTALLMENTS = [3, 6, 12, 18, 24, 30]

const METHOD_IDS = METHODS.map(({ id }) => id)

/** @throws PaymentError `config` naming every problem at once. */
export function readConfig(options: unknown): TapPayConfig {
  const reader = new OptionReader("TapPay", options)
  const environment = readEnvironment(reader)
  const config: TapPayConfig = {
    environment,
    shop: readShopOptions(reader, environment, METHODS),
    host: hostFor(environment, HOSTS),
    scriptHost: hostFor(environment, SCRIPT_HOSTS),
    partnerKey: reader.text("partnerKey", /^[\x21-\x7e]{8,64}$/, "TapPay's Partner Key"),
    appId: reader.text("appId", /^\d{1,10}$/, "TapPay's App ID, digits"),
    appKey: reader.text("appKey", /^[\x21-\x7e]{8,128}$/, "TapPay's App Key"),
    merchantIds: readMerchantIds(reader),
    threeDomainSecure: reader.flag("threeDomainSecure", true),
    capture: readCaptureMode(reader),
    installment: readInstallment(reader),
    cardKeys: readSealingKeys(reader, "cardKeys"),
    appleMerchantId: reader.optionalText("appleMerchantId", /^[\w.-]{1,255}$/, "such as merchant.tw.example.shop"),
    googleMerchantId: reader.optionalText("googleMerchantId", /^\w{1,64}$/, "Google's merchant id"),
  }
  if (environment === "production") refuseTestAccount(reader, config)
  reader.finish()
  return config
}

function readMerchantIds(reader: OptionReader): TapPayConfig["merchantIds"] {
  const value = reader.raw("merchantIds")
  const entries = isRecord(value) ? Object.entries(value) : []
  if (entries.length === 0) reader.problem("merchantIds is missing or empty; it names the merchant id of each method")
  const isMethod = (name: string) => METHOD_IDS.some((id) => id === name)
  const isId = (id: unknown): id is string => typeof id === "string" && /^[\w.-]{1,50}$/.test(id)
  const lists = entries.map(([method, ids]): [string, unknown[]] => [method, Array.isArray(ids) ? ids : [ids]])
  for (const [method, ids] of lists) {
    if (!isMethod(method)) reader.problem(noSuchMethod("merchantIds", method, METHOD_IDS))
    else if (ids.length === 0 || !ids.every(isId))
      reader.problem(`merchantIds.${method} must be a merchant id of at most 50 characters, or a list of such`)
  }
  return Object.fromEntries(lists.map(([method, ids]) => [method, ids.filter(isId)]))
}

function readInstallment(reader: OptionReader): number {
  const value = reader.raw("installment") ?? 3
  const found = INSTALLMENTS.find((number) => number === value)
  if (found === undefined) reader.problem(`installment must be one of ${INSTALLMENTS.join(", ")}`)
  return found ?? 3
}

function refuseTestAccount(reader: OptionReader, config: TapPayConfig): void {
  reader.refusePublished("partnerKey", config.partnerKey, PUBLISHED)
  reader.refusePublished("appKey", config.appKey, PUBLISHED)
  for (const [method, ids] of Object.entries(config.merchantIds)) {
    if (ids.some((id) => /^GlobalTesting_/.test(id)))
      reader.problem(`merchantIds.${method} is a published test merchant`)
  }
}

/** Those under which a method was ever paid by, the newest first. */
export function merchantsOf({ merchantIds }: Pick<TapPayConfig, "merchantIds">, methodId: string): readonly string[] {
  return lookUp(merchantIds, methodId) ?? []
}

/** @throws PaymentError `unsupported` where the shop has no merchant id for the method. */
export function merchantOf({ merchantIds }: TapPayConfig, { id, name }: Method): string {
  const [merchant] = merchantsOf({ merchantIds }, id)
  if (merchant) return merchant
  throw errors.unsupported(`${name.en} is not set up at TapPay: the option merchantIds.${id} is missing.`)
}
